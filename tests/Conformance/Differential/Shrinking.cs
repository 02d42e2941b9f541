using ImmutableGuard.Conformance.Corpus;
using ImmutableGuard.Conformance.Oracles;
using ImmutableGuard.Sql;

namespace ImmutableGuard.Conformance.Differential;

/// <summary>Makes the text of a difference as short as it can be.</summary>
internal static class Shrinking
{
    /// <summary>Leaves out words as long as the oracle accepts what is left and the verdict stays.</summary>
    public static Difference Shrink(this Difference difference, IOracle oracle, SqlDialect dialect)
    {
        var words = difference.Text.Split(' ').ToList();
        for (var length = words.Count / 2; length > 0; length /= 2)
        {
            for (var start = 0; start + length <= words.Count;)
            {
                var fewer = words[..start].Concat(words[(start + length)..]).ToList();
                if (Same(difference.Verdict, string.Join(' ', fewer), oracle, dialect) is { } smaller)
                    (words, difference) = (fewer, smaller);
                else
                    start++;
            }
        }

        return difference;
    }

    private static Difference? Same(Verdict verdict, string text, IOracle oracle, SqlDialect dialect)
    {
        var seen = oracle.Ask(text);
        var answer = SqlEffects.Of(text, dialect);
        return seen.Accepted && Verdicts.Of(answer, seen, oracle.Sees) == verdict ? new(verdict, text, answer, seen) : null;
    }
}
