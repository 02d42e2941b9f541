using System.Text.RegularExpressions;

namespace ImmutableGuard.Build.Try;

/// <summary>The project that <c>try</c> makes: in a temporary folder and a git repository of its own, as a new user would.</summary>
public sealed partial class ShopProject
{
    private static readonly string[] ThirdParties = ["Microsoft.Data.Sqlite", "Dapper", "Microsoft.EntityFrameworkCore.Sqlite"];

    // What this process inherits must not decide what the new project does: not CI, not the git repository it may be called from.
    private static readonly Dictionary<string, string?> Surroundings = new()
    {
        ["CI"] = null,
        ["JENKINS_URL"] = null,
        ["TEAMCITY_VERSION"] = null,
        ["CODEBUILD_BUILD_ID"] = null,
        ["ContinuousIntegrationBuild"] = null,
        ["GIT_DIR"] = null,
        ["GIT_WORK_TREE"] = null,
        ["DOTNET_NOLOGO"] = "true",
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["MSBUILDDISABLENODEREUSE"] = "1",
    };

    private readonly Shell shell;

    /// <summary>Makes its folder.</summary>
    public ShopProject()
    {
        Folder = Directory.CreateTempSubdirectory("immutableguard-try-").FullName;
        shell = new Shell(Folder, Surroundings);
    }

    /// <summary>Where it lies.</summary>
    public string Folder { get; }

    /// <summary>Creates the project: <c>git init</c>, <c>dotnet new console</c>, the sample's code and its libraries.</summary>
    public async Task CreateAsync()
    {
        await GitAsync("init", "-q");
        await DotnetAsync("new", "console", "--name", "Shop", "--output", ".", "--framework", "net10.0", "--no-restore");
        await File.WriteAllTextAsync(PathOf(".gitignore"), "bin/\nobj/\nshop.db*\n");
        await File.WriteAllTextAsync(PathOf("nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="just-packed" value="{Repository.Packages}" />
              </packageSources>
            </configuration>
            """);
        foreach (var file in Directory.GetFiles(Repository.In("build", "Try", "Sample"), "*.cs"))
            File.Copy(file, PathOf(Path.GetFileName(file)), overwrite: true);
        foreach (var package in ThirdParties)
            await AddPackageAsync(package, Repository.VersionOf(package));
    }

    /// <summary><c>dotnet add package</c>.</summary>
    public Task AddPackageAsync(string package, string version) =>
        DotnetAsync("add", "package", package, "--version", version, "--no-restore");

    /// <summary>Commits everything and returns the commit's hash.</summary>
    public async Task<string> CommitAsync(string message)
    {
        await GitAsync("add", "--all");
        await GitAsync("-c", "user.name=Try", "-c", "user.email=try@example.com", "-c", "commit.gpgsign=false", "commit", "-q", "-m", message);
        return (await GitAsync("rev-parse", "HEAD")).Lines[0];
    }

    /// <summary>Builds, as a developer does or as CI does.</summary>
    public async Task<(int ExitCode, IReadOnlyList<Diagnostic> Diagnostics)> BuildAsync(bool inCi)
    {
        var builder = inCi ? new Shell(Folder, new Dictionary<string, string?>(Surroundings) { ["CI"] = "true" }) : shell;
        var outcome = await builder.CaptureAsync("dotnet", "build", "--nologo", "-v", "q", "-tl:off", "-clp:NoSummary", "--no-incremental");
        return (outcome.ExitCode, Diagnostic.Read(outcome.Lines));
    }

    /// <summary>Runs what was built last.</summary>
    public Task<Outcome> RunAsync(params string[] arguments) => shell.CaptureAsync("dotnet", ["run", "--no-build", "--", .. arguments]);

    /// <summary>Installs the tool into the project's folder.</summary>
    public Task InstallToolAsync(string version) =>
        DotnetAsync("tool", "install", "ImmutableGuard.Tool", "--tool-path", PathOf("obj", "tools"), "--version", version);

    /// <summary>Runs the tool.</summary>
    public Task<Outcome> ToolAsync(params string[] arguments) => shell.CaptureAsync(PathOf("obj", "tools", "immutableguard"), arguments);

    /// <summary>Copies a file of the sample that the project didn't have from the beginning.</summary>
    public void Add(string file) => File.Copy(Repository.In("build", "Try", "Sample", file), PathOf(file));

    /// <summary>Replaces a text that is in a file exactly once.</summary>
    public void Edit(string file, string before, string after)
    {
        var text = File.ReadAllText(PathOf(file));
        if (text.Split(before).Length != 2)
            throw new BuildFailedException($"'{before}' is not in {file} exactly once");
        File.WriteAllText(PathOf(file), text.Replace(before, after));
    }

    /// <summary>The warnings that the sample's comments promise: <c>// warns: IG1001</c> at the end of a line.</summary>
    public IEnumerable<(string File, int Line, string Id)> PromisedWarnings() =>
        from file in Directory.GetFiles(Folder, "*.cs").Order(StringComparer.Ordinal)
        from line in File.ReadLines(file).Select((text, index) => (Text: text, Number: index + 1))
        from id in WarnsComment().Match(line.Text).Groups["ids"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        select (Path.GetFileName(file), line.Number, id);

    /// <summary>The full path of something in the project.</summary>
    public string PathOf(params string[] parts) => Path.Combine([Folder, .. parts]);

    /// <summary>Leaves nothing behind: neither the project nor its packages in the machine's cache.</summary>
    public async Task DeleteAsync(string version)
    {
        var cache = (await DotnetAsync("nuget", "locals", "global-packages", "--list")).Lines[0].Split(": ", 2)[1];
        var packages = Directory.GetDirectories(cache, "immutableguard*").Select(package => Path.Combine(package, version));
        foreach (var folder in packages.Append(Folder).Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
    }

    private Task<Outcome> GitAsync(params string[] arguments) => shell.RequireAsync("git", arguments);

    private Task<Outcome> DotnetAsync(params string[] arguments) => shell.RequireAsync("dotnet", arguments);

    [GeneratedRegex(@"// warns: (?<ids>[A-Z0-9 ]+)$")]
    private static partial Regex WarnsComment();
}
