using System.Diagnostics;

namespace ImmutableGuard.MsBuildTasks.Tests.Git;

public sealed class GitTroubleTests : IDisposable
{
    private readonly GitSandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public void RepositoryOfAnotherUser_IsReadFromItsFilesAndTheRemedyIsNamed()
    {
        var repository = sandbox.NewRepository();
        var commit = sandbox.Git(repository, "rev-parse", "HEAD");
        sandbox.Variables["GIT_TEST_ASSUME_DIFFERENT_OWNER"] = "1"; // git's own switch for its own tests

        var state = RepositoryState.Read(repository, sandbox.WithGit);

        Assert.Equal((commit, null), (state.Commit, state.Dirty));
        Assert.Equal(
            $"git refuses to read it (detected dubious ownership in repository at '{repository}'); where you trust its owner, "
            + $"run: git config --global --add safe.directory {repository}",
            state.CleanProblem);
    }

    [Fact]
    public void RepositoryOfAnotherUserThatIsTrusted_IsReadByGit()
    {
        var repository = sandbox.NewRepository();
        sandbox.Git(repository, "config", "--global", "--add", "safe.directory", repository);
        sandbox.Variables["GIT_TEST_ASSUME_DIFFERENT_OWNER"] = "1";

        Assert.False(RepositoryState.Read(repository, sandbox.WithGit).Dirty);
    }

    [SkippableFact]
    public void GitThatHangs_IsEndedAndTheFilesAreRead()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Run it on Linux: a named pipe as configuration file keeps git waiting, and /proc shows what still runs.");
        var repository = sandbox.NewRepository();
        var commit = sandbox.Git(repository, "rev-parse", "HEAD");
        var pipe = Path.Combine(sandbox.Root, "pipe");
        Process.Start("mkfifo", [pipe]).WaitForExit();
        sandbox.Variables["GIT_CONFIG_GLOBAL"] = pipe;

        var state = RepositoryState.Read(repository, sandbox.WithGit with { Timeout = TimeSpan.FromMilliseconds(100) });

        Assert.Equal((commit, null), (state.Commit, state.Dirty));
        Assert.Equal("'git rev-list --max-count=1 --timestamp HEAD --' gave no answer within 0.1 s and was ended", state.CleanProblem);
        Assert.DoesNotContain(repository, Directory.GetDirectories("/proc").Select(CurrentDirectoryOf));
    }

    private static string? CurrentDirectoryOf(string process)
    {
        try
        {
            return new FileInfo(Path.Combine(process, "cwd")).LinkTarget;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // it ended meanwhile, or is another user's
        }
    }

    [Fact]
    public void GitThatCannotBeStarted_IsNamedAndTheFilesAreRead()
    {
        var repository = sandbox.NewRepository();
        var missing = Path.Combine(sandbox.Root, "no-such-git");

        var state = RepositoryState.Read(repository, sandbox.WithGit with { GitPath = missing });

        Assert.Equal((sandbox.Git(repository, "rev-parse", "HEAD"), null), (state.Commit, state.Dirty));
        Assert.StartsWith($"{missing} could not be started: ", state.CleanProblem);
    }

    [Fact]
    public void BrokenIndex_LeavesDirtyUnknown()
    {
        var repository = sandbox.NewRepository();
        File.WriteAllText(Path.Combine(repository, ".git", "index"), "this is not an index, whatever it may say of itself");

        var state = RepositoryState.Read(repository, sandbox.WithGit);

        Assert.Equal((sandbox.Git(repository, "rev-parse", "HEAD"), null), (state.Commit, state.Dirty));
        Assert.Equal("index file corrupt", state.CleanProblem);
    }

    [Fact]
    public void LinkedWorktreeWhoseRepositoryIsGone_IsNoRepositoryAndSaysWhichOneIsMissing()
    {
        var worktree = Layouts.Make("linked worktree", sandbox);
        Directory.Move(Path.Combine(sandbox.Root, "repo"), Path.Combine(sandbox.Root, "elsewhere"));

        var state = RepositoryState.Read(worktree, sandbox.WithGit);

        Assert.Equal((StateSource.None, null), (state.Source, state.Commit));
        Assert.Equal($"not a git repository: {Path.Combine(sandbox.Root, "repo", ".git", "worktrees", "linked")}", state.CommitProblem);
    }

    [Fact]
    public void FsmonitorHook_IsNotRun()
    {
        var repository = sandbox.NewRepository();
        var marker = Path.Combine(sandbox.Root, "hook-ran");
        sandbox.Git(repository, "config", "core.fsmonitor", $"touch '{marker}'; false");

        Assert.False(RepositoryState.Read(repository, sandbox.WithGit).Dirty);
        Assert.False(File.Exists(marker));

        sandbox.Git(repository, "status");
        Assert.True(File.Exists(marker), "The hook is one that git would run.");
    }

    [Fact]
    public void ObjectsThatAPartialCloneLacks_AreNotFetched()
    {
        var clone = Layouts.Make("treeless clone", sandbox);
        sandbox.Git(clone, "update-ref", "HEAD", "HEAD~1");
        var before = sandbox.Git(clone, "count-objects", "-v");

        var state = RepositoryState.Read(clone, sandbox.WithGit);

        Assert.Equal((sandbox.Git(clone, "rev-parse", "HEAD"), null), (state.Commit, state.Dirty));
        Assert.Equal(before, sandbox.Git(clone, "count-objects", "-v"));
        Assert.NotEmpty(sandbox.Git(clone, "status", "--porcelain"));
        Assert.NotEqual(before, sandbox.Git(clone, "count-objects", "-v"));
    }

    [Fact]
    public void PathWithoutGit_FindsNone()
    {
        var empty = Directory.CreateDirectory(Path.Combine(sandbox.Root, "empty")).FullName;

        Assert.Null(BuildEnvironment.FindGit(new Dictionary<string, string>()));
        Assert.Null(BuildEnvironment.FindGit(new Dictionary<string, string> { ["PATH"] = empty }));
    }

    [Fact]
    public void RelativeEntriesOfThePath_AreNotSearched()
    {
        var bin = Path.GetDirectoryName(GitSandbox.GitPath)!;
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, bin);

        Assert.Null(BuildEnvironment.FindGit(new Dictionary<string, string> { ["PATH"] = $"{relative}{Path.PathSeparator}" }));
        Assert.Equal(
            GitSandbox.GitPath,
            BuildEnvironment.FindGit(new Dictionary<string, string> { ["PATH"] = $"{relative}{Path.PathSeparator}{bin}" }));
    }
}
