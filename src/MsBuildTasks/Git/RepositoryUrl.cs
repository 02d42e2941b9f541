namespace ImmutableGuard.MsBuildTasks.Git;

/// <summary>Makes the URL of a remote fit to be published.</summary>
internal static class RepositoryUrl
{
    private static readonly string[] WebSchemes = ["http", "https", "ftp", "ftps"];
    private static readonly string[] OtherSchemes = ["ssh", "git+ssh", "ssh+git", "git"];

    /// <summary>
    /// The URL without passwords, tokens and query; null where it is a path of this machine, or a form that isn't known
    /// well enough to tell where a secret would be.
    /// </summary>
    public static string? Publish(string? url)
    {
        var text = url?.Trim() ?? "";
        if (text.Length == 0 || text.Any(char.IsControl))
            return null;
        var schemeEnd = text.IndexOf("://", StringComparison.Ordinal);
        return schemeEnd < 0 ? PublishScp(text) : PublishUrl(text[..schemeEnd].ToLowerInvariant(), text[(schemeEnd + 3)..]);
    }

    private static string? PublishUrl(string scheme, string rest)
    {
        var isWeb = WebSchemes.Contains(scheme);
        if (!isWeb && !OtherSchemes.Contains(scheme))
            return null;

        var location = UpTo(rest, '?', '#');
        var authority = UpTo(location, '/');
        var at = authority.LastIndexOf('@');
        var host = authority[(at + 1)..];
        if (host.Length == 0)
            return null;

        // A user of ssh is part of the address ("git@"); one of https is a credential.
        var user = isWeb || at < 0 ? "" : UpTo(authority[..at], ':') + "@";
        return $"{scheme}://{user}{host}{location[authority.Length..]}";
    }

    // [user@]host:path. One letter before the colon is a Windows drive, two colons are a remote helper's command.
    private static string? PublishScp(string text)
    {
        var colon = text.IndexOf(':');
        var isAddress = colon > 1
            && colon + 1 < text.Length
            && text[colon + 1] != ':'
            && text.IndexOfAny(['/', '\\']) is var slash && (slash < 0 || slash > colon)
            && text.IndexOf('@') is var at && at < colon
            && text.LastIndexOf('@', colon) == at;
        // With an '@' behind the colon the part before it could be user:password.
        return isAddress && text.IndexOf('@', colon) < 0 ? text : null;
    }

    private static string UpTo(string text, params char[] ends)
    {
        var end = text.IndexOfAny(ends);
        return end < 0 ? text : text[..end];
    }
}
