namespace ImmutableGuard.Analyzers.Sites.Derived;

/// <summary>
/// Texts that stand for another where a caller gives none: <c>if (sql != null) command.CommandText = sql;</c> runs what it is given, or what the
/// command said before. The mark of what is given stands first, <see cref="Marks.Else"/> next, and then the other text.
/// </summary>
internal static class Otherwise
{
    /// <summary>What a text is, of which others stand for none.</summary>
    /// <param name="text">The text, which may be empty, or the mark of what a caller gives.</param>
    /// <param name="others">The others.</param>
    /// <returns>The texts; null where none is known for one that is empty.</returns>
    public static IReadOnlyList<string>? Of(string text, Func<IReadOnlyList<string>> others)
    {
        if (Split(text) is var (mark, rest))
            return Of(rest, others) is { } all ? [.. all.Select(one => With(mark, one))] : null;
        if (text.Length == 1 && Marks.Is(text[0]))
            return others() is { Count: > 0 } some ? [.. some.Select(one => With(text[0], one))] : [text];
        return !string.IsNullOrWhiteSpace(text) ? [text] : others() is { Count: > 0 } known ? known : null;
    }

    /// <summary>The mark and what stands for it where nothing is given; null for any other text.</summary>
    public static (char Mark, string Other)? Split(string text) => text.Length > 1 && Marks.Is(text[0]) && text[1] == Marks.Else ? (text[0], text.Substring(2)) : null;

    /// <summary>The text of both.</summary>
    public static string With(char mark, string other) => $"{mark}{Marks.Else}{other}";
}
