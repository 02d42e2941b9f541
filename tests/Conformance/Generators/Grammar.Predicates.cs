namespace ImmutableGuard.Conformance.Generators;

// Conditions and the values in them.
public abstract partial class Grammar
{
    /// <summary>Strings that look like SQL, without their quotes.</summary>
    private static readonly string[] Texts =
        ["x", "", "a;b", "DELETE FROM audit", "--", "/*", "*/", "#", "''", "; DROP TABLE audit; --", "[", "%", "$1", "`"];

    /// <summary>A condition over one source's columns; without names of a source where <paramref name="alias"/> is empty.</summary>
    protected string Predicate(string alias, int depth) => depth <= 0 || Draw.Chance(60) ? Atom(alias) : Draw.Below(6) switch
    {
        0 => $"{Predicate(alias, depth - 1)} AND {Predicate(alias, depth - 1)}",
        1 => $"( {Predicate(alias, depth - 1)} OR {Predicate(alias, depth - 1)} )",
        2 => $"NOT ( {Predicate(alias, depth - 1)} )",
        3 => $"{Column(alias, "a")} IN ( SELECT {Inner(out var inner)}.a FROM {Table()} {inner}{Where(50, inner, depth - 1)} )",
        4 => $"EXISTS ( {Query(depth - 1)} )",
        _ => $"{Column(alias, "b")} = ( SELECT MAX({Inner(out var inner)}.b) FROM {Table()} AS {inner}{Where(50, inner, depth - 1)} )",
    };

    /// <summary>A value.</summary>
    protected string Value() => Draw.Below(8) switch
    {
        0 or 1 or 2 => Draw.Below(9).ToString(System.Globalization.CultureInfo.InvariantCulture),
        3 => "NULL",
        4 => Parameter(),
        5 => "CASE WHEN 1 = 2 THEN 3 ELSE 4 END",
        6 => "- 1",
        _ => String(),
    };

    /// <summary>A string, in one of the dialect's ways.</summary>
    protected virtual string String() => $"'{Draw.Of(Texts).Replace("'", "''").Replace(' ', Solid)}'";

    private string Inner(out string alias) => alias = Alias();

    private string Atom(string alias) => Draw.Below(10) switch
    {
        0 => "1 = 1",
        1 => $"{Column(alias)} IS NOT NULL",
        2 => $"{Column(alias, "note")} LIKE {String()}",
        3 => $"{Column(alias)} BETWEEN 1 AND 5",
        4 => $"{Column(alias)} IN ( 1 , {Value()} )",
        5 => $"{Column(alias)} {Draw.Of("=", "<>", "<=", ">")} {Column(alias)}",
        _ => $"{Column(alias)} {Draw.Of("=", "<>", "<", ">=")} {Value()}",
    };
}
