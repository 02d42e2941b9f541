using ImmutableGuard.Conformance.Oracles;

namespace ImmutableGuard.Conformance.Fuzzing;

/// <summary>A short fuzz run with a fixed seed; the long one is a target of <c>build</c>.</summary>
[Collection(OracleCollection.Name)]
public class AlmostSql(OracleFixture oracles)
{
    [SkippableFact]
    public void Text_that_is_almost_SQL_IsAnsweredAndSoundly()
    {
        var fuzz = new Fuzz([.. Oracle.Dialects.Select(oracles.For)], seed: 1);
        for (uint round = 0; round < 1500; round++)
            fuzz.Round(round);

        Assert.True(fuzz.Accepted > fuzz.Texts / 10, $"Only {fuzz.Accepted} of {fuzz.Texts} texts are SQL");
        Assert.True(fuzz.Failures.Count == 0, string.Join('\n', fuzz.Failures.Take(20)));
    }
}
