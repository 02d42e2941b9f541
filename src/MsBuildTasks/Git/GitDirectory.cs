namespace ImmutableGuard.MsBuildTasks.Git;

/// <summary>Where a repository keeps its files.</summary>
/// <param name="Path">The git directory; of a linked work tree, its own one.</param>
/// <param name="CommonPath">The git directory that all work trees of the repository share.</param>
internal sealed record GitDirectory(string Path, string CommonPath)
{
    /// <summary>A file that each work tree has for itself, such as <c>HEAD</c>.</summary>
    public string Own(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>A file that all work trees share, such as <c>packed-refs</c>.</summary>
    public string Shared(string name) => System.IO.Path.Combine(CommonPath, name);

    /// <summary>The git directory <c>GIT_DIR</c> names, else the one of the nearest <c>.git</c> upwards; null where there is none.</summary>
    /// <exception cref="IOException">A file on the way can't be read.</exception>
    public static GitDirectory? Find(string startDirectory, BuildEnvironment environment)
    {
        var path = environment.Variable("GIT_DIR") is { } named ? Resolve(startDirectory, named) : FindUpwards(startDirectory);
        if (path is null || !File.Exists(System.IO.Path.Combine(path, "HEAD")))
            return null;
        var pointer = System.IO.Path.Combine(path, "commondir");
        var common = environment.Variable("GIT_COMMON_DIR") is { } namedCommon ? Resolve(startDirectory, namedCommon)
            : File.Exists(pointer) ? Resolve(path, File.ReadAllText(pointer).Trim())
            : path;
        return new(path, common);
    }

    /// <summary>The nearest directory, here or upwards, that has a <c>.git</c> that git would take; null where there is none.</summary>
    public static string? FindRoot(string startDirectory)
    {
        for (var directory = new DirectoryInfo(startDirectory); directory is not null; directory = directory.Parent)
        {
            var candidate = System.IO.Path.Combine(directory.FullName, ".git");
            if (File.Exists(candidate) || File.Exists(System.IO.Path.Combine(candidate, "HEAD")))
                return directory.FullName;
        }

        return null;
    }

    private static string? FindUpwards(string startDirectory)
    {
        if (FindRoot(startDirectory) is not { } root)
            return null;
        var path = System.IO.Path.Combine(root, ".git");
        return Directory.Exists(path) ? path : FollowPointer(root, File.ReadAllText(path).Trim());
    }

    // Linked work trees and submodules have a file ".git" that says "gitdir: <path>".
    private static string? FollowPointer(string directory, string text)
    {
        const string Prefix = "gitdir: ";
        return text.StartsWith(Prefix, StringComparison.Ordinal) ? Resolve(directory, text[Prefix.Length..]) : null;
    }

    private static string Resolve(string directory, string path) => System.IO.Path.GetFullPath(System.IO.Path.Combine(directory, path));
}
