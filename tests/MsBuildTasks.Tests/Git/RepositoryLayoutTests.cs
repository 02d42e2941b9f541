namespace ImmutableGuard.MsBuildTasks.Tests.Git;

public sealed class RepositoryLayoutTests : IDisposable
{
    private readonly GitSandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Theory]
    [MemberData(nameof(Layouts.Names), MemberType = typeof(Layouts))]
    public void Clean_IsReadAsGitReadsIt(string layout)
    {
        var directory = Layouts.Make(layout, sandbox);

        AssertAsGit(directory, expectDirty: false);
    }

    [Theory]
    [MemberData(nameof(Layouts.Names), MemberType = typeof(Layouts))]
    public void WithUntrackedFile_IsReadAsGitReadsIt(string layout)
    {
        var directory = Layouts.Make(layout, sandbox);
        GitSandbox.Write(directory, "new.cs", "class New;\n");

        AssertAsGit(directory, expectDirty: true);
    }

    [Theory]
    [MemberData(nameof(Layouts.Names), MemberType = typeof(Layouts))]
    public void WithoutGitProgram_CommitAndRefAreKnownAndDirtyIsNot(string layout)
    {
        var directory = Layouts.Make(layout, sandbox);

        var state = RepositoryState.Read(directory, sandbox.WithoutGit);

        Assert.Equal(StateSource.Git, state.Source);
        Assert.Equal(sandbox.Git(directory, "rev-parse", "HEAD"), state.Commit);
        Assert.Equal(sandbox.TryGit(directory, "symbolic-ref", "-q", "HEAD"), state.Ref);
        Assert.Null(state.Dirty);
        Assert.Equal("there is no git program to ask", state.CleanProblem);
        Assert.Null(state.CommittedAt);
    }

    [SkippableFact]
    public void Reftable_IsReadAsGitReadsIt_AndWithoutGitProgramIsUnknown()
    {
        using var recent = Recent();
        var directory = recent.NewRepository("repo", "--ref-format=reftable");

        AssertAsGit(recent, directory, expectDirty: false);
        GitSandbox.Write(directory, "new.cs", "class New;\n");
        AssertAsGit(recent, directory, expectDirty: true);
        AssertReftableUnknown(directory);
    }

    [SkippableFact]
    public void LinkedWorktreeOfReftable_IsReadAsGitReadsIt()
    {
        using var recent = Recent();
        var repository = recent.NewRepository("repo", "--ref-format=reftable", "--object-format=sha256");
        recent.Git(repository, "worktree", "add", "-q", "-b", "linked", Path.Combine(recent.Root, "linked"));

        AssertAsGit(recent, Path.Combine(recent.Root, "linked"), expectDirty: false);
    }

    // What an older git answers of such a repository; in continuous integration the system knows the commit all the same.
    [Fact]
    public void ReftableThatGitIsTooOldFor_SaysSoAndTakesTheCommitOfTheCiSystem()
    {
        var directory = sandbox.NewRepository();
        sandbox.Git(directory, "config", "core.repositoryFormatVersion", "1");
        sandbox.Git(directory, "config", "extensions.refFormatOfTomorrow", "true");
        GitSandbox.Write(directory, ".git/HEAD", "ref: refs/heads/.invalid\n");

        var alone = RepositoryState.Read(directory, sandbox.WithGit);
        sandbox.Variables["GITHUB_ACTIONS"] = "true";
        sandbox.Variables["GITHUB_SHA"] = new string('a', 40);
        var inCi = RepositoryState.Read(directory, sandbox.WithGit);

        Assert.Null(alone.Commit);
        Assert.Contains("this git is too old for the repository (unknown repository extension found", alone.CommitProblem, StringComparison.Ordinal);
        Assert.Equal((StateSource.Environment, new string('a', 40), null), (inCi.Source, inCi.Commit, inCi.Dirty));
        Assert.Equal(alone.CleanProblem, inCi.CleanProblem);
    }

    // What git writes beside the tables, for programs that know nothing of reftable.
    [Fact]
    public void ReftableStub_WithoutGitProgram_IsUnknown()
    {
        var directory = Path.Combine(sandbox.Root, "repo");
        GitSandbox.Write(directory, ".git/HEAD", "ref: refs/heads/.invalid\n");
        GitSandbox.Write(directory, ".git/refs/heads", "this repository uses the reftable format\n");

        AssertReftableUnknown(directory);
    }

    [Fact]
    public void UnbornBranch_HasNoCommitAndSaysSo()
    {
        var directory = Directory.CreateDirectory(Path.Combine(sandbox.Root, "repo")).FullName;
        sandbox.Git(directory, "init", "-q");

        var state = RepositoryState.Read(directory, sandbox.WithGit);

        Assert.Equal(
            new RepositoryState { Source = StateSource.Git, Ref = "refs/heads/main", CommitProblem = "refs/heads/main has no commit yet", Dirty = false },
            state);
    }

    [Fact]
    public void UnbornBranch_IsNotGivenTheCommitOfTheCiSystem()
    {
        var directory = Directory.CreateDirectory(Path.Combine(sandbox.Root, "repo")).FullName;
        sandbox.Git(directory, "init", "-q");
        sandbox.Variables["GITHUB_ACTIONS"] = "true";
        sandbox.Variables["GITHUB_SHA"] = new string('a', 40);

        Assert.Null(RepositoryState.Read(directory, sandbox.WithGit).Commit);
        Assert.Null(RepositoryState.Read(directory, sandbox.WithoutGit).Commit);
    }

    [Fact]
    public void NoRepository_IsUnknownWithTheReason()
    {
        var asked = RepositoryState.Read(sandbox.Root, sandbox.WithGit);
        var read = RepositoryState.Read(sandbox.Root, sandbox.WithoutGit);

        Assert.Equal((StateSource.None, null, null), (asked.Source, asked.Commit, asked.Dirty));
        Assert.StartsWith("not a git repository", asked.CommitProblem);
        Assert.Equal((StateSource.None, null, null), (read.Source, read.Commit, read.Dirty));
        Assert.Equal($"no git repository around {sandbox.Root}", read.CommitProblem);
    }

    [Fact]
    public void BareWithoutWorkTree_HasCommitAndUnknownDirty()
    {
        var repository = sandbox.NewRepository();
        sandbox.Git(sandbox.Root, "clone", "-q", "--bare", repository, "bare.git");

        var state = RepositoryState.Read(Path.Combine(sandbox.Root, "bare.git"), sandbox.WithGit);

        Assert.Equal(sandbox.Git(repository, "rev-parse", "HEAD"), state.Commit);
        Assert.Null(state.Dirty);
        Assert.Equal("this operation must be run in a work tree", state.CleanProblem);
    }

    [Fact]
    public void Origin_IsReadWithoutItsCredentials()
    {
        var directory = sandbox.NewRepository();
        sandbox.Git(directory, "remote", "add", "upstream", "https://example.com/other.git");
        sandbox.Git(directory, "remote", "add", "origin", "https://user:token@example.com/shop/orders.git");

        Assert.Equal("https://example.com/shop/orders.git", RepositoryState.Read(directory, sandbox.WithGit).Repository);
        Assert.Equal("https://example.com/shop/orders.git", RepositoryState.Read(directory, sandbox.WithoutGit).Repository);
    }

    private static GitSandbox Recent()
    {
        var recent = new GitSandbox { Program = GitSandbox.RecentGitPath };
        var probe = Directory.CreateDirectory(Path.Combine(recent.Root, "probe")).FullName;
        Skip.If(
            recent.TryGit(probe, "init", "-q", "--ref-format=reftable") is null,
            "This git can't make reftable repositories: install git 2.45 or newer (https://git-scm.com/downloads), or name one in IMMUTABLEGUARD_RECENT_GIT.");
        return recent;
    }

    private void AssertAsGit(string directory, bool expectDirty) => AssertAsGit(sandbox, directory, expectDirty);

    private static void AssertAsGit(GitSandbox sandbox, string directory, bool expectDirty)
    {
        var state = RepositoryState.Read(directory, sandbox.WithGit);

        var seconds = long.Parse(sandbox.Git(directory, "log", "-1", "--format=%ct"));
        Assert.Equal(sandbox.Git(directory, "status", "--porcelain").Length > 0, expectDirty);
        Assert.Equal(StateSource.Git, state.Source);
        Assert.Equal(sandbox.Git(directory, "rev-parse", "HEAD"), state.Commit);
        Assert.Equal(sandbox.TryGit(directory, "symbolic-ref", "-q", "HEAD"), state.Ref);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(seconds), state.CommittedAt);
        Assert.Equal(expectDirty, state.Dirty);
        Assert.Equal(expectDirty, state.CleanProblem is not null);
    }

    private void AssertReftableUnknown(string directory)
    {
        var state = RepositoryState.Read(directory, sandbox.WithoutGit);

        Assert.Equal((StateSource.Git, null, null, null), (state.Source, state.Commit, state.Ref, state.Dirty));
        Assert.Equal($"{Path.Combine(directory, ".git")} doesn't say it in its files, and there is no git program to ask", state.CommitProblem);
    }
}
