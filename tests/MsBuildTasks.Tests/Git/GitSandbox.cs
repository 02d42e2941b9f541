using System.Diagnostics;

namespace ImmutableGuard.MsBuildTasks.Tests.Git;

/// <summary>A temporary folder in which git sees no configuration of this machine.</summary>
internal sealed class GitSandbox : IDisposable
{
    public static readonly string GitPath = BuildEnvironment.OfThisProcess().GitPath
        ?? throw new InvalidOperationException("These tests make real repositories: install git (https://git-scm.com/downloads).");

    /// <summary>A git that knows reftable (2.45 or newer): <c>IMMUTABLEGUARD_RECENT_GIT</c>, else the usual one.</summary>
    public static string RecentGitPath { get; } = Environment.GetEnvironmentVariable("IMMUTABLEGUARD_RECENT_GIT") is { Length: > 0 } path ? path : GitPath;

    public GitSandbox()
    {
        Root = Directory.CreateTempSubdirectory("immutableguard-").FullName;
        Variables = new()
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "",
            ["HOME"] = Root,
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_CONFIG_GLOBAL"] = Path.Combine(Root, "gitconfig"),
        };
        File.WriteAllText(Variables["GIT_CONFIG_GLOBAL"], """
            [user]
              name = Tester
              email = tester@example.com
            [init]
              defaultBranch = main
            [protocol "file"]
              allow = always
            [uploadpack]
              allowFilter = true
            [advice]
              detachedHead = false
            """);
    }

    /// <summary>The program that makes the repositories, and is asked.</summary>
    public string Program { get; init; } = GitPath;

    public string Root { get; }

    public Dictionary<string, string> Variables { get; }

    public BuildEnvironment WithGit => new() { Variables = Variables, GitPath = Program };

    public BuildEnvironment WithoutGit => WithGit with { GitPath = null };

    public void Dispose()
    {
        // Git writes its objects read-only, which keeps Windows from deleting them.
        foreach (var file in Directory.EnumerateFiles(Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
            File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(Root, recursive: true);
    }

    /// <summary>Runs git and returns its trimmed output.</summary>
    public string Git(string directory, params string[] arguments)
    {
        var (exitCode, output, error) = Run(directory, arguments);
        return exitCode == 0 ? output : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {error}");
    }

    /// <summary>Runs git and returns its trimmed output; null where it fails.</summary>
    public string? TryGit(string directory, params string[] arguments) =>
        Run(directory, arguments) is (0, var output, _) ? output : null;

    /// <summary>A new repository with one commit and an ignored pattern.</summary>
    public string NewRepository(string name = "repo", params string[] initOptions)
    {
        var directory = Directory.CreateDirectory(Path.Combine(Root, name)).FullName;
        Git(directory, ["init", "-q", .. initOptions]);
        Write(directory, ".gitignore", "*.ignored\n");
        Write(directory, "src/Orders.cs", "class Orders;\n");
        CommitAll(directory, "First");
        return directory;
    }

    public void CommitAll(string directory, string message)
    {
        Git(directory, "add", "-A");
        Git(directory, "commit", "-q", "-m", message);
    }

    public static void Write(string directory, string path, string text)
    {
        var file = Path.Combine(directory, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private (int ExitCode, string Output, string Error) Run(string directory, string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        foreach (var (name, value) in Variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.Trim(), error.Result.Trim());
    }
}
