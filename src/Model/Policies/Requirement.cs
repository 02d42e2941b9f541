namespace ImmutableGuard.Policies;

/// <summary>What the policy's <c>defaults</c> ask of an operation.</summary>
public enum Requirement
{
    /// <summary>Anybody may.</summary>
    Allow,

    /// <summary>A sanction is needed.</summary>
    Sanction,

    /// <summary>Nobody may, whatever the sanctions say.</summary>
    Deny,
}
