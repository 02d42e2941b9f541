using System.Collections.Concurrent;

namespace ImmutableGuard.Analyzers.Sites.Earlier;

/// <summary>Answers that are given once for each question, and again to whoever asks the same: with what they were read from.</summary>
/// <param name="comparer">Tells questions from each other.</param>
internal sealed class Remembered<TQuestion, TAnswer>(IEqualityComparer<TQuestion> comparer)
    where TQuestion : notnull
{
    private readonly ConcurrentDictionary<TQuestion, (TAnswer Answer, Readings Readings)> known = new(comparer);

    /// <summary>The answer to a question.</summary>
    public TAnswer Of(TQuestion question, Func<TQuestion, TAnswer> find) => Of(question, find, out _);

    /// <summary>The answer to a question, and what it was read from.</summary>
    public TAnswer Of(TQuestion question, Func<TQuestion, TAnswer> find, out Readings readings)
    {
        if (known.TryGetValue(question, out var again))
        {
            Readings.Add(readings = again.Readings);
            return again.Answer;
        }

        var answer = Readings.Of(() => find(question), out readings);
        (answer, readings) = known.GetOrAdd(question, (answer, readings));
        return answer;
    }
}
