using ImmutableGuard.Sinks;

namespace ImmutableGuard.Inspection;

/// <summary>Tells of a method in metadata whether it is a sink, by its declaring type's ancestors and its name.</summary>
internal sealed class SinkMethods(TypeGraph types)
{
    private readonly Dictionary<(string Type, string Method), Sink?> known = [];

    /// <summary>The sink a method is; null where it is none.</summary>
    /// <param name="type">The full metadata name of the declaring type.</param>
    /// <param name="method">The method's name.</param>
    public Sink? Find(string type, string method)
    {
        var candidates = SinkCatalogue.Embedded.Named(method);
        if (!candidates.Any())
            return null;
        if (known.TryGetValue((type, method), out var found))
            return found;
        var ancestors = types.SelfAndAncestors(type);
        return known[(type, method)] = candidates.FirstOrDefault(sink => ancestors.Contains(sink.Type));
    }
}
