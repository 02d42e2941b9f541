namespace ImmutableGuard.MsBuildTasks.Tests.Git;

public sealed class CiSystemsTests : IDisposable
{
    private const string Id = "0123456789abcdef0123456789abcdef01234567";

    private readonly GitSandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Theory]
    [InlineData("GITHUB_ACTIONS=true GITHUB_SHA=<id> GITHUB_REF=refs/pull/7/merge GITHUB_SERVER_URL=https://github.example GITHUB_REPOSITORY=shop/orders",
        "refs/pull/7/merge", "https://github.example/shop/orders", null)]
    [InlineData("GITLAB_CI=true CI_COMMIT_SHA=<id> CI_COMMIT_BRANCH=main CI_PROJECT_URL=https://gitlab.example/shop/orders CI_COMMIT_TIMESTAMP=2026-11-23T06:14:00+01:00",
        "refs/heads/main", "https://gitlab.example/shop/orders", "2026-11-23T05:14:00Z")]
    [InlineData("GITLAB_CI=true CI_COMMIT_SHA=<id> CI_COMMIT_TAG=v1", "refs/tags/v1", null, null)]
    [InlineData("GITLAB_CI=true CI_COMMIT_SHA=<id> CI_MERGE_REQUEST_REF_PATH=refs/merge-requests/7/head", "refs/merge-requests/7/head", null, null)]
    [InlineData("TF_BUILD=True BUILD_SOURCEVERSION=<id> BUILD_SOURCEBRANCH=refs/heads/main BUILD_REPOSITORY_URI=https://org@dev.azure.example/org/shop/_git/orders",
        "refs/heads/main", "https://dev.azure.example/org/shop/_git/orders", null)]
    [InlineData("JENKINS_URL=https://jenkins.example/ GIT_COMMIT=<id> GIT_BRANCH=origin/main GIT_LOCAL_BRANCH=main GIT_URL=git@example.com:shop/orders.git",
        "refs/heads/main", "git@example.com:shop/orders.git", null)]
    [InlineData("JENKINS_URL=https://jenkins.example/ GIT_COMMIT=<id> GIT_BRANCH=PR-7 BRANCH_NAME=PR-7", null, null, null)]
    [InlineData("TEAMCITY_VERSION=2026.1 BUILD_VCS_NUMBER=<id>", null, null, null)]
    [InlineData("BITBUCKET_COMMIT=<id> BITBUCKET_BRANCH=main BITBUCKET_GIT_HTTP_ORIGIN=http://bitbucket.org/shop/orders",
        "refs/heads/main", "http://bitbucket.org/shop/orders", null)]
    [InlineData("CIRCLECI=true CIRCLE_SHA1=<id> CIRCLE_TAG=v1 CIRCLE_REPOSITORY_URL=git@example.com:shop/orders.git",
        "refs/tags/v1", "git@example.com:shop/orders.git", null)]
    [InlineData("CIRCLECI=true CIRCLE_SHA1=<id> CIRCLE_PR_NUMBER=7 CIRCLE_BRANCH=pull/7", "refs/pull/7/head", null, null)]
    [InlineData("APPVEYOR=True APPVEYOR_REPO_COMMIT=<id> APPVEYOR_REPO_BRANCH=main APPVEYOR_REPO_COMMIT_TIMESTAMP=2026-11-23T05:14:00.1230000Z",
        "refs/heads/main", null, "2026-11-23T05:14:00Z")]
    [InlineData("APPVEYOR=True APPVEYOR_REPO_COMMIT=<id> APPVEYOR_REPO_BRANCH=main APPVEYOR_PULL_REQUEST_NUMBER=7", "refs/pull/7/merge", null, null)]
    [InlineData("BUILDKITE=true BUILDKITE_COMMIT=<id> BUILDKITE_BRANCH=main BUILDKITE_REPO=git@example.com:shop/orders.git",
        "refs/heads/main", "git@example.com:shop/orders.git", null)]
    [InlineData("TRAVIS=true TRAVIS_COMMIT=<id> TRAVIS_BRANCH=main TRAVIS_PULL_REQUEST=false TRAVIS_TAG=", "refs/heads/main", null, null)]
    [InlineData("TRAVIS=true TRAVIS_COMMIT=<id> TRAVIS_BRANCH=main TRAVIS_PULL_REQUEST=7", "refs/pull/7/merge", null, null)]
    [InlineData("DRONE=true DRONE_COMMIT_SHA=<id> DRONE_COMMIT_REF=refs/heads/main DRONE_GIT_HTTP_URL=https://u:p@git.example/shop/orders.git",
        "refs/heads/main", "https://git.example/shop/orders.git", null)]
    [InlineData("CI=woodpecker CI_SYSTEM_NAME=woodpecker CI_COMMIT_SHA=<id> CI_COMMIT_REF=refs/tags/v1 CI_REPO_CLONE_URL=https://git.example/shop/orders.git",
        "refs/tags/v1", "https://git.example/shop/orders.git", null)]
    [InlineData("CODEBUILD_BUILD_ID=a:b CODEBUILD_RESOLVED_SOURCE_VERSION=<id> CODEBUILD_WEBHOOK_HEAD_REF=refs/heads/main", "refs/heads/main", null, null)]
    public void SystemWithoutRepository_NamesTheCommit(string variables, string? refName, string? repository, string? committedAt)
    {
        Set(variables);

        var state = RepositoryState.Read(sandbox.Root, sandbox.WithoutGit);

        Assert.Equal(
            new RepositoryState
            {
                Source = StateSource.Environment,
                Commit = Id,
                Ref = refName,
                Repository = repository,
                CommittedAt = committedAt is null ? null : DateTimeOffset.Parse(committedAt),
                CleanProblem = "there is no git program to ask",
            },
            state);
    }

    [Theory]
    [InlineData("GITHUB_SHA=<id>")]                            // no GitHub Actions
    [InlineData("GITHUB_ACTIONS= GITHUB_SHA=<id>")]
    [InlineData("GIT_COMMIT=<id>")]                            // no Jenkins
    [InlineData("BUILDKITE=true BUILDKITE_COMMIT=HEAD")]
    [InlineData("TF_BUILD=True BUILD_SOURCEVERSION=C1234")]    // a TFVC changeset
    [InlineData("CIRCLECI=true CIRCLE_SHA1=0123456")]
    [InlineData("CIRCLECI=true CIRCLE_SHA1=0000000000000000000000000000000000000000")]
    public void NoFullCommitId_IsUnknown(string variables)
    {
        Set(variables);

        Assert.Equal((StateSource.None, null), (RepositoryState.Read(sandbox.Root, sandbox.WithGit) is var state ? state.Source : default, state.Commit));
    }

    [Fact]
    public void DetachedHeadOfTheCommitTheSystemNames_TakesItsRefAndRepository()
    {
        var repository = Layouts.Make("detached HEAD", sandbox);
        Set("GITHUB_ACTIONS=true GITHUB_REF=refs/tags/v1 GITHUB_SERVER_URL=https://github.example GITHUB_REPOSITORY=shop/orders");
        sandbox.Variables["GITHUB_SHA"] = sandbox.Git(repository, "rev-parse", "HEAD");

        var state = RepositoryState.Read(repository, sandbox.WithGit);

        Assert.Equal(
            (StateSource.Git, "refs/tags/v1", "https://github.example/shop/orders", (bool?)false),
            (state.Source, state.Ref, state.Repository, state.Dirty));
    }

    [Fact]
    public void DetachedHeadOfAnotherCommitThanTheSystemNames_TakesNothing()
    {
        var repository = Layouts.Make("detached HEAD", sandbox);
        Set("GITHUB_ACTIONS=true GITHUB_SHA=<id> GITHUB_REF=refs/tags/v1 GITHUB_SERVER_URL=https://github.example GITHUB_REPOSITORY=shop/orders");

        var state = RepositoryState.Read(repository, sandbox.WithGit);

        Assert.Equal((sandbox.Git(repository, "rev-parse", "HEAD"), null, null), (state.Commit, state.Ref, state.Repository));
    }

    private void Set(string variables)
    {
        foreach (var variable in variables.Replace("<id>", Id).Split(' '))
            sandbox.Variables[variable[..variable.IndexOf('=')]] = variable[(variable.IndexOf('=') + 1)..];
    }
}
