using ImmutableGuard.Conformance.Corpus;
using ImmutableGuard.Conformance.Generators;
using ImmutableGuard.Conformance.Oracles;
using ImmutableGuard.Sql;

namespace ImmutableGuard.Conformance.Differential;

/// <summary>Generated statements, judged by each dialect's oracle. The seed is fixed: the same statements every time.</summary>
[Collection(OracleCollection.Name)]
public class GeneratedStatements(OracleFixture oracles)
{
    [SkippableTheory]
    [InlineData(SqlDialect.TSql)]
    [InlineData(SqlDialect.PostgreSql)]
    [InlineData(SqlDialect.Sqlite)]
    [InlineData(SqlDialect.MySql)]
    public void Answer_HasTheEffectsThatTheOracleSees(SqlDialect dialect)
    {
        var oracle = oracles.For(dialect);
        var tally = new Tally(oracle);
        tally.Add(oracles.Generated(dialect));

        NoneOf(Verdict.Unsound, tally, oracle, dialect);
        NoneOf(Verdict.MissedRead, tally, oracle, dialect);
        Assert.True(tally.Share(Verdict.Exact) >= 0.99, Explain(tally, oracle, dialect));
        Assert.True(tally.Share(Verdict.Incomplete) <= 0.01, Explain(tally, oracle, dialect));
    }

    [SkippableTheory]
    [InlineData(SqlDialect.TSql)]
    [InlineData(SqlDialect.PostgreSql)]
    [InlineData(SqlDialect.Sqlite)]
    [InlineData(SqlDialect.MySql)]
    public void Answer_where_the_dialect_is_unknown_HasTheChangesOrIsNotComplete(SqlDialect dialect)
    {
        var oracle = oracles.For(dialect);
        var tally = new Tally(oracle, SqlDialect.Any);
        tally.Add(oracles.Generated(dialect));

        NoneOf(Verdict.Unsound, tally, oracle, SqlDialect.Any);
    }

    [SkippableTheory]
    [InlineData(SqlDialect.TSql)]
    [InlineData(SqlDialect.Any)]
    public void Statements_that_run_together_HaveTheChangesOfBoth(SqlDialect told)
    {
        var oracle = oracles.For(SqlDialect.TSql);
        var tally = new Tally(oracle, told);
        var texts = oracles.Generated(SqlDialect.TSql).Select(asked => asked.Text).ToList();
        for (var i = 0; i + 1 < texts.Count; i++)
            tally.Add(texts[i] + (i % 2 == 0 ? ' ' : '\n') + texts[i + 1]);

        Assert.True(tally.Accepted > texts.Count * 0.8, $"Too many don't stand together: {tally}");
        NoneOf(Verdict.Unsound, tally, oracle, told);
    }

    private static void NoneOf(Verdict verdict, Tally tally, IOracle oracle, SqlDialect dialect)
    {
        if (tally[verdict] > 0)
            Assert.Fail(Explain(tally, oracle, dialect, verdict));
    }

    /// <summary>The counts, and the first differences with texts as short as they can be.</summary>
    private static string Explain(Tally tally, IOracle oracle, SqlDialect dialect, Verdict? only = null) => string.Join('\n',
        tally.Differences.Where(difference => only is null || difference.Verdict == only).Take(10)
            .Select(difference => difference.Shrink(oracle, dialect).ToString()).Prepend(tally.ToString()));
}
