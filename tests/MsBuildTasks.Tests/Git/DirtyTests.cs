namespace ImmutableGuard.MsBuildTasks.Tests.Git;

public sealed class DirtyTests : IDisposable
{
    private readonly GitSandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public void UnstagedEdit_IsDirty() => AssertDirty(repository => GitSandbox.Write(repository, "src/Orders.cs", "class Other;\n"), "1 change: src/Orders.cs");

    [Fact]
    public void StagedEdit_IsDirty() => AssertDirty(
        repository =>
        {
            GitSandbox.Write(repository, "src/Orders.cs", "class Other;\n");
            sandbox.Git(repository, "add", "-A");
        },
        "1 change: src/Orders.cs");

    [Fact]
    public void StagedEditUndoneInTheWorkTree_IsDirty() => AssertDirty(
        repository =>
        {
            GitSandbox.Write(repository, "src/Orders.cs", "class Other;\n");
            sandbox.Git(repository, "add", "-A");
            GitSandbox.Write(repository, "src/Orders.cs", "class Orders;\n");
        },
        "1 change: src/Orders.cs");

    [Fact]
    public void DeletedFile_IsDirty() => AssertDirty(repository => File.Delete(Path.Combine(repository, "src", "Orders.cs")), "1 change: src/Orders.cs");

    [Fact]
    public void UntrackedFile_IsDirty() => AssertDirty(repository => GitSandbox.Write(repository, "ä new.cs", ""), "1 change: ä new.cs");

    [Fact]
    public void UntrackedFileThatConfigurationHides_IsDirty() => AssertDirty(
        repository =>
        {
            sandbox.Git(repository, "config", "status.showUntrackedFiles", "no");
            GitSandbox.Write(repository, "new.cs", "");
        },
        "1 change: new.cs");

    // Were renames looked for, this would be one change, found at a cost that grows with the square of the files.
    [Fact]
    public void Rename_IsADeletionAndAnAddition() => AssertDirty(
        repository => sandbox.Git(repository, "mv", "src/Orders.cs", "src/Sales.cs"), "2 changes: src/Orders.cs, src/Sales.cs");

    [Fact]
    public void MergeConflict_IsDirty() => AssertDirty(
        repository =>
        {
            sandbox.Git(repository, "checkout", "-q", "-b", "other");
            GitSandbox.Write(repository, "src/Orders.cs", "class Theirs;\n");
            sandbox.CommitAll(repository, "Theirs");
            sandbox.Git(repository, "checkout", "-q", "main");
            GitSandbox.Write(repository, "src/Orders.cs", "class Ours;\n");
            sandbox.CommitAll(repository, "Ours");
            Assert.Null(sandbox.TryGit(repository, "merge", "other"));
        },
        "1 change: src/Orders.cs");

    [Fact]
    public void ManyChanges_AreCountedAndTheFirstThreeNamed() => AssertDirty(
        repository =>
        {
            foreach (var name in (string[])["a", "b", "c", "d", "e"])
                GitSandbox.Write(repository, name, "");
        },
        "5 changes: a, b, c and 2 more");

    [Fact]
    public void IgnoredFile_IsClean()
    {
        var repository = sandbox.NewRepository();
        GitSandbox.Write(repository, "note.ignored", "");

        Assert.False(RepositoryState.Read(repository, sandbox.WithGit).Dirty);
    }

