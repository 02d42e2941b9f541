using BenchmarkDotNet.Attributes;
using ImmutableGuard.Sql;

namespace ImmutableGuard.Benchmarks.Sql;

/// <summary>The effects of a text of 2^20 characters: a script, a list of values, and noise that is hard to read.</summary>
public class OneMebibyte
{
    private const int Length = 1 << 20;

    private string text = "";

    /// <summary>What the text is made of.</summary>
    [Params("statements", "values", "nested queries", "tables, a character each", "tables dropped, each another", "unknown values", "brackets", "quotes", "unclosed")]
    public string Text { get; set; } = "";

    /// <summary>The dialect it is read in.</summary>
    [Params(SqlDialect.Any, SqlDialect.TSql, SqlDialect.PostgreSql)]
    public SqlDialect Dialect { get; set; }

    /// <summary>Makes the text.</summary>
    [GlobalSetup]
    public void Make() => text = Text switch
    {
        "statements" => Repeat("DELETE FROM orders WHERE id = @id AND state = 'x';\nSELECT a.b, COUNT(*) FROM a JOIN c ON a.id = c.id GROUP BY a.b;\n"),
        "values" => "INSERT INTO items VALUES " + Repeat("(1, 'name', 2.5),") + "(1, 'name', 2.5)",
        "nested queries" => Repeat("SELECT * FROM ("),
        "tables, a character each" => "SELECT * FROM " + Repeat("t,") + "t",
        "tables dropped, each another" => "DROP TABLE " + string.Join(',', Enumerable.Range(0, 145_000).Select(i => $"t{i}")),
        "unknown values" => "SELECT * FROM t WHERE a IN (" + Repeat("\uFFFC,") + "1)",
        "brackets" => new string('(', Length / 2) + new string(')', Length / 2),
        "quotes" => Repeat("'"),
        "unclosed" => Repeat("[/*$a$q'["),
        _ => throw new InvalidOperationException($"there is no text '{Text}'"),
    };

    /// <summary>Our effects.</summary>
    [Benchmark]
    public Effects Classify() => SqlEffects.Of(text, Dialect);

    private static string Repeat(string unit) => string.Concat(Enumerable.Repeat(unit, Length / unit.Length));
}
