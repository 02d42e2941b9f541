namespace ImmutableGuard.MsBuildTasks.Git;

/// <summary>Tells full commit ids from everything else: an abbreviated one names a different commit one day.</summary>
internal static class CommitId
{
    /// <summary>The id in lower case; null where the text is not 40 (SHA-1) or 64 (SHA-256) hexadecimal digits.</summary>
    public static string? Parse(string? text)
    {
        var id = text?.Trim().ToLowerInvariant();
        return id is { Length: 40 or 64 } && id.All(IsHexDigit) && id.Any(digit => digit != '0') ? id : null;
    }

    private static bool IsHexDigit(char c) => c is (>= '0' and <= '9') or (>= 'a' and <= 'f');
}
