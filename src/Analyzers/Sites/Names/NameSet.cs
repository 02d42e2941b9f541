using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace ImmutableGuard.Analyzers.Sites.Names;

/// <summary>
/// Some names, and where they stand as words in a text. Looking at each character once is far cheaper than looking at each token of a
/// syntax tree, which has to be made first.
/// </summary>
internal sealed class NameSet
{
    // FNV-1a.
    private const uint Start = 2166136261, Factor = 16777619;

    private readonly Dictionary<uint, string[]> byHash;
    private readonly bool[] isFirst = new bool[128];

    public NameSet(IEnumerable<string> names)
    {
        // One that nobody has written yet stands nowhere.
        byHash = names.Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).GroupBy(Hash).ToDictionary(group => group.Key, group => group.ToArray());
        foreach (var name in byHash.Values.SelectMany(same => same))
            if (name[0] < isFirst.Length)
                isFirst[name[0]] = true;
    }

    /// <summary>The places at which one of the names stands as a word, in a comment or a text too; null where words may be written otherwise than they read.</summary>
    public IReadOnlyList<NamedPlace>? In(string text)
    {
        var found = new List<NamedPlace>();
        for (var at = 0; at < text.Length;)
        {
            var first = text[at];
            if (first >= 128 ? !SyntaxFacts.IsIdentifierStartCharacter(first) : !IsWordPart(first))
            {
                // 'D\u0065lete' and a 'Delete' with an invisible character in it are names like any other.
                if (first == '\\' && at + 1 < text.Length && text[at + 1] is 'u' or 'U' || first >= 128 && char.GetUnicodeCategory(first) == UnicodeCategory.Format && at > 0)
                    return null;
                at++;
                continue;
            }

            var start = at;
            var hash = Start;
            for (; at < text.Length && IsWordPart(text[at]); at++)
                hash = unchecked((hash ^ text[at]) * Factor);
            if ((first >= 128 || isFirst[first]) && byHash.TryGetValue(hash, out var same) && NameAt(text, start, at, same) is { } name)
                found.Add(new(start, name));
        }

        return found;
    }

    /// <summary>Whether a name is one of them.</summary>
    public bool Contains(string name) => byHash.TryGetValue(Hash(name), out var same) && Array.IndexOf(same, name) >= 0;

    private static string? NameAt(string text, int start, int end, string[] same)
    {
        foreach (var name in same)
            if (end - start == name.Length && string.CompareOrdinal(text, start, name, 0, name.Length) == 0)
                return name;
        return null;
    }

    private static bool IsWordPart(char character) => character < 128
        ? character is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '_'
        : SyntaxFacts.IsIdentifierPartCharacter(character) && char.GetUnicodeCategory(character) != UnicodeCategory.Format;

    private static uint Hash(string name) => name.Aggregate(Start, (hash, character) => unchecked((hash ^ character) * Factor));
}

/// <summary>A name where it stands as a word.</summary>
/// <param name="Position">The place in the text.</param>
/// <param name="Name">The name.</param>
internal readonly record struct NamedPlace(int Position, string Name);
