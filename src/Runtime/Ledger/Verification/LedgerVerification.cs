namespace ImmutableGuard.Ledger;

/// <summary>What the verification of a ledger found.</summary>
public sealed record LedgerVerification
{
    /// <summary>The checkpoint; null where it is missing or can't be read.</summary>
    public Checkpoint? Checkpoint { get; init; }

    /// <summary>Whether every file says what follows from the records, and the records are those that were expected.</summary>
    public LedgerVerdict Integrity { get; init; }

    /// <summary>
    /// Whether no record is missing. Without an expected size this never holds: a ledger can't know that its end was cut off.
    /// </summary>
    public LedgerVerdict Completeness { get; init; }

    /// <summary>The first flaw; null where none was found.</summary>
    public LedgerFlaw? Flaw { get; init; }

    /// <summary>
    /// Records behind the checkpoint that one interrupted or unfinished commit left. They are sound, and become part of the
    /// ledger when it is next opened for writing.
    /// </summary>
    public int Uncommitted { get; init; }
}
