using ImmutableGuard.Conformance.Corpus;
using ImmutableGuard.Conformance.Generators;
using ImmutableGuard.Conformance.Oracles;
using ImmutableGuard.Sql;

namespace ImmutableGuard.Conformance.Differential;

/// <summary>Generated statements, judged by each dialect's oracle. The seed is fixed: the same statements every time.</summary>
[Collection(OracleCollection.Name)]
public class GeneratedStatements(OracleFixture oracles)
{
    private const ulong Seed = 20261123;
    private const int Count = 1500;

    [SkippableTheory]
    [InlineData(SqlDialect.TSql)]
    [InlineData(SqlDialect.PostgreSql)]
    [InlineData(SqlDialect.Sqlite)]
    [InlineData(SqlDialect.MySql)]
    public void Answer_HasTheEffectsThatTheOracleSees(SqlDialect dialect)
    {
        var oracle = oracles.For(dialect);
        var tally = new Tally(oracle);
        foreach (var text in Generated.Texts(dialect, Seed, Count))
            tally.Add(text);

        Assert.True(tally.Accepted > Count * 0.9, $"The grammar makes too much that is no SQL: {tally}");
        NoneOf(Verdict.Unsound, tally, oracle, dialect);
        NoneOf(Verdict.MissedRead, tally, oracle, dialect);
        Assert.True(tally.Share(Verdict.Exact) >= 0.99, Explain(tally, oracle, dialect));
        Assert.True(tally.Share(Verdict.Incomplete) <= 0.01, Explain(tally, oracle, dialect));
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
