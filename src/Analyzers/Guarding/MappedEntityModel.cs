using ImmutableGuard.Manifests;

namespace ImmutableGuard.Analyzers.Guarding;

/// <summary>An entity with its tables, compared by everything it says.</summary>
internal sealed class MappedEntityModel(MappedEntity entity) : IEquatable<MappedEntityModel>
{
    public MappedEntity Entity { get; } = entity;

    public bool Equals(MappedEntityModel? other) => other is not null && Entity.Type == other.Entity.Type && Entity.Tables.SequenceEqual(other.Entity.Tables);

    public override bool Equals(object? obj) => Equals(obj as MappedEntityModel);

    public override int GetHashCode() => Entity.Type.GetHashCode();
}
