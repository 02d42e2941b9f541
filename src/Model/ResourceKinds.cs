namespace ImmutableGuard;

/// <summary>The kinds of resources.</summary>
public static class ResourceKinds
{
    /// <summary>The kinds that are known, as they stand in front of the colon of a resource.</summary>
    public static IReadOnlyList<string> All { get; } = ["sql", "mongo", "redis", "blob", "cosmos", "table", "queue", "http", "file"];
}
