namespace ImmutableGuard.Architecture.Tests;

/// <summary>The repository's files, without what builds leave behind.</summary>
internal static class Repository
{
    private static readonly string[] Left = ["bin", "obj", "artifacts", ".git", "node_modules", "StrykerOutput"];

    public static string Root { get; } = FindRoot();

    public static string In(params string[] parts) => Path.Combine([Root, .. parts]);

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    public static IEnumerable<string> Files(string folder, string ending) =>
        Directory.EnumerateFiles(In(folder), "*" + ending, SearchOption.AllDirectories)
            .Where(file => !Relative(file).Split('/').Intersect(Left).Any());

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ImmutableGuard.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("ImmutableGuard.sln is in no folder above the tests");
        return folder.FullName;
    }
}
