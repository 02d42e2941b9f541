using System.Text;
using CsCheck;
using ImmutableGuard.Sql;

namespace ImmutableGuard.Model.Tests.Sql;

public class Robustness
{
    [Theory]
    [InlineData(SqlDialect.MySql)]
    [InlineData(SqlDialect.Any)]
    public void Expression_that_is_not_closed_EndsWithTheText(SqlDialect dialect)
    {
        // On a thread of its own, whose tables are as long as the text needs and no longer.
        for (var count = 1; count < 600; count++)
        {
            var text = "WITH a AS (" + new string('(', count);
            var answer = Effects.Empty;
            var thread = new Thread(() => answer = SqlEffects.Of(text, dialect));
            thread.Start();
            thread.Join();
            Assert.False(answer.Complete);
        }
    }

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

    [Theory]
    [InlineData(SqlDialect.Sqlite)]
    [InlineData(SqlDialect.PostgreSql)]
    [InlineData(SqlDialect.Any)]
    public void Text_that_may_end_within_a_comment_IsNotComplete(SqlDialect dialect)
    {
        Assert.False(SqlEffects.Of("ANALYZE -- \0 all\n t", dialect).Complete);
        Assert.False(SqlEffects.Of("DELETE FROM t /* \0 */ WHERE a = 1", dialect).Complete);
        Assert.True(SqlEffects.Of("DELETE FROM t /* 0 */ WHERE a = 1", dialect).Complete);
    }

    [Theory]
    [InlineData("SELECT * FROM a.$$x$$, b")]
    [InlineData("UPDATE shop.$$.t SET a = 1")]
    [InlineData("SELECT * FROM a.q'[x]'")]
    public void String_that_is_no_name_behind_a_dot_IsNoneOf(string sql)
    {
        foreach (var dialect in Enum.GetValues<SqlDialect>())
            Assert.DoesNotContain(SqlEffects.Of(sql, dialect).Items, effect => effect.Resource.Contains('['));
    }

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

    // A name of nothing but dots has no first character.
    [Theory]
    [InlineData("UPDATETEXT .c1 100 @var1 -15")]
    [InlineData("DELETE FROM ..")]
    [InlineData("UPDATETEXT . 1 2 3")]
    public void NameThatIsMissing_IsAnswered(string text)
    {
        foreach (var dialect in Dialects)
            Assert.NotNull(SqlEffects.Of(text, dialect));
    }

    // Texts are looked at so many characters at a time: a name, a prefix or a string must not fall apart where that ends.
    [Theory]
    [InlineData(SqlDialect.TSql)]
    [InlineData(SqlDialect.Any)]
    public void WordAtAnyPlaceOfALongText_IsReadWhole(SqlDialect dialect)
    {
        for (var length = 960; length < 1100; length++)
            Assert.Equal(
                "delete sql:sales.orders_of_2024",
                Shown.Of($"{new string(' ', length)}DELETE FROM sales.orders_of_2024 WHERE name = N'it''s' AND d < 2.5e3 AND k = @key;", dialect));
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

    [Theory]
    [InlineData("DELETE FROM dbo.OrderLines WHERE OrderId = @orderId AND Created < @before AND Status IN ('cancelled', 'void')")]
    [InlineData("DELETE FROM sales.Orders USING sales.Customers c WHERE c.Id = Orders.CustomerId AND c.Closed = 1")]
    [InlineData("DELETE o FROM sales.Orders o JOIN sales.Customers c ON c.Id = o.CustomerId WHERE c.Closed = 1")]
    [InlineData("SELECT o.Id, c.Name FROM sales.Orders o LEFT JOIN sales.Customers c ON c.Id = o.CustomerId WHERE o.State = @state ORDER BY o.Id")]
    [InlineData("UPDATE o SET State = 'closed' FROM sales.Orders AS o JOIN sales.Customers AS c ON c.Id = o.CustomerId WHERE c.Closed = 1")]
    [InlineData("INSERT INTO sales.Archive (Id, Name) SELECT o.Id, c.Name FROM sales.Orders o, (SELECT * FROM sales.Customers) c WHERE o.Id = @p")]
    [InlineData("WITH old AS (SELECT Id FROM Orders WHERE Placed < @d) DELETE FROM Lines WHERE OrderId IN (SELECT Id FROM old)")]
    [InlineData("MERGE INTO t USING u ON t.a = u.a WHEN MATCHED THEN UPDATE SET b = u.b WHEN NOT MATCHED THEN INSERT VALUES (u.a, u.b);")]
    [InlineData("SELECT 1; TRUNCATE TABLE a; DROP TABLE b; ALTER TABLE c ADD d int; SELECT nextval('e')")]
    [InlineData("SELECT 1")]
    public void Result_IsAllThatIsAllocated(string sql)
    {
        foreach (var dialect in Dialects)
        {
            for (var i = 0; i < 100; i++)
                SqlEffects.Of(sql, dialect);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var effects = SqlEffects.Of(sql, dialect);
            var read = GC.GetAllocatedBytesForCurrentThread();
            var copy = Copy(effects);
            var copied = GC.GetAllocatedBytesForCurrentThread();
            if (effects.Complete)
                Assert.Equal((dialect, copied - read), (dialect, read - before));
            Assert.Equal(effects.Items, copy.Items);
        }
    }

    /// <summary>The same answer, made of nothing but what it is made of; texts that are equal are one.</summary>
    private static Effects Copy(Effects effects)
    {
        if (effects.Items.Count == 0)
            return effects;
        var items = new Effect[effects.Items.Count];
        for (var i = 0; i < items.Length; i++)
        {
            var effect = effects.Items[i];
            items[i] = new Effect(effect.Operation, Same(effects.Items, i) is var first && first < i ? items[first].Resource : new string(effect.Resource.AsSpan()), effect.Bounded) { Drops = effect.Drops };
        }

        return new Effects(items, effects.Reason);
    }

    private static int Same(IReadOnlyList<Effect> effects, int index)
    {
        for (var i = 0; i < index; i++)
            if (effects[i].Resource == effects[index].Resource)
                return i;
        return index;
    }
}
