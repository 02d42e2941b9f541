using System.Globalization;
using System.Text.RegularExpressions;

namespace ImmutableGuard.MsBuildTasks.Git;

/// <summary>Reads what continuous integration systems say about the commit they build.</summary>
internal static class CiSystems
{
    /// <summary>
    /// One system: the variable that tells it apart, and where it says what. Texts are templates whose <c>{VARIABLES}</c>
    /// must all be set; of <paramref name="Refs"/> the first such one counts, so pull requests and tags stand before branches.
    /// </summary>
    private sealed record CiSystem(string Marker, string Commit, string[] Refs, string? Repository = null, string? CommittedAt = null);

    private static readonly CiSystem[] All =
    [
        // GitHub Actions
        new("GITHUB_ACTIONS", "{GITHUB_SHA}", ["{GITHUB_REF}"], "{GITHUB_SERVER_URL}/{GITHUB_REPOSITORY}"),
        // GitLab
        new("GITLAB_CI", "{CI_COMMIT_SHA}",
            ["{CI_MERGE_REQUEST_REF_PATH}", "refs/tags/{CI_COMMIT_TAG}", "refs/heads/{CI_COMMIT_BRANCH}"],
            "{CI_PROJECT_URL}", "{CI_COMMIT_TIMESTAMP}"),
        // Azure Pipelines
        new("TF_BUILD", "{BUILD_SOURCEVERSION}", ["{BUILD_SOURCEBRANCH}"], "{BUILD_REPOSITORY_URI}"),
        // Jenkins with its git plugin. BRANCH_NAME and GIT_BRANCH may be the name of a change or of a remote's branch.
        new("JENKINS_URL", "{GIT_COMMIT}", ["refs/tags/{TAG_NAME}", "refs/heads/{GIT_LOCAL_BRANCH}"], "{GIT_URL}"),
        // TeamCity gives builds no variable for branch and repository.
        new("TEAMCITY_VERSION", "{BUILD_VCS_NUMBER}", []),
        // Bitbucket Pipelines
        new("BITBUCKET_COMMIT", "{BITBUCKET_COMMIT}", ["refs/tags/{BITBUCKET_TAG}", "refs/heads/{BITBUCKET_BRANCH}"], "{BITBUCKET_GIT_HTTP_ORIGIN}"),
        // CircleCI. CIRCLE_PR_NUMBER is set for forks only, where CIRCLE_BRANCH is no branch.
        new("CIRCLECI", "{CIRCLE_SHA1}",
            ["refs/pull/{CIRCLE_PR_NUMBER}/head", "refs/tags/{CIRCLE_TAG}", "refs/heads/{CIRCLE_BRANCH}"], "{CIRCLE_REPOSITORY_URL}"),
        // AppVeyor. For a pull request the branch is the one it goes to.
        new("APPVEYOR", "{APPVEYOR_REPO_COMMIT}",
            ["refs/pull/{APPVEYOR_PULL_REQUEST_NUMBER}/merge", "refs/tags/{APPVEYOR_REPO_TAG_NAME}", "refs/heads/{APPVEYOR_REPO_BRANCH}"],
            CommittedAt: "{APPVEYOR_REPO_COMMIT_TIMESTAMP}"),
        // Buildkite. BUILDKITE_COMMIT may be the word HEAD, which is no commit id.
        new("BUILDKITE", "{BUILDKITE_COMMIT}", ["refs/tags/{BUILDKITE_TAG}", "refs/heads/{BUILDKITE_BRANCH}"], "{BUILDKITE_REPO}"),
        // Travis. For a pull request the branch is the one it goes to; else its number is the word false.
        new("TRAVIS", "{TRAVIS_COMMIT}", ["refs/pull/{TRAVIS_PULL_REQUEST}/merge", "refs/tags/{TRAVIS_TAG}", "refs/heads/{TRAVIS_BRANCH}"]),
        // Drone
        new("DRONE", "{DRONE_COMMIT_SHA}", ["{DRONE_COMMIT_REF}"], "{DRONE_GIT_HTTP_URL}"),
        // Woodpecker
        new("CI_SYSTEM_NAME", "{CI_COMMIT_SHA}", ["{CI_COMMIT_REF}"], "{CI_REPO_CLONE_URL}"),
        // AWS CodeBuild
        new("CODEBUILD_BUILD_ID", "{CODEBUILD_RESOLVED_SOURCE_VERSION}", ["{CODEBUILD_WEBHOOK_HEAD_REF}"], "{CODEBUILD_SOURCE_REPO_URL}"),
    ];

    /// <summary>What the system says; null where none is recognised, or it names no full commit id.</summary>
    public static RepositoryState? Read(IReadOnlyDictionary<string, string> variables)
    {
        string? Fill(string? template)
        {
            var complete = template is not null;
            var text = Regex.Replace(template ?? "", @"\{(\w+)\}", match =>
            {
                var isSet = variables.TryGetValue(match.Groups[1].Value, out var value) && value is not ("" or "false");
                complete &= isSet;
                return isSet ? value! : "";
            });
            return complete ? text : null;
        }

        foreach (var system in All)
        {
            if (variables.TryGetValue(system.Marker, out var marker) && marker.Length > 0 && CommitId.Parse(Fill(system.Commit)) is { } commit)
            {
                return new()
                {
                    Source = StateSource.Environment,
                    Commit = commit,
                    Ref = system.Refs.Select(Fill).FirstOrDefault(name => name is not null),
                    Repository = RepositoryUrl.Publish(Fill(system.Repository)),
                    CommittedAt = ParseTime(Fill(system.CommittedAt)),
                };
            }
        }

        return null;
    }

    private static DateTimeOffset? ParseTime(string? text)
    {
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Styles, out var time)
            ? DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds())
            : null;
    }
}
