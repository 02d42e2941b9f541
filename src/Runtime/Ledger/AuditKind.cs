namespace ImmutableGuard.Ledger;

/// <summary>What an audit record tells.</summary>
public enum AuditKind
{
    /// <summary>A changing access is about to be carried out. Written before, so that no change goes unrecorded.</summary>
    Intent,

    /// <summary>The access of an intent was carried out.</summary>
    Completed,

    /// <summary>The access of an intent threw. What it changed before it did is not known.</summary>
    Failed,

    /// <summary>An access was refused.</summary>
    Denied,

    /// <summary>A guarded process began to write to the ledger.</summary>
    Started,

    /// <summary>A guarded process ended in an orderly way.</summary>
    Stopped,
}
