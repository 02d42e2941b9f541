using ImmutableGuard.Sql;

namespace ImmutableGuard.Model.Tests.Sql;

/// <summary>What would cost too much to read is said to be incomplete, never left out; up to there nothing is.</summary>
public class Limits
{
    [Theory]
    [InlineData(60, true)]
    [InlineData(70, false)]
    public void ManyTables_AreAllRead(int count, bool complete)
    {
        var sql = "DELETE x FROM t x" + string.Concat(Enumerable.Range(0, count).Select(i => $", t{i}")) + " WHERE x.id = 1";
        var effects = SqlEffects.Of(sql, SqlDialect.TSql);
        Assert.Equal(complete, effects.Complete);
        Assert.Equal(complete ? "sql:t" : "sql:x", Assert.Single(effects.Items, effect => effect.Operation == Operation.Delete).Resource);
        Assert.Equal(count, effects.Items.Count(effect => effect.Operation == Operation.Read && effect.Resource != "sql:t"));
    }

    [Theory]
    [InlineData("a = 1", "delete sql:t")]
    [InlineData("1 = 1", "delete sql:t (unbounded)")]
    [InlineData("id IN (SELECT id FROM u WHERE x = 1)", "delete sql:t; read sql:u")]
    [InlineData("id IN (SELECT id FROM u)", "delete sql:t (unbounded); read sql:u")]
    public void ConditionInBrackets_IsWeighedHoweverDeep(string condition, string effects)
    {
        for (var depth = 0; depth < 70; depth += 2)
            Assert.Equal(effects, Shown.Of($"DELETE FROM t WHERE {Not(depth)}{condition}{new string(')', depth)}", SqlDialect.PostgreSql));
    }

    [Fact]
    public void ConditionInTooManyBrackets_IsNotComplete() =>
        Assert.Equal("delete sql:t (unbounded)…", Shown.Of($"DELETE FROM t WHERE {Not(9000)}a = 1{new string(')', 9000)}", SqlDialect.PostgreSql));

    private static string Not(int times) => string.Concat(Enumerable.Repeat("NOT (", times));

    [Theory]
    [InlineData(1, true)]
    [InlineData(100, false)]
    public void ManyChangesThroughOneQuery_AreAllReported(int count, bool complete)
    {
        var actions = string.Concat(Enumerable.Range(0, count).Select(i => $" WHEN MATCHED AND u.a = {i} THEN DELETE"));
        var effects = SqlEffects.Of($"WITH c AS (SELECT * FROM t WHERE id IN ({string.Join(", ", Enumerable.Range(0, 2000))})) MERGE c USING u ON c.id = u.id{actions};", SqlDialect.TSql);
        Assert.Equal(complete, effects.Complete);
        Assert.Equal(complete ? ["sql:t"] : ["sql:t", "sql:*"], effects.Items.Where(effect => effect.Operation == Operation.Delete).Select(effect => effect.Resource));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(64)]
    public void TemporaryTables_AreRememberedHoweverMany(int count)
    {
        var sql = string.Concat(Enumerable.Range(0, count).Select(i => $"CREATE TEMP TABLE x{i} (a int); ")) + string.Concat(Enumerable.Range(0, count).Select(i => $"DELETE FROM x{i}; "));
        Assert.Equal("delete sql:x (unbounded)", Shown.Of(sql + "DELETE FROM x", SqlDialect.PostgreSql));
    }

    [Fact]
    public void NamesThatReferToEachOtherTooOften_AreNotComplete()
    {
        var expressions = string.Join(", ", Enumerable.Range(0, 400).Select(i => $"c{i} AS (SELECT 1)"));
        var effects = SqlEffects.Of($"WITH {expressions} SELECT * FROM {string.Join(", ", Enumerable.Repeat("t", 400))}", SqlDialect.PostgreSql);
        Assert.False(effects.Complete);
        Assert.Equal("read sql:t", Assert.Single(effects.Items).ToString());
    }

    [Fact]
    public void TextsWithinTexts_AreReadToADepth()
    {
        var text = "DELETE FROM t";
        for (var depth = 0; depth < 4; depth++)
        {
            text = $"EXEC('{text.Replace("'", "''", StringComparison.Ordinal)}')";
            Assert.Equal("delete sql:t (unbounded)", Shown.Of(text, SqlDialect.TSql));
        }

        Assert.False(SqlEffects.Of($"EXEC('{text.Replace("'", "''", StringComparison.Ordinal)}')", SqlDialect.TSql).Complete);
    }

    [Theory]
    [InlineData("SELECT a --x\nFROM t;\n", "read sql:t")]
    [InlineData("SELECT 'it\\'s' ; DELETE FROM t;\n", "delete sql:t (unbounded)")]
    [InlineData("SELECT a # b\nFROM t;\n", "read sql:t")]
    public void LongTextOfUnknownDialect_DoesWhatAShortOneDoes(string statement, string effects)
    {
        Assert.Equal(effects, Shown.Of(statement, SqlDialect.Any));
        Assert.Equal(effects, Shown.Of(string.Concat(Enumerable.Repeat(statement, 2000)), SqlDialect.Any));
    }

    [Theory]
    [InlineData(2000, "schema sql:")]
    [InlineData(2001, "schema sql:*…")]
    public void NameInAString_IsOneAsLongAsNamesAre(int length, string effects)
    {
        var name = new string('a', length);
        Assert.Equal(effects == "schema sql:" ? effects + name : effects, Shown.Of($"EXEC sp_rename '{name}', 'b'", SqlDialect.TSql));
    }
}
