namespace ImmutableGuard.Conformance.Oracles;

/// <summary>What an oracle saw a text do.</summary>
/// <param name="Changes">What the text certainly does.</param>
/// <param name="Possible">What it may do besides, as far as the oracle can tell: neither missed nor too much in an answer.</param>
/// <param name="Rejection">Why the text is no SQL of this dialect; null where it is.</param>
/// <param name="Unfinished">Whether a rejected text may be the beginning of one that isn't.</param>
public sealed record Seen(IReadOnlySet<Change> Changes, IReadOnlySet<Change> Possible, string? Rejection = null, bool Unfinished = false)
{
    private static readonly HashSet<Change> None = [];

    /// <summary>Whether the text is SQL of this dialect.</summary>
    public bool Accepted => Rejection is null;

    /// <summary>
    /// The answer to a text that is SQL. A table that is changed is read for it, which is no effect of its own; that it is named a
    /// second time is more than an oracle tells.
    /// </summary>
    public static Seen Of(IEnumerable<Change> changes, IEnumerable<Change> possible)
    {
        var all = changes.ToHashSet();
        var changed = all.Where(change => change.Operation != Operation.Read).Select(change => change.Table).ToHashSet();
        var incidental = all.Where(change => change.Operation == Operation.Read && changed.Contains(change.Table)).ToHashSet();
        return new(all.Except(incidental).ToHashSet(), incidental.Union(possible).ToHashSet());
    }

    /// <summary>The answer to a text that is not SQL of this dialect.</summary>
    /// <param name="why">What the oracle says against it.</param>
    /// <param name="unfinished">Whether more text may mend it.</param>
    public static Seen Rejected(string why, bool unfinished) => new(None, None, why, unfinished);
}