    [Fact]
    public void TouchedFile_IsCleanAndTheIndexStaysAsItWas()
    {
        var repository = sandbox.NewRepository();
        File.SetLastWriteTimeUtc(Path.Combine(repository, "src", "Orders.cs"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var index = File.ReadAllBytes(Path.Combine(repository, ".git", "index"));

        Assert.False(RepositoryState.Read(repository, sandbox.WithGit).Dirty);
        Assert.Equal(index, File.ReadAllBytes(Path.Combine(repository, ".git", "index")));
    }

    [Theory]
    [InlineData("--assume-unchanged")]
    [InlineData("--assume-unchanged", "index.version=4")]
    [InlineData("--assume-unchanged", "core.splitIndex=true")]
    [InlineData("--skip-worktree")]
    [InlineData("--skip-worktree", "index.version=4")]
    public void FileThatGitIsToldToOverlook_LeavesOpenWhetherItIsClean(string how, string configuration = "core.bare=false")
    {
        var repository = sandbox.NewRepository();
        sandbox.Git(repository, "config", configuration.Split('=')[0], configuration.Split('=')[1]);
        sandbox.Git(repository, "update-index", how, "src/Orders.cs");
        sandbox.Git(repository, "update-index", "--force-write-index");
        GitSandbox.Write(repository, "src/Orders.cs", "class Other;\n");
        Assert.Empty(sandbox.Git(repository, "status", "--porcelain"));

        // From a folder below too: the file is elsewhere.
        var state = RepositoryState.Read(Directory.CreateDirectory(Path.Combine(repository, "sub")).FullName, sandbox.WithGit);
        Assert.Equal((null, "git is told to overlook changes of src/Orders.cs (assume-unchanged or skip-worktree)"), (state.Dirty, state.CleanProblem));

        sandbox.Git(repository, "update-index", how.Replace("--", "--no-", StringComparison.Ordinal), "src/Orders.cs");
        Assert.True(RepositoryState.Read(repository, sandbox.WithGit).Dirty);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("4")]
    public void FilesThatASparseCheckoutLeavesOut_AreNoneToOverlook(string version)
    {
        var repository = sandbox.NewRepository();
        GitSandbox.Write(repository, "other/File with a name long enough to differ.cs", "class Other;\n");
        sandbox.CommitAll(repository, "Second");
        sandbox.Git(repository, "config", "index.version", version);
        sandbox.Git(repository, "sparse-checkout", "set", "src");

        var state = RepositoryState.Read(repository, sandbox.WithGit);
        Assert.False(File.Exists(Path.Combine(repository, "other", "File with a name long enough to differ.cs")));
        Assert.Equal((false, null), (state.Dirty, state.CleanProblem));
    }

    /// <summary>What can't be read in the index is asked of git, so the answer is the same: only this shows which it was.</summary>
    [Theory]
    [InlineData("sha1", "2")]
    [InlineData("sha1", "4")]
    [InlineData("sha256", "2")]
    [InlineData("sha256", "4")]
    public void IndexThatOverlooksNothing_IsReadWithoutGit(string format, string version)
    {
        var repository = sandbox.NewRepository("repo", "--object-format=" + format);
        foreach (var length in Enumerable.Range(1, 20))
            GitSandbox.Write(repository, $"src/{new string('n', length * 7)}.cs", "");
        GitSandbox.Write(repository, "src/later.cs", "");
        sandbox.CommitAll(repository, "Many");
        sandbox.Git(repository, "update-index", "--index-version", version);
        // Written with the longer entries that a file to be added asks for.
        GitSandbox.Write(repository, "new.cs", "");
        sandbox.Git(repository, "add", "--intent-to-add", "new.cs");
        var index = Path.Combine(repository, ".git", "index");

        Assert.False(GitIndex.MayOverlook(index, format == "sha1" ? 20 : 32));
        sandbox.Git(repository, "update-index", "--assume-unchanged", "src/later.cs");
        Assert.True(GitIndex.MayOverlook(index, format == "sha1" ? 20 : 32));
        File.WriteAllText(index, "DIR");
        Assert.True(GitIndex.MayOverlook(index, 20));
    }

    [Fact]
    public void EditWithinSubmodule_MakesTheSuperprojectDirty() => AssertSubmoduleDirty(
        sub => GitSandbox.Write(sub, "src/Orders.cs", "class Other;\n"));

    [Fact]
    public void UntrackedFileWithinSubmodule_MakesTheSuperprojectDirty() => AssertSubmoduleDirty(sub => GitSandbox.Write(sub, "new.cs", ""));

    [Fact]
    public void UntrackedFileWithinSubmoduleThatConfigurationHides_MakesTheSuperprojectDirty() => AssertSubmoduleDirty(sub =>
    {
        sandbox.Git(sub, "config", "status.showUntrackedFiles", "no");
        GitSandbox.Write(sub, "new.cs", "");
    });

    [Fact]
    public void NewCommitWithinSubmodule_MakesTheSuperprojectDirty() => AssertSubmoduleDirty(sub =>
    {
        GitSandbox.Write(sub, "src/Orders.cs", "class Other;\n");
        sandbox.CommitAll(sub, "Second");
    });

    [Fact]
    public void ChangedSubmoduleThatConfigurationIgnores_MakesTheSuperprojectDirty() => AssertSubmoduleDirty(sub =>
    {
        sandbox.Git(Path.GetDirectoryName(sub)!, "config", "submodule.sub.ignore", "all");
        GitSandbox.Write(sub, "src/Orders.cs", "class Other;\n");
    });

    [Fact]
    public void ChangeTwoSubmodulesDeepThatConfigurationIgnores_MakesTheSuperprojectDirty() => AssertSubmoduleDirty(sub =>
    {
        sandbox.Git(sub, "submodule", "--quiet", "add", sandbox.NewRepository("deep"), "deep");
        sandbox.CommitAll(sub, "Add a submodule");
        sandbox.CommitAll(Path.GetDirectoryName(sub)!, "Take the submodule's submodule");
        sandbox.Git(sub, "config", "diff.ignoreSubmodules", "all");
        GitSandbox.Write(Path.Combine(sub, "deep"), "src/Orders.cs", "class Other;\n");
    });

    // Whoever checks the stamp has the commit itself, not what this repository puts in its place.
    [Fact]
    public void CommitThatIsReplacedHere_IsComparedAsEverybodyElseHasIt()
    {
        var repository = sandbox.NewRepository();
        var first = sandbox.Git(repository, "rev-parse", "HEAD");
        GitSandbox.Write(repository, "src/Orders.cs", "class Other;\n");
        sandbox.CommitAll(repository, "Second");
        sandbox.Git(repository, "replace", first, sandbox.Git(repository, "rev-parse", "HEAD"));
        sandbox.Git(repository, "update-ref", "HEAD", first);
        Assert.Empty(sandbox.Git(repository, "status", "--porcelain"));

        var state = RepositoryState.Read(repository, sandbox.WithGit);

        Assert.Equal((first, true), (state.Commit, state.Dirty));
    }

    private void AssertDirty(Action<string> change, string problem)
    {
        var repository = sandbox.NewRepository();
        change(repository);

        var state = RepositoryState.Read(repository, sandbox.WithGit);

        Assert.True(state.Dirty);
        Assert.Equal(problem, state.CleanProblem);
    }

    private void AssertSubmoduleDirty(Action<string> change)
    {
        var super = Layouts.Superproject(sandbox);
        change(Path.Combine(super, "sub"));

        var state = RepositoryState.Read(super, sandbox.WithGit);

        Assert.True(state.Dirty);
        Assert.Equal("1 change: sub", state.CleanProblem);
    }
}
