namespace ImmutableGuard.Ledger;

/// <summary>Ends a verification at its first flaw.</summary>
internal sealed class FlawException(LedgerFlaw flaw, LedgerVerdict integrity, LedgerVerdict completeness) : Exception(flaw.ToString())
{
    public LedgerFlaw Flaw { get; } = flaw;

    public LedgerVerdict Integrity { get; } = integrity;

    public LedgerVerdict Completeness { get; } = completeness;

    /// <summary>A file says something else than it should.</summary>
    public static FlawException Altered(string file, long? index, string problem) =>
        new(new LedgerFlaw(file, index, problem), LedgerVerdict.Violated, LedgerVerdict.Unknown);

    /// <summary>Something is not there.</summary>
    public static FlawException Missing(string file, long? index, string problem) =>
        new(new LedgerFlaw(file, index, problem), LedgerVerdict.Unknown, LedgerVerdict.Violated);
}
