namespace ImmutableGuard.Ledger;

/// <summary>
/// What is known of a ledger from outside it: from an earlier checkpoint kept elsewhere, for example. A ledger that is cut at
/// its end, or wholly written anew, is sound in itself; only this tells.
/// </summary>
public sealed record LedgerExpectation
{
    /// <summary>The ledger's name; null where it isn't known. A changed name is found by nothing else until checkpoints are signed.</summary>
    public string? Origin { get; init; }

    /// <summary>How many records it held at least; null where that isn't known.</summary>
    public long? Size { get; init; }

    /// <summary>The root over its first <see cref="Size"/> records, in base64; null where it isn't known.</summary>
    public string? Root { get; init; }
}
