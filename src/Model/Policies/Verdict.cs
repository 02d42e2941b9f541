namespace ImmutableGuard.Policies;

/// <summary>What the policy says of an access.</summary>
public enum Verdict
{
    /// <summary>It may be carried out, with or without a sanction.</summary>
    Allowed,

    /// <summary>It needs a sanction and no sanction covers it.</summary>
    Unsanctioned,

    /// <summary>A sanction covers it but has expired.</summary>
    Expired,

    /// <summary>The data is append-only, or the defaults deny the operation: no sanction can allow it.</summary>
    Forbidden,
}

/// <summary>The policy's answer to one access of one caller.</summary>
/// <param name="Verdict">The answer.</param>
/// <param name="Sanction">The sanction that allows it, or the expired one that would; null where none is needed or there.</param>
/// <param name="Effect">The first effect that isn't allowed; null where all are.</param>
public sealed record Decision(Verdict Verdict, Sanction? Sanction, Effect? Effect)
{
    /// <summary>Whether the access may be carried out.</summary>
    public bool IsAllowed => Verdict == Verdict.Allowed;

    /// <summary>
    /// Whether it may be carried out where no guard stands around it: allowed, and not by a sanction with a limit that only the guard can keep.
    /// </summary>
    public bool HoldsUnguarded => IsAllowed && Sanction is null or { Expires: null, MaxRows: null };
}
