namespace ImmutableGuard.MsBuildTasks.Git;

/// <summary>Reads the one setting that is wanted from a git configuration file; includes and line continuations aren't followed.</summary>
internal static class GitConfig
{
    /// <summary>The value of <c>remote.origin.url</c>, the last one where there are several; null where it isn't there.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static string? ReadOriginUrl(string path)
    {
        if (!File.Exists(path))
            return null;

        string? url = null;
        var inOrigin = false;
        foreach (var line in File.ReadLines(path).Select(line => line.Trim()))
        {
            if (line.StartsWith("[", StringComparison.Ordinal))
                inOrigin = IsOrigin(line);
            else if (inOrigin && line.IndexOf('=') is > 0 and var equals && IsUrl(line[..equals]))
                url = line[(equals + 1)..].Trim().Trim('"');
        }

        return url;
    }

    // The section's name is case-insensitive, the remote's is not.
    private static bool IsOrigin(string line)
    {
        var quote = line.IndexOf('"');
        return quote > 0
            && line[1..quote].Trim().Equals("remote", StringComparison.OrdinalIgnoreCase)
            && line[quote..].Replace(" ", "").StartsWith("\"origin\"]", StringComparison.Ordinal);
    }

    private static bool IsUrl(string key) => key.Trim().Equals("url", StringComparison.OrdinalIgnoreCase);
}
