namespace ImmutableGuard.Sql.Parsing;

/// <summary>What stands in a FROM clause, or where a statement's target stands.</summary>
internal struct Source
{
    /// <summary>Its name; of a derived table the opening bracket.</summary>
    public Name Name;

    /// <summary>The token of its alias, or -1.</summary>
    public int Alias;

    public SourceKind Kind;

    /// <summary>The statement changes it, so that it isn't listed as read.</summary>
    public bool IsTarget;
}

internal enum SourceKind : byte
{
    Table,
    Temporary,
    Cte,
    Derived,
    Function,
}
