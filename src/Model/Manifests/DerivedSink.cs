namespace ImmutableGuard.Manifests;

/// <summary>A method that passes on to a sink what its callers give it, so that a call of it is an access by the caller.</summary>
/// <param name="Id">The method's documentation-comment id; an interface's or a base's stands for what implements or overrides it.</param>
/// <param name="Accesses">What a call of it does, with what its callers give left open; never empty.</param>
public sealed record DerivedSink(string Id, IReadOnlyList<PassedAccess> Accesses);

/// <summary>
/// One access of a derived sink. In its texts <c>{name}</c> stands for the value of a parameter, and <c>{typeof:T}</c> for the name
/// of a type that a type parameter is; a brace that means itself stands twice. Without text and resource nobody can tell what it does.
/// </summary>
public sealed record PassedAccess
{
    /// <summary>The sink that is reached in the end, as the catalogue names it: a documentation-comment id without parameters.</summary>
    public required string Sink { get; init; }

    /// <summary>The member that the sink's call is in: a sanction that is granted to it covers the access for all callers.</summary>
    public required string Member { get; init; }

    /// <summary>The SQL text, or a routine's or table's name; null where the sink carries no text.</summary>
    public string? Text { get; init; }

    /// <summary>
    /// How the text is meant, as the number of a <c>CommandType</c> (1 SQL, 4 a stored routine, 512 a table) or <c>{name}</c> of the
    /// parameter that says so; null where there is no text.
    /// </summary>
    public string? CommandType { get; init; }

    /// <summary>The text's dialect as <see cref="Sql.SqlDialects"/> names it; null where there is no text, or it isn't known.</summary>
    public string? Dialect { get; init; }

    /// <summary>
    /// <c>{name}</c> of the parameter that is the HTTP method, or the request that has it, which says what is done; empty where that isn't known. Null where the
    /// operation is the one that is named.
    /// </summary>
    public string? Verb { get; init; }

    /// <summary>What is done; <see cref="Operation.None"/> where the text says that, and <see cref="Operation.Unknown"/> where an HTTP method does.</summary>
    public Operation Operation { get; init; }

    /// <summary>
    /// What it is done to: <c>kind:name</c>, or <c>sql:{entity:T}</c> for the table of the entity that a type parameter is, or that
    /// a parameter is given, <c>sql:{entity:T|name|schema}</c> where other parameters may name another; null where the text says that.
    /// </summary>
    public string? Resource { get; init; }

    /// <summary>Whether a delete or update is limited.</summary>
    public bool Bounded { get; init; } = true;

    /// <summary>
    /// <c>{name}</c> of the parameter that limits it where what is given for that does: a condition, or a function that filters a query. Null where
    /// <see cref="Bounded"/> says all.
    /// </summary>
    public string? LimitedBy { get; init; }

    /// <summary>Whether a schema change takes the data with it.</summary>
    public bool Drops { get; init; }
}
