namespace ImmutableGuard.Policies;

/// <summary>The names modes have in policies, manifests and messages.</summary>
public static class PolicyModeNames
{
    /// <summary>The name of a mode, in lower case.</summary>
    public static string ToName(this PolicyMode mode) => mode switch
    {
        PolicyMode.Observe => "observe",
        PolicyMode.Ratchet => "ratchet",
        _ => "enforce",
    };
}
