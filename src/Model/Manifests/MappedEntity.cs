namespace ImmutableGuard.Manifests;

/// <summary>An entity that a context of the assembly keeps, or that it configures: other assemblies see its type, but not what the code says of its table.</summary>
/// <param name="Type">The type's documentation-comment id.</param>
/// <param name="Tables">The tables that removing or updating an entity touches, as resources name them without <c>sql:</c>; never empty.</param>
public sealed record MappedEntity(string Type, IReadOnlyList<string> Tables);
