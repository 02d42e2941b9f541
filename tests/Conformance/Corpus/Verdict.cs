using ImmutableGuard.Conformance.Oracles;

namespace ImmutableGuard.Conformance.Corpus;

/// <summary>How the classifier's answer stands to an oracle's.</summary>
public enum Verdict
{
    /// <summary>The same effects.</summary>
    Exact,

    /// <summary>The classifier says that it doesn't know all.</summary>
    Incomplete,

    /// <summary>A complete answer lists an effect that the oracle doesn't see.</summary>
    Excess,

    /// <summary>A complete answer lacks a read that the oracle sees.</summary>
    MissedRead,

    /// <summary>A complete answer lacks a change that the oracle sees.</summary>
    Unsound,
}

/// <summary>Compares a classifier's answer with an oracle's.</summary>
public static class Verdicts
{
    /// <summary>The verdict on <paramref name="answer"/>, over the operations that the oracle can see.</summary>
    public static Verdict Of(Effects answer, Seen seen, Operation sees)
    {
        if (!answer.Complete)
            return Verdict.Incomplete;
        var said = answer.Items.Where(effect => (effect.Operation & sees) != 0).Select(Change.Of).OfType<Change>().ToList();
        var missed = seen.Changes.Where(change => !said.Any(change.Is)).ToList();
        if (missed.Any(change => change.Operation != Operation.Read))
            return Verdict.Unsound;
        if (missed.Count > 0)
            return Verdict.MissedRead;
        return said.All(one => seen.Changes.Any(one.Is) || seen.Possible.Any(one.Is)) ? Verdict.Exact : Verdict.Excess;
    }
}
