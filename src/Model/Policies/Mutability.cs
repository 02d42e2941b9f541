namespace ImmutableGuard.Policies;

/// <summary>What may become of a resource's data once it is there.</summary>
public enum Mutability
{
    /// <summary>The policy's defaults and sanctions decide.</summary>
    Sanctioned,

    /// <summary>Data is only added; no sanction can allow an update, a delete, a truncate or a drop.</summary>
    AppendOnly,

    /// <summary>Anybody may change it: caches, temporary files.</summary>
    Free,
}
