using System.IO.Compression;

namespace ImmutableGuard.Build.Packaging;

/// <summary>Compares what is in a package with the list of what should be, <c>Contents/&lt;id&gt;.txt</c>.</summary>
public static class PackageContents
{
    // Written by NuGet into every package.
    private static readonly string[] Plumbing = ["_rels/", "package/", "[Content_Types].xml"];

    /// <summary>Checks a package.</summary>
    /// <exception cref="BuildFailedException">Something is missing or too much.</exception>
    public static void Check(string package, string version)
    {
        var id = Path.GetFileName(package)[..^$".{version}.nupkg".Length];
        var list = Repository.In("build", "Packaging", "Contents", id + ".txt");
        var expected = File.ReadLines(list).Where(line => line.Length > 0).ToHashSet();
        using var archive = ZipFile.OpenRead(package);
        var entries = archive.Entries.Select(entry => entry.FullName)
            .Where(name => !Plumbing.Any(part => name.StartsWith(part, StringComparison.Ordinal))).ToHashSet();
        var differences = entries.Except(expected).Select(name => $"  too much: {name}")
            .Concat(expected.Except(entries).Select(name => $"  missing: {name}")).Order(StringComparer.Ordinal).ToList();
        if (differences.Count > 0)
            throw new BuildFailedException(
                $"{Path.GetFileName(package)} holds something else than {Path.GetRelativePath(Repository.Root, list)} says:\n{string.Join('\n', differences)}");
    }
}
