using System.Text;
using ImmutableGuard.Conformance.Generators;

namespace ImmutableGuard.Conformance.Effort;

/// <summary>A text that says one thing over and over: where reading isn't linear, it is in such texts.</summary>
/// <param name="Front">What stands in front.</param>
/// <param name="Unit">What is repeated; a <c>§</c> in it is a number, another one each time.</param>
/// <param name="Back">What stands behind.</param>
public sealed record Repetition(string Front, IReadOnlyList<string> Unit, string Back)
{
    private static readonly string[] Fronts =
    [
        "", "SELECT ", "SELECT * FROM ", "SELECT * FROM t WHERE a IN (", "DELETE ", "DELETE FROM t WHERE ", "UPDATE ", "UPDATE t SET ", "INSERT INTO t VALUES ",
        "WITH ", "WITH c AS (SELECT 1) ", "MERGE INTO t USING u ON a=b ", "CREATE TABLE t(", "CREATE INDEX i ON ", "CREATE PROCEDURE p AS BEGIN ", "ALTER TABLE t ",
        "EXEC(", "DROP TABLE ", "GRANT SELECT ON ", "(((((", "DO $$", "BEGIN ", "DECLARE x ", "SELECT f((((", "EXPLAIN ", "PREPARE p FROM 'DELETE FROM t'; ", "--x\n",
    ];

    private static readonly string[] Pieces =
    [
        "SELECT", "FROM", "WHERE", "DELETE", "UPDATE", "SET", "INSERT", "INTO", "VALUES", "MERGE", "USING", "ON", "WHEN", "MATCHED", "NOT", "THEN", "WITH", "AS", "UNION",
        "JOIN", "LEFT", "TRUNCATE", "TABLE", "DROP", "GRANT", "TO", "EXEC", "CALL", "CASE", "END", "BEGIN", "IF", "ELSE", "AND", "OR", "LIMIT", "TOP", "ORDER", "BY", "OUTPUT",
        "RETURNING", "COPY", "ALTER", "CREATE", "RENAME", "COMMENT", "LOAD", "LOCK", "SHOW", "REVOKE", "FETCH", "DECLARE", "OPEN", "FOR", "VACUUM", "PRAGMA", "RECEIVE",
        "ENABLE", "DISABLE", "REFRESH", "IMPORT", "REPLACE", "ONLY", "DISTINCT", "NEXT", "VALUE", "DUPLICATE", "KEY", "CONFLICT", "DO", "CURRENT", "OF", "INDEX", "TRIGGER",
        "SCHEMA", "PARTITION", "ROWS", "LATERAL", "PREPARE", "EXECUTE", "IMMEDIATE", "SWITCH", "GO", "EXPLAIN", "ANALYZE", "WHILE", "LOOP", "EXISTS", "IN", "BETWEEN", "LIKE",
        "IS", "PROCEDURE", "VIEW", "TEMP", "OPTION", "OFFSET", "DEFAULT", "NULL", "SEARCH", "CYCLE", "ROLLBACK", "RETURN", "ALL", "FIRST", "nextval", "lo_unlink",
        "query_to_xml", "sp_executesql", "NEXTVAL", "CONCURRENTLY", "STATISTICS", "DATABASE", "RULE", "POLICY", "PORTION", "COLUMN", "ADD", "DATA", "BULK", "RECURSIVE",
        "LANGUAGE", "QUOTED_IDENTIFIER OFF", "t", "u", "a§", "b§", "\"q\"", "[b]", "`c`", "'s'", "'SELECT 1'", "'DELETE FROM t'", "1", "@p", ":p", "?", "$1", "(", ")", "(", ")",
        ",", ",", ".", ";", "=", "*", "+", "||", "::", "{", "}", "\n", "-- c\n", "--c\n", "/*", "*/", "/*!", "/*!50000", "\uFFFC", "#t", "#", "..", "$$", "$a$", "'", "\"",
        "[", "]", "`", "\\", "q'[", "]'", "<<", ">>", ":", "@", "@@", "中", "\u00A0", "/", "\nGO\n", "\n/\n", "!", "%",
    ];

    /// <summary>Any text of the kind.</summary>
    public static Repetition Of(Draw draw) => new(
        draw.Of<string>(Fronts),
        [.. Enumerable.Range(0, 1 + draw.Below(8)).Select(_ => draw.Of<string>(Pieces))],
        draw.Maybe(25, draw.Of<string>(Pieces)));

    /// <summary>One that differs in a single place.</summary>
    public Repetition Next(Draw draw)
    {
        var unit = Unit.ToList();
        var at = draw.Below(unit.Count);
        switch (draw.Below(5))
        {
            case 0:
                return this with { Front = draw.Of<string>(Fronts) };
            case 1:
                unit.Insert(at, draw.Of<string>(Pieces));
                break;
            case 2 when unit.Count > 1:
                unit.RemoveAt(at);
                break;
            default:
                unit[at] = draw.Of<string>(Pieces);
                break;
        }

        return this with { Unit = unit };
    }

    /// <summary>The text, of so many characters or a few more.</summary>
    public string Text(int length)
    {
        var unit = string.Join(' ', Unit) + ' ';
        var text = new StringBuilder(Front);
        for (var i = 0; text.Length < length; i++)
            text.Append(unit.Replace("§", i.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return text.Append(Back).ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Front} {{{string.Join(' ', Unit)}}} {Back}".ReplaceLineEndings("⏎");
}
