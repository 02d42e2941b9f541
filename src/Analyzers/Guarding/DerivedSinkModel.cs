using ImmutableGuard.Manifests;

namespace ImmutableGuard.Analyzers.Guarding;

/// <summary>A derived sink, compared by everything it says.</summary>
internal sealed class DerivedSinkModel(DerivedSink sink) : IEquatable<DerivedSinkModel>
{
    public DerivedSink Sink { get; } = sink;

    public bool Equals(DerivedSinkModel? other) => other is not null && Sink.Id == other.Sink.Id && Sink.Accesses.SequenceEqual(other.Sink.Accesses);

    public override bool Equals(object? obj) => Equals(obj as DerivedSinkModel);

    public override int GetHashCode() => Sink.Id.GetHashCode();
}
