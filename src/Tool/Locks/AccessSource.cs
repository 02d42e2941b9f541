using ImmutableGuard.Json;
using ImmutableGuard.Locks;
using ImmutableGuard.Tool.Manifests;

namespace ImmutableGuard.Tool.Locks;

/// <summary>What a person names where accesses are compared: an assembly, a manifest, a lock, or one of the latter in git.</summary>
internal static class AccessSource
{
    /// <summary>The words that help texts explain a source with.</summary>
    public const string Description =
        "An assembly, its .access.json, an application's .access.app.json, a lock, or git:<revision>:<path> of one of the latter three (the path as git takes it: from the repository's root, or with ./ from here).";

    private const string GitPrefix = "git:";

    /// <summary>Reads what can be done to data from a source.</summary>
    /// <exception cref="ToolException">The source can't be read, or isn't one.</exception>
    public static AccessLock Read(string source, TextWriter warnings)
    {
        if (source.StartsWith(GitPrefix, StringComparison.Ordinal))
        {
            if (IsLock(source) && IsMissing(source[GitPrefix.Length..]))
            {
                warnings.WriteLine($"{source}: warning {ToolException.NoLockThen}: the revision has no such file, so it counts as one that lists no access.");
                return AccessLock.Empty;
            }

            var text = ReadRevision(source);
            return IsLock(source) ? ParseLock(source, text)
                : ManifestFile.ParseApplication(source, text) is { } application ? AccessLock.Of(application)
                : AccessLock.Of(ManifestFile.Parse(source, text));
        }

        return IsLock(source) ? ReadLock(source) : OfBuild(source, warnings);
    }

    /// <summary>Reads what an assembly or an application can do to data.</summary>
    /// <exception cref="ToolException">The file can't be read, or is neither.</exception>
    public static AccessLock OfBuild(string path, TextWriter warnings) =>
        ManifestFile.ReadApplication(path) is { } application ? AccessLock.Of(application) : AccessLock.Of(ManifestFile.Read(path, warnings));

    /// <summary>Reads a lock's file.</summary>
    /// <exception cref="ToolException">The file can't be read, or is no lock.</exception>
    public static AccessLock ReadLock(string path)
    {
        if (!File.Exists(path))
            throw new ToolException(ToolException.NoLock, path, "not found", "Check the path, or write it: immutableguard lock <assembly> --update.");
        try
        {
            return ParseLock(path, File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ToolException.Unreadable(path, e);
        }
    }

    private static bool IsLock(string name) => name.EndsWith(AccessLock.FileName, StringComparison.OrdinalIgnoreCase);

    private static AccessLock ParseLock(string place, string text)
    {
        try
        {
            return LockReader.Read(text);
        }
        catch (JsonSyntaxException e)
        {
            throw new ToolException(ToolException.NoLock, $"{place}({e.Line},{e.Column})", e.Problem,
                LockReader.IsOfLaterRelease(text) ? "A later release wrote it: update the tool." : "Mend it, or write it anew: immutableguard lock <assembly> --update.");
        }
    }

    // A lock that a pull request brings with it, or takes away. A revision that git doesn't know is another thing.
    private static bool IsMissing(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && !name.StartsWith('-')
            && Git.Run(null, "cat-file", "-e", name[..colon] + "^{commit}").ExitCode == 0
            && Git.Run(null, "cat-file", "-e", name).ExitCode != 0;
    }

    private static string ReadRevision(string source)
    {
        const string remedy = "Write git:<revision>:<path>, for example git:HEAD~1:src/Shop/access.lock.json.";
        var name = source[GitPrefix.Length..];
        // What git would take as an option, or as something else than a file of a commit, isn't handed to it.
        if (name.StartsWith('-') || name.IndexOf(':', StringComparison.Ordinal) < 1)
            throw new ToolException(ToolException.NoRevision, source, "not a file of a git revision", remedy);
        var (exitCode, text, error) = Git.Run(null, "cat-file", "blob", name);
        return exitCode == 0 ? text : throw new ToolException(ToolException.NoRevision, source, $"git can't read it ({error})", remedy);
    }
}
