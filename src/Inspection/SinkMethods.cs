using ImmutableGuard.Sinks;

namespace ImmutableGuard.Inspection;

/// <summary>Tells of a method in metadata which sinks it may be, by its declaring type's ancestors, its name and its parameters.</summary>
internal sealed class SinkMethods(SinkCatalogue catalogue, TypeGraph types)
{
    private readonly Dictionary<string, ISet<string>> ancestors = new(StringComparer.Ordinal);

    /// <summary>The sinks a method may be, in the catalogue's order; none for most.</summary>
    public IReadOnlyList<Sink> Find(CalledMethod method)
    {
        // Whatever derives from the type calls its own constructor, and that this one.
        if (method.Name == ".ctor")
            return [.. catalogue.Named(Sink.Constructor).Where(sink => sink.Type == method.Type && HasParametersOf(method, sink))];
        if (!catalogue.HasName(method.Name))
            return [];
        if (!ancestors.TryGetValue(method.Type, out var known))
            ancestors[method.Type] = known = types.SelfAndAncestors(method.Type);
        return [.. catalogue.Named(method.Name).Where(sink => known.Contains(sink.Type) && HasParametersOf(method, sink))];
    }

    private static bool HasParametersOf(CalledMethod method, Sink sink) =>
        (sink.Parameters is null || sink.Parameters == method.ParameterList())
        && (sink.Switch is null || method.Parameters.Contains(sink.SwitchType));
}
