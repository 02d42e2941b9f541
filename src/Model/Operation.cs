namespace ImmutableGuard;

/// <summary>What a data access does. Values combine as flags where a set is meant, as in a sanction; an effect has exactly one.</summary>
[Flags]
public enum Operation
{
    /// <summary>No operation: the empty set.</summary>
    None = 0,

    /// <summary>Data is read.</summary>
    Read = 1,

    /// <summary>Data is added; nothing that existed changes.</summary>
    Insert = 2,

    /// <summary>Existing data changes.</summary>
    Update = 4,

    /// <summary>Existing data is removed, row by row or object by object.</summary>
    Delete = 8,

    /// <summary>A whole table or container is emptied at once.</summary>
    Truncate = 16,

    /// <summary>Structure changes: create, alter, drop, rename, grant.</summary>
    Schema = 32,

    /// <summary>A stored routine runs; what it does can't be seen from the outside.</summary>
    Call = 64,

    /// <summary>The access can't be understood.</summary>
    Unknown = 128,
}
