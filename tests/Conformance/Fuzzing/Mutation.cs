using System.Text;
using ImmutableGuard.Conformance.Generators;

namespace ImmutableGuard.Conformance.Fuzzing;

/// <summary>Makes texts that nobody would write out of texts that somebody might.</summary>
/// <param name="draw">The choices.</param>
/// <param name="other">Another text, to take pieces from.</param>
public sealed class Mutation(Draw draw, string other)
{
    /// <summary>What changes how the rest of a text is read.</summary>
    private static readonly string[] Fragments =
    [
        "'", "''", "\"", "`", "[", "]", "(", ")", "{", "}", ";", ",", ".", "*", "=", "\\", "\\'", "/*", "*/", "/*!", "/*!50000", "/*M!", "--", "-- ", "#", "\n", "\r", "\t", "\0",
        "$$", "$a$", "q'[", "]'", "N'", "E'", "B'", "X'", "U&\"", "@p", "@", "@@x", ":p", "::", "?", "$1", "%s", "1", "0x", "1e", ".5", "\uFFFC", "é", "\uD800", "\u00A0",
        "WITH", "DELETE", "FROM", "UPDATE", "SET", "INSERT", "INTO", "VALUES", "SELECT", "WHERE", "MERGE", "USING", "WHEN", "MATCHED", "THEN", "TRUNCATE", "TABLE", "DROP",
        "ALTER", "CREATE", "REPLACE", "\nGO\n", "BEGIN", "END", "IF", "ELSE", "EXISTS", "WHILE", "CASE", "AS", "ON", "OUTPUT", "RETURNING", "UNION", "ALL", "LIMIT", "TOP", "FOR",
        "EXPLAIN", "ANALYZE", "EXEC", "EXECUTE", "PREPARE", "CALL", "DO", "DECLARE", "RETURN", "GOTO", "FETCH", "OPTION", "OFFSET", "DEFAULT", "NULL", "NOT", "OR", "AND", "1=1",
    ];

    /// <summary>The text, changed in one to four places.</summary>
    public string Of(string text)
    {
        for (var times = 1 + draw.Below(4); times > 0; times--)
            text = Once(text);
        return text;
    }

    private string Once(string text)
    {
        var pieces = Pieces(text);
        if (pieces.Count == 0)
            return draw.Of<string>(Fragments);
        var at = draw.Below(pieces.Count);
        switch (draw.Below(10))
        {
            case 0:
                pieces.RemoveAt(at);
                break;
            case 1:
                pieces.Insert(at, pieces[at]);
                break;
            case 2:
                var with = draw.Below(pieces.Count);
                (pieces[at], pieces[with]) = (pieces[with], pieces[at]);
                break;
            case 3:
                pieces.RemoveRange(at, Math.Min(draw.Below(8), pieces.Count - at));
                break;
            case 4 when Pieces(other) is { Count: > 0 } others:
                var from = draw.Below(others.Count);
                pieces.InsertRange(at, others.GetRange(from, Math.Min(1 + draw.Below(12), others.Count - from)));
                break;
            case 5:
                return text + draw.Of(" ", "\n", ";", "; ", "") + other;
            case 6:
                pieces[at] = draw.Chance(50) ? pieces[at].ToUpperInvariant() : pieces[at].ToLowerInvariant();
                break;
            case 7:
                pieces.Insert(at, draw.Of("/**/", " ", "\n", "/* ; */", "--\n", "-- '\n", "\t"));
                break;
            default:
                pieces.Insert(at, draw.Maybe(50, " ") + draw.Of<string>(Fragments) + draw.Maybe(50, " "));
                break;
        }

        return string.Concat(pieces);
    }

    /// <summary>Words, runs of white space, and every other character for itself.</summary>
    private static List<string> Pieces(string text)
    {
        var pieces = new List<string>();
        var piece = new StringBuilder();
        foreach (var c in text)
        {
            if (piece.Length > 0 && Kind(piece[0]) is var kind && (kind != Kind(c) || kind == 2))
            {
                pieces.Add(piece.ToString());
                piece.Clear();
            }

            piece.Append(c);
        }

        if (piece.Length > 0)
            pieces.Add(piece.ToString());
        return pieces;
    }

    private static int Kind(char c) => char.IsLetterOrDigit(c) || c is '_' or '@' ? 0 : char.IsWhiteSpace(c) ? 1 : 2;
}
