namespace ImmutableGuard.Analyzers.Sites.Strings;

/// <summary>
/// Texts that are put together in a loop. How often it runs isn't known; but where each turn ends a statement, a text of many turns
/// has no two statements beside each other that one of two turns hasn't.
/// </summary>
internal static class Repetition
{
    // Behind the marks for what callers give; no more than texts are nested deep.
    private const char First = '\uE200';

    /// <summary>What stands for the text as the turn before left it.</summary>
    /// <param name="depth">Which of the texts that are being read it is.</param>
    public static char Before(int depth) => (char)(First + depth);

    /// <summary>The texts after no turn, after one, and after all pairs of turns; where a turn ends no statement, what stood before it is a hole.</summary>
    /// <param name="texts">What a text can be; null where it isn't known.</param>
    /// <param name="before">What stands in them for the text itself.</param>
    /// <param name="hole">What stands for what isn't known.</param>
    public static IReadOnlyList<string>? Unrolled(IReadOnlyList<string>? texts, char before, string hole)
    {
        if (texts is null || !texts.Any(text => text.IndexOf(before) >= 0))
            return texts;
        List<string> first = [.. texts.Where(text => text.IndexOf(before) < 0)];
        List<string> turns = [.. texts.Where(text => text.IndexOf(before) >= 0)];
        if (first.Count == 0 || !turns.All(turn => turn.LastIndexOf(before) == 0 && EndsStatement(turn)))
            return [.. texts.Select(text => text.Replace(before.ToString(), hole)).Distinct()];
        turns = [.. turns.Select(turn => turn.Substring(1))];
        return [.. first, .. first.SelectMany(text => turns.Select(turn => text + turn)), first[0] + string.Concat(turns.SelectMany(one => turns.Select(other => one + other)))];
    }

    /// <summary>
    /// What a list that is joined can be, where its elements or what stands between them end statements, or commas stand between elements of which something
    /// is known; null otherwise.
    /// </summary>
    public static IReadOnlyList<string>? Joined(IReadOnlyList<string> separators, IReadOnlyList<string> elements, string hole)
    {
        IEnumerable<string> several = separators.Select(separator => string.Join(separator, elements.SelectMany(one => elements.SelectMany(other => new[] { one, other }))));
        if (separators.SelectMany(separator => elements.Select(element => element + separator)).All(EndsStatement))
            return ["", .. elements, .. several];
        // A place that takes one element and several takes any number of them. An empty list does no more, it is refused where one is needed; but a clause
        // (WHERE id = 1) that isn't there limits nothing.
        return separators.All(separator => separator.Trim() == ",") && elements.All(element => element.Replace(hole, "").Trim().Length > 0 && !BeginsWithAWord(element)) ? [.. elements, .. several] : null;
    }

    private static bool BeginsWithAWord(string text)
    {
        text = text.Trim();
        var end = 0;
        while (end < text.Length && (text[end] is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z')))
            end++;
        return end > 0 && end < text.Length && char.IsWhiteSpace(text[end]);
    }

    /// <summary>Whether a statement ends in a text, outside of what it quotes.</summary>
    private static bool EndsStatement(string text)
    {
        var isQuoted = false;
        foreach (var c in text)
        {
            isQuoted ^= c is '\'';
            if (c == ';' && !isQuoted)
                return true;
        }

        return false;
    }
}
