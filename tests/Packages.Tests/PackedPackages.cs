using System.Diagnostics;

namespace ImmutableGuard.Packages.Tests;

/// <summary>
/// The packages, packed once: those the build just made (<c>IMMUTABLEGUARD_PACKAGES</c>), or packed here under a version that no cache
/// has seen.
/// </summary>
public sealed class PackedPackages : IAsyncLifetime
{
    public string Folder { get; private set; } = "";

    public string Version { get; private set; } = "";

    // Each class of tests has a fixture of its own, and several run at a time: two that pack would write the same files.
    private static readonly Lazy<Task<string>> Packed = new(PackAsync);

    public async Task InitializeAsync()
    {
        Folder = Environment.GetEnvironmentVariable("IMMUTABLEGUARD_PACKAGES") is { Length: > 0 } given ? given : await Packed.Value;
        var newest = Directory.GetFiles(Folder, "ImmutableGuard.Runtime.*.nupkg").OrderByDescending(File.GetLastWriteTimeUtc).First();
        Version = Path.GetFileNameWithoutExtension(newest)["ImmutableGuard.Runtime.".Length..];
    }

    private static async Task<string> PackAsync()
    {
        var folder = Directory.CreateTempSubdirectory("packages-").FullName;
        // One version for all: the second asks for the first.
        var version = $"0.1.0-test.{DateTime.UtcNow:yyyyMMddHHmmss}-{Environment.ProcessId}";
        foreach (var project in (string[])["Runtime", "Package", "Tool"])
            await RunAsync(RepositoryRoot(), "dotnet", "pack", Path.Combine("src", project), "-c", "Release", "-v", "q", "--nologo", "-o", folder, $"-p:PackageVersion={version}");
        return folder;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public static Task<(int ExitCode, string Output)> TryRunAsync(string folder, string program, params string[] arguments) =>
        TryRunAsync(folder, new Dictionary<string, string> { ["DOTNET_CLI_UI_LANGUAGE"] = "en", ["MSBUILDDISABLENODEREUSE"] = "1" }, program, arguments);

    public static async Task<(int ExitCode, string Output)> TryRunAsync(
        string folder, IReadOnlyDictionary<string, string> environment, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        // What this process inherits must not decide what the project under test does.
        foreach (var variable in (string[])["CI", "GITHUB_ACTIONS", "TF_BUILD", "JENKINS_URL", "TEAMCITY_VERSION", "CODEBUILD_BUILD_ID", "GIT_DIR", "GIT_WORK_TREE", "MSBuildSDKsPath", "MSBUILD_EXE_PATH"])
            start.Environment.Remove(variable);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }

    public static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        var (exitCode, output) = await TryRunAsync(folder, program, arguments);
        Assert.True(exitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {exitCode}:\n{output}");
        return output;
    }

    /// <summary>Whether one of some programs is on the path.</summary>
    public static bool Has(params string[] programs) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => programs.Any(program => File.Exists(Path.Combine(folder, program))));

    public static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ImmutableGuard.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
