namespace ImmutableGuard;

/// <summary>What one access does to one resource.</summary>
/// <param name="Operation">Exactly one operation.</param>
/// <param name="Resource">The resource as <c>kind:name</c>, for example <c>sql:sales.orders</c>; <c>*</c> stands for any part that can't be told.</param>
/// <param name="Bounded">
/// For a delete or an update: whether a predicate really limits what it touches. Always true for other operations.
/// </param>
public sealed record Effect(Operation Operation, string Resource, bool Bounded = true)
{
    /// <summary>
    /// For a schema change: whether it takes the data with it (a table, schema or database is dropped). For an insert: whether it replaces all
    /// that is there, as a file is that is written anew. False by default.
    /// </summary>
    public bool Drops { get; init; }

    /// <summary>
    /// Whether another effect is nothing beyond this one: the same operation (or this one is <see cref="Operation.Unknown"/>, which
    /// may be any), on a resource that this one's covers, not unbounded where this one is bounded, and not
    /// dropping data where this one doesn't.
    /// </summary>
    public bool Includes(Effect other) =>
        (Operation == other.Operation && (other.Bounded || !Bounded) && (Drops || !other.Drops) || Operation == Operation.Unknown)
        && (Resource == other.Resource || Covers(other.Resource));

    private bool Covers(string resource)
    {
        // As an effect 'kind:*' is a name that can't be told, so any, whereas in a policy '*' stays within a segment of a path.
        var pattern = Resource.EndsWith(":*", StringComparison.Ordinal) ? Resource + "*" : Resource;
        try
        {
            return new ResourcePattern(pattern).Covers(resource);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>The effect as messages show it, for example <c>delete sql:orders (unbounded)</c>.</summary>
    public override string ToString() => $"{Operation.ToName()} {Resource}{(Bounded ? "" : " (unbounded)")}";
}
