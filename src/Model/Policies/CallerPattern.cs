namespace ImmutableGuard.Policies;

/// <summary>Compares the callers a sanction names with the member an access site is in.</summary>
public static class CallerPattern
{
    /// <summary>
    /// Whether a member lies within what a pattern names. Both are documentation-comment ids; the pattern may also name a type
    /// (<c>T:</c>) or a namespace (<c>N:</c>), which holds everything in it, or be <c>*</c>.
    /// </summary>
    public static bool Matches(string pattern, string member)
    {
        if (pattern == "*" || pattern == member)
            return true;
        if (pattern.Length < 3 || pattern[1] != ':' || member.Length < 3)
            return false;
        return pattern[0] switch
        {
            'T' or 'N' => StartsWith(member, pattern, next: '.'),
            // A member's pattern without a parameter list means all its overloads.
            'M' or 'P' or 'F' or 'E' => pattern[0] == member[0] && pattern.IndexOf('(') < 0 && StartsWith(member, pattern, next: '('),
            _ => false,
        };
    }

    /// <summary>Whether a text is a pattern at all.</summary>
    public static bool IsValid(string pattern) =>
        pattern == "*" || pattern.Length > 2 && pattern[1] == ':' && pattern[0] is 'T' or 'N' or 'M' or 'P' or 'F' or 'E';

    private static bool StartsWith(string member, string pattern, char next) =>
        member.Length > pattern.Length && member[pattern.Length] == next
        && string.CompareOrdinal(member, 2, pattern, 2, pattern.Length - 2) == 0;
}
