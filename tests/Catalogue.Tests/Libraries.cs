using System.Reflection;

namespace ImmutableGuard.Catalogue.Tests;

/// <summary>The assemblies that the catalogue speaks of: the platform's and those of the packages the project file names.</summary>
internal static class Libraries
{
    private static readonly string[] Frameworks =
        ["net10.0", "net9.0", "net8.0", "net6.0", "net5.0", "netcoreapp3.1", "netstandard2.1", "netstandard2.0", "netstandard1.3", "net462"];

    private static readonly IReadOnlyList<AssemblyMetadataAttribute> Metadata =
        [.. typeof(Libraries).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()];

    private static readonly string PackageRoot = Metadata.Single(entry => entry.Key == nameof(PackageRoot)).Value!;

    /// <summary>The platform's assemblies, and the test host's own.</summary>
    public static IReadOnlyList<string> Platform { get; } =
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);

    /// <summary>The libraries' assemblies in the versions that are in use today.</summary>
    public static IReadOnlyList<string> Current { get; } = [.. Assemblies("Library:")];

    /// <summary>Older versions, for methods that newer ones no longer have.</summary>
    public static IReadOnlyList<string> Older { get; } = [.. Assemblies("Older:")];

    private static IEnumerable<string> Assemblies(string prefix)
    {
        foreach (var package in Metadata.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            var folder = Path.Combine(PackageRoot, package.Key[prefix.Length..].ToLowerInvariant(), package.Value!, "lib");
            var framework = Frameworks.First(name => Directory.Exists(Path.Combine(folder, name)));
            foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, framework), "*.dll").Order(StringComparer.Ordinal))
                yield return file;
        }
    }
}
