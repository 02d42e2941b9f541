using System.Text;
using CsCheck;
using ImmutableGuard.Sql;

namespace ImmutableGuard.Model.Tests.Sql;

public class Robustness
{
    [Theory]
    [InlineData(SqlDialect.TSql, true)]
    [InlineData(SqlDialect.Any, true)]
    [InlineData(SqlDialect.PostgreSql, false)]
    [InlineData(SqlDialect.Sqlite, false)]
    public void ControlCharacter_IsWhiteSpaceWhereAServerTakesItForThat(SqlDialect dialect, bool complete)
    {
        for (var c = '\u0001'; c < '\t'; c++)
            Assert.Equal(complete ? "delete sql:t" : "delete sql:* (unbounded)…", Shown.Of($"DELETE{c}FROM{c}t{c}WHERE id = 1", dialect));
        Assert.EndsWith("…", Shown.Of("DELETE FROM t\0WHERE id = 1", dialect), StringComparison.Ordinal);
    }

    private static readonly string[] Pieces =
    [
        "SELECT", "FROM", "WHERE", "DELETE", "UPDATE", "SET", "INSERT", "INTO", "VALUES", "MERGE", "USING", "ON", "WHEN", "MATCHED", "THEN",
        "WITH", "AS", "UNION", "JOIN", "TRUNCATE", "TABLE", "DROP", "GRANT", "TO", "EXEC", "CALL", "CASE", "END", "BEGIN", "IF", "AND", "OR",
        "NOT", "LIMIT", "TOP", "ORDER", "BY", "OUTPUT", "RETURNING", "COPY", "t", "u", "\"q\"", "[b]", "`c`", "'s'", "'it''s'", "1", "@p", ":p",
        "?", "$1", "(", ")", ",", ".", ";", "=", "*", "+", "::", "{", "}", "\n", "-- c\n", "/* c */", "\uFFFC", "nextval(", "#t", "..", "ALTER", "RENAME", "COMMENT", "LOAD", "LOCK", "SHOW", "REVOKE", "FETCH", "DECLARE", "OPEN", "FOR", "VACUUM", "PRAGMA", "RECEIVE",
        "ENABLE", "REFRESH", "IMPORT", "OR", "REPLACE", "ONLY", "DISTINCT", "NEXT", "VALUE", "DUPLICATE", "KEY", "CONFLICT", "DO", "CURRENT", "OF",
        "INDEX", "TRIGGER", "SCHEMA", "PARTITION", "ROWS", "LATERAL", "PREPARE", "EXECUTE", "IMMEDIATE", "ATTACH", "SWITCH", "FETCH",
    ];

    private static readonly SqlDialect[] Dialects = (SqlDialect[])Enum.GetValues(typeof(SqlDialect));

    private static readonly Gen<SqlDialect> Dialect = Gen.Int[0, Dialects.Length - 1].Select(i => Dialects[i]);

    private static readonly Gen<string> Soup = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 30].Select(pieces => string.Join(" ", pieces));

    [Fact]
    public void AnyText_IsAnswered() => Gen.Select(Gen.String[0, 60], Dialect)
        .Sample((text, dialect) => SqlEffects.Of(text, dialect) is not null, iter: 3000);

    [Fact]
    public void AnyWords_AreAnswered_AndTheSameTwice() => Gen.Select(Soup, Dialect)
        .Sample((text, dialect) => Shown.Of(text, dialect) == Shown.Of(text, dialect), iter: 3000);

    // The same texts each time: what random ones find belongs into a longer run than CI's.
    [Fact]
    public void DeleteBehindSemicolon_IsNeverHidden()
    {
        var random = new Random(20261123);
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Join(" ", Enumerable.Range(0, random.Next(31)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var dialect = Dialects[random.Next(Dialects.Length)];
            if (text.Contains('#') || text.Contains("BEGIN") || text.Contains("TRIGGER"))
                continue;
            var effects = SqlEffects.Of(text + "\n; DELETE FROM last", dialect);
            Assert.True(
                !effects.Complete || effects.Items.Any(e => e.Operation == Operation.Delete && e.Resource.Equals("sql:last", StringComparison.OrdinalIgnoreCase)),
                $"{dialect}: {text}");
        }
    }

    [Theory]
    [InlineData("(")]
    [InlineData("(SELECT ")]
    [InlineData("SELECT (")]
    [InlineData("WITH a AS (")]
    [InlineData("DELETE FROM t WHERE (")]
    [InlineData("DELETE FROM t WHERE NOT (")]
    [InlineData("EXEC('")]
    [InlineData("/*")]
    [InlineData("CASE WHEN ")]
    [InlineData("BEGIN ")]
    [InlineData("[")]
    public void DeepNesting_IsAnswered(string piece)
    {
        var text = new StringBuilder().Insert(0, piece, 50_000).ToString();
        foreach (var dialect in Dialects)
            Assert.NotNull(SqlEffects.Of(text, dialect));
    }

    [Fact]
    public void ManyStatements_AreAllReported()
    {
        var text = string.Concat(Enumerable.Range(0, 5_000).Select(i => $"DELETE FROM t{i} WHERE id = {i};\n"));
        var effects = SqlEffects.Of(text, SqlDialect.TSql);
        Assert.True(effects.Complete);
        Assert.Equal(Enumerable.Range(0, 5_000).Select(i => $"sql:t{i}"), effects.Items.Select(e => e.Resource));
    }

    [Fact]
    public void EffectsInSubqueries_StandInTheOrderOfTheText() => Assert.Equal(
        "read sql:a; read sql:b; read sql:c; read sql:d",
        Shown.Of("SELECT (SELECT 1 FROM a) FROM b WHERE x IN (SELECT y FROM c WHERE z = (SELECT 1 FROM d))", SqlDialect.PostgreSql));

    [Fact]
    public void SameEffectTwice_IsListedOnce() =>
        Assert.Equal("read sql:t; delete sql:t", Shown.Of("SELECT * FROM t; DELETE FROM t WHERE a = 1; SELECT * FROM t; DELETE FROM t WHERE b = 1", SqlDialect.TSql));

    [Fact]
    public void Result_IsAllThatIsAllocated()
    {
        const string Sql = "DELETE FROM dbo.OrderLines WHERE OrderId = @orderId AND TenantId = @tenantId AND Created < @before AND Status IN ('cancelled', 'void')";
        for (var i = 0; i < 100; i++)
            SqlEffects.Of(Sql, SqlDialect.TSql);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var effects = SqlEffects.Of(Sql, SqlDialect.TSql);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before <= 200);
        Assert.Equal("delete sql:dbo.OrderLines", Assert.Single(effects.Items).ToString());
    }
}
