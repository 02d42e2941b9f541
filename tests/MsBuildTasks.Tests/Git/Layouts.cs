namespace ImmutableGuard.MsBuildTasks.Tests.Git;

/// <summary>Every way a repository can lie on disk: each makes the real thing and returns the directory to build in.</summary>
internal static class Layouts
{
    private static readonly Dictionary<string, Func<GitSandbox, string>> ByName = new()
    {
        ["plain"] = sandbox => sandbox.NewRepository(),
        ["subdirectory"] = sandbox => Path.Combine(sandbox.NewRepository(), "src"),
        ["branch with slashes"] = sandbox => After(sandbox, sandbox.NewRepository(), "checkout", "-q", "-b", "feature/a/b"),
        ["packed refs"] = sandbox => After(sandbox, sandbox.NewRepository(), "pack-refs", "--all"),
        ["loose ref over an older packed one"] = sandbox =>
        {
            var repository = After(sandbox, sandbox.NewRepository(), "pack-refs", "--all");
            GitSandbox.Write(repository, "src/More.cs", "class More;\n");
            sandbox.CommitAll(repository, "Second");
            return repository;
        },
        ["branch that ends in another one's name"] = sandbox =>
        {
            var repository = sandbox.NewRepository();
            sandbox.Git(repository, "branch", "a/refs/heads/main");
            GitSandbox.Write(repository, "src/More.cs", "class More;\n");
            sandbox.CommitAll(repository, "Second");
            return After(sandbox, repository, "pack-refs", "--all");
        },
        ["detached HEAD"] = sandbox => After(sandbox, sandbox.NewRepository(), "checkout", "-q", "--detach"),
        ["annotated tag checked out"] = sandbox =>
        {
            var repository = After(sandbox, sandbox.NewRepository(), "tag", "-a", "v1", "-m", "v1");
            return After(sandbox, repository, "checkout", "-q", "v1");
        },
        ["branch that stands for another"] = sandbox =>
        {
            var repository = After(sandbox, sandbox.NewRepository(), "symbolic-ref", "refs/heads/alias", "refs/heads/main");
            return After(sandbox, repository, "symbolic-ref", "HEAD", "refs/heads/alias");
        },
        ["linked worktree"] = sandbox => LinkedWorktree(sandbox, sandbox.NewRepository()),
        // The layout SourceLink once answered with "Repository has no commit" (sourcelink#1290).
        ["linked worktree with packed refs"] = sandbox =>
        {
            var worktree = LinkedWorktree(sandbox, sandbox.NewRepository());
            return After(sandbox, worktree, "pack-refs", "--all");
        },
        ["detached linked worktree"] = sandbox => After(sandbox, LinkedWorktree(sandbox, sandbox.NewRepository()), "checkout", "-q", "--detach"),
        ["git directory elsewhere"] = sandbox => sandbox.NewRepository("repo", "--separate-git-dir", Path.Combine(sandbox.Root, "elsewhere")),
        ["symlinked git directory"] = sandbox =>
        {
            var repository = sandbox.NewRepository();
            Directory.Move(Path.Combine(repository, ".git"), Path.Combine(sandbox.Root, "moved"));
            Directory.CreateSymbolicLink(Path.Combine(repository, ".git"), Path.Combine(sandbox.Root, "moved"));
            return repository;
        },
        ["empty .git folder within a repository"] = sandbox =>
        {
            var repository = sandbox.NewRepository();
            return Directory.CreateDirectory(Path.Combine(repository, "src", ".git")).Parent!.FullName;
        },
        ["sha256"] = sandbox => sandbox.NewRepository("repo", "--object-format=sha256"),
        ["shallow clone"] = sandbox => Clone(sandbox, "--depth=1"),
        ["blobless clone"] = sandbox => Clone(sandbox, "--filter=blob:none"),
        ["treeless clone"] = sandbox => Clone(sandbox, "--filter=tree:0"),
        ["submodule"] = sandbox => Path.Combine(Superproject(sandbox), "sub"),
        ["superproject"] = Superproject,
        ["bare with GIT_DIR and GIT_WORK_TREE"] = sandbox =>
        {
            var bare = Path.Combine(sandbox.Root, "bare.git");
            sandbox.Git(sandbox.Root, "clone", "-q", "--bare", sandbox.NewRepository(), bare);
            var tree = Directory.CreateDirectory(Path.Combine(sandbox.Root, "tree")).FullName;
            sandbox.Variables["GIT_DIR"] = bare;
            sandbox.Variables["GIT_WORK_TREE"] = tree;
            return After(sandbox, tree, "checkout", "-q", "-f", "main");
        },
    };

    public static TheoryData<string> Names => [.. ByName.Keys];

    public static string Make(string name, GitSandbox sandbox) => ByName[name](sandbox);

    public static string Superproject(GitSandbox sandbox)
    {
        var library = sandbox.NewRepository("library");
        var super = sandbox.NewRepository("super");
        sandbox.Git(super, "submodule", "--quiet", "add", library, "sub");
        sandbox.CommitAll(super, "Add the submodule");
        return super;
    }

    private static string After(GitSandbox sandbox, string directory, params string[] arguments)
    {
        sandbox.Git(directory, arguments);
        return directory;
    }

    private static string LinkedWorktree(GitSandbox sandbox, string repository)
    {
        var path = Path.Combine(sandbox.Root, "linked");
        sandbox.Git(repository, "worktree", "add", "-q", "-b", "linked", path);
        return path;
    }

    private static string Clone(GitSandbox sandbox, string option)
    {
        var origin = sandbox.NewRepository("origin");
        GitSandbox.Write(origin, "src/Orders.cs", "class Orders { }\n");
        sandbox.CommitAll(origin, "Second");
        sandbox.Git(sandbox.Root, "clone", "-q", option, new Uri(origin).AbsoluteUri, "clone");
        return Path.Combine(sandbox.Root, "clone");
    }
}
