using ImmutableGuard.Conformance.Oracles;

namespace ImmutableGuard.Conformance.Corpus;

/// <summary>How the classifier's answer stands to an oracle's, over changes of rows.</summary>
public enum Verdict
{
    /// <summary>The same changes.</summary>
    Exact,

    /// <summary>The classifier says that it doesn't know all.</summary>
    Incomplete,

    /// <summary>A complete answer lists a change that the oracle doesn't see.</summary>
    Excess,

    /// <summary>A complete answer lacks a change that the oracle sees.</summary>
    Unsound,
}

/// <summary>Compares a classifier's answer with an oracle's.</summary>
public static class Verdicts
{
    private const Operation Rows = Operation.Insert | Operation.Update | Operation.Delete | Operation.Truncate;

    /// <summary>The verdict on <paramref name="answer"/>; an oracle's table <c>*</c> is any table.</summary>
    public static Verdict Of(Effects answer, IReadOnlySet<Write> oracle)
    {
        if (!answer.Complete)
            return Verdict.Incomplete;
        var said = answer.Items.Where(effect => (effect.Operation & Rows) != 0)
            .Select(effect => new Write(effect.Operation, LastName(effect.Resource))).ToHashSet();
        if (!oracle.All(seen => said.Any(one => Same(one, seen))))
            return Verdict.Unsound;
        return said.All(one => oracle.Any(seen => Same(one, seen))) ? Verdict.Exact : Verdict.Excess;
    }

    private static bool Same(Write one, Write other) =>
        one.Operation == other.Operation && (one.Table == other.Table || one.Table == "*" || other.Table == "*");

    private static string LastName(string resource) => resource[(resource.LastIndexOfAny(['.', ':']) + 1)..].ToLowerInvariant();
}
