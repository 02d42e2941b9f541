namespace ImmutableGuard.Ledger;

/// <summary>What a verification says to one question.</summary>
public enum LedgerVerdict
{
    /// <summary>It couldn't be found out: nothing to compare with, or an earlier flaw stands in the way.</summary>
    Unknown,

    /// <summary>It holds.</summary>
    Holds,

    /// <summary>It doesn't hold; <see cref="LedgerVerification.Flaw"/> says where.</summary>
    Violated,
}
