namespace ImmutableGuard.Policies;

/// <summary>How far a service has climbed the ladder of adoption.</summary>
public enum PolicyMode
{
    /// <summary>Nothing is denied; every access without a sanction is reported loudly. The mode without a policy file.</summary>
    Observe,

    /// <summary>What <c>access.lock.json</c> lists is tolerated, anything new fails.</summary>
    Ratchet,

    /// <summary>Every access that needs a sanction and has none is denied.</summary>
    Enforce,
}
