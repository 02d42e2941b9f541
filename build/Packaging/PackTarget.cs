using System.CommandLine;

namespace ImmutableGuard.Build.Packaging;

/// <summary><c>pack</c>: the three packages, into <c>artifacts/packages</c>.</summary>
public static class PackTarget
{
    private static readonly string[] Projects = ["src/Runtime", "src/Package", "src/Tool"];

    /// <summary>Creates the target.</summary>
    public static Command Create()
    {
        var version = new Option<string?>("--version") { Description = "The packages' version; the repository's if left out." };
        var command = new Command("pack", "Packs ImmutableGuard, ImmutableGuard.Runtime and ImmutableGuard.Tool.") { version };
        command.SetAction(async parsed =>
        {
            foreach (var package in await PackAsync(parsed.GetValue(version) ?? Repository.VersionPrefix))
                Console.WriteLine(Path.GetRelativePath(Repository.Root, package));
        });
        return command;
    }

    /// <summary>A version that no cache of packages has seen, so that what is tried is what was just packed.</summary>
    public static string UnseenVersion(string label) =>
        $"{Repository.VersionPrefix}-{label}.{DateTime.UtcNow:yyyyMMddHHmmss}";

    /// <summary>Packs, after the packages of earlier runs are gone, and checks what is in them.</summary>
    /// <returns>The packages' paths.</returns>
    /// <exception cref="BuildFailedException">A project can't be packed, or its package holds something else than it should.</exception>
    public static async Task<IReadOnlyList<string>> PackAsync(string version)
    {
        if (Directory.Exists(Repository.Packages))
            Directory.Delete(Repository.Packages, recursive: true);
        var shell = new Shell(Repository.Root);
        // PackageVersion and not Version: the assemblies stay as they are, and nothing compiles again.
        foreach (var project in Projects)
            await shell.RequireAsync("dotnet", "pack", project, "-c", "Release", "-v", "q", "--nologo", "-o", Repository.Packages, $"-p:PackageVersion={version}");
        var packages = Directory.GetFiles(Repository.Packages, "*.nupkg");
        foreach (var package in packages)
            PackageContents.Check(package, version);
        return packages;
    }
}
