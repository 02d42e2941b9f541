using CsCheck;
using ImmutableGuard.Conformance.Generators;
using ImmutableGuard.Sql;

namespace ImmutableGuard.Conformance.Effort;

/// <summary>Reading is linear in the length of the text, whatever stands in it: the steps it takes are counted, not the time.</summary>
public class Linear
{
    /// <summary>
    /// A text that isn't cut like any other takes 40 steps a character where it is hardest; one of unknown dialect is read by the
    /// rules of five.
    /// </summary>
    private const int MostSteps = 150;

    private const int Length = 40_000;
    private const int Climbs = 12;
    private const int StepsOfAClimb = 30;

    private static readonly SqlDialect[] Dialects = Enum.GetValues<SqlDialect>();

    public static TheoryData<string> Builds => new(CountedBuild.Builds.Keys);

    [Theory]
    [MemberData(nameof(Builds))]
    public void Repetition_of_a_few_words_TakesSoManyStepsPerCharacter(string build)
    {
        var counted = new CountedBuild(CountedBuild.Builds[build]);
        foreach (var dialect in Dialects)
            for (uint i = 0; i < Climbs; i++)
                Climb(counted, dialect, new Draw(new PCG(i, 20261125)));
    }

    /// <summary>Goes from a text to the next one that is harder to read.</summary>
    private static void Climb(CountedBuild counted, SqlDialect dialect, Draw draw)
    {
        var here = Repetition.Of(draw);
        var steps = Steps(counted, here, dialect, Length / 8);
        for (var i = 0; i < StepsOfAClimb; i++)
        {
            var next = here.Next(draw);
            var more = Steps(counted, next, dialect, Length / 8);
            if (more >= steps)
                (here, steps) = (next, more);
        }

        Assert.True(Steps(counted, here, dialect, Length) <= MostSteps, $"{dialect.ToName()}: {here}");
    }

    // Each was quadratic once.
    [Theory]
    [InlineData("", "CREATE INDEX i ", "")]
    [InlineData("", "COMMENT ON a ) ", "")]
    [InlineData("", "ADD ) ", "")]
    [InlineData("", "CREATE TABLE t AS SELECT 1 ", "")]
    [InlineData("", ".. ", "")]
    [InlineData("SELECT f(", "((", "\uFFFC,\uFFFC")]
    [InlineData("SELECT f((((", "\uFFFC,", "")]
    [InlineData("SELECT * FROM ", "f(a), (SELECT * FROM f(", "")]
    [InlineData("SELECT a", ".nextval", "")]
    [InlineData("", "SET QUOTED_IDENTIFIER OFF;", "")]
    [InlineData("", "(UPDATE t SET a = (", "")]
    [InlineData("", "DO ''\nGO\n", "")]
    public void Text_that_once_was_hard_to_read_TakesSoManyStepsPerCharacter(string front, string unit, string back)
    {
        foreach (var path in CountedBuild.Builds.Values)
        {
            var counted = new CountedBuild(path);
            foreach (var dialect in Dialects)
                Assert.True(Steps(counted, new Repetition(front, [unit], back), dialect, Length) <= MostSteps, dialect.ToName());
        }
    }

    /// <summary>Names that many statements ask for, and a long one that many change: the tables of one part make the other costly.</summary>
    [Theory]
    [InlineData("CREATE TEMP TABLE x§ (a int); ", "SELECT * FROM t, t, t, t; ")]
    [InlineData("WITH ", "x§ AS (SELECT 1), ", "y AS (SELECT 2) SELECT * FROM ", "t, ")]
    [InlineData("DELETE FROM t x USING ", "t x§, ", "u WHERE ", "y.a = 1 AND ")]
    [InlineData("PREPARE x§ AS SELECT 1; ", "EXECUTE t; ")]
    [InlineData("MERGE INTO t", "aaaaaaaaaaaaaaaa", " USING u ON a = b ", "WHEN MATCHED THEN DELETE WHEN MATCHED THEN UPDATE SET a = 1 ")]
    [InlineData("PREPARE p FROM '", "DELETE FROM t; ", "'; ", "EXECUTE p; ")]
    public void Names_that_are_asked_for_again_and_again_AreLookedForLinearly(params string[] parts)
    {
        var (front, first, middle, second) = parts.Length == 2 ? ("", parts[0], "", parts[1]) : (parts[0], parts[1], parts[2], parts[3]);
        var few = parts[1].Contains("aaa", StringComparison.Ordinal) || parts[1].StartsWith("DELETE", StringComparison.Ordinal) ? Length / 2 : 64 * first.Length;
        var text = new Repetition(front, [first], middle).Text(few) + new Repetition("", [second], "1").Text(Length);
        foreach (var path in CountedBuild.Builds.Values)
        {
            var counted = new CountedBuild(path);
            foreach (var dialect in Dialects)
                Assert.True(counted.Steps(text, dialect) <= MostSteps * (long)text.Length, dialect.ToName());
        }
    }

    private static long Steps(CountedBuild counted, Repetition repetition, SqlDialect dialect, int length)
    {
        var text = repetition.Text(length);
        return counted.Steps(text, dialect) / text.Length;
    }
}
