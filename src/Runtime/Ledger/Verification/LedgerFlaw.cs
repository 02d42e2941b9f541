namespace ImmutableGuard.Ledger;

/// <summary>The first place where a ledger isn't as it should be.</summary>
/// <param name="File">The file, relative to the ledger's directory, with forward slashes.</param>
/// <param name="Index">The first record it concerns, from 0; null where it concerns no particular one.</param>
/// <param name="Problem">What is wrong there, as a clause without a full stop.</param>
public sealed record LedgerFlaw(string File, long? Index, string Problem)
{
    /// <summary>The flaw as messages show it.</summary>
    public override string ToString() => Index is { } index ? $"{File} (record {index}): {Problem}" : $"{File}: {Problem}";
}
