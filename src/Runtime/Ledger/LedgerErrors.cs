namespace ImmutableGuard.Ledger;

/// <summary>The ids of what can go wrong with a ledger.</summary>
public static class LedgerErrors
{
    /// <summary>The ledger can't be read or written: permissions, a full or failing disk.</summary>
    public const string Unavailable = "IG4001";

    /// <summary>The files are not a ledger, or not in a state in which the ledger ever leaves them.</summary>
    public const string Corrupted = "IG4002";

    /// <summary>Another process, or another part of this one, writes to the ledger.</summary>
    public const string InUse = "IG4003";
}
