using System.Collections.Immutable;
using ImmutableGuard.Sinks;
using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Sites;

/// <summary>The catalogue as one compilation sees it: only the sinks whose types it references.</summary>
internal sealed class KnownSinks
{
    private readonly ImmutableDictionary<string, ImmutableArray<(Sink Sink, INamedTypeSymbol Type)>> byMethod;

    private KnownSinks(ImmutableDictionary<string, ImmutableArray<(Sink, INamedTypeSymbol)>> byMethod) => this.byMethod = byMethod;

    /// <summary>The catalogue's sinks that a compilation can reach; null where there is none, and so nothing to look for.</summary>
    public static KnownSinks? In(Compilation compilation)
    {
        var catalogue = SinkCatalogue.Embedded;
        var types = new Dictionary<string, INamedTypeSymbol>(StringComparer.Ordinal);
        foreach (var name in catalogue.Types)
            if (compilation.GetTypesByMetadataName(name) is [var type, ..])
                types.Add(name, type);
        if (types.Count == 0)
            return null;
        return new(catalogue.All
            .Where(sink => types.ContainsKey(sink.Type))
            .GroupBy(sink => sink.Method, StringComparer.Ordinal)
            .ToImmutableDictionary(
                group => group.Key, group => group.Select(sink => (sink, types[sink.Type])).ToImmutableArray(), StringComparer.Ordinal));
    }

    /// <summary>Whether a sink has the name.</summary>
    public bool HasName(string method) => byMethod.ContainsKey(method);

    /// <summary>
    /// The sink a method, as it is declared, is; null where it is none. A method counts where its type is, derives from or implements the sink's
    /// type and it has the sink's name: providers override, implement and hide (<c>new</c>) at will.
    /// </summary>
    public Sink? Find(IMethodSymbol method)
    {
        if (!byMethod.TryGetValue(method.Name, out var candidates))
            return null;
        foreach (var (sink, type) in candidates)
            if (IsOrInherits(method.ContainingType, type) && HasWhatTheSinkNeeds(method, sink))
                return sink;
        return null;
    }

    private static bool IsOrInherits(INamedTypeSymbol? type, INamedTypeSymbol sinkType)
    {
        if (sinkType.TypeKind == TypeKind.Interface && type is not null)
            return Same(type, sinkType) || type.AllInterfaces.Any(candidate => Same(candidate, sinkType));
        for (; type is not null; type = type.BaseType)
            if (Same(type, sinkType))
                return true;
        return false;
    }

    private static bool Same(INamedTypeSymbol left, INamedTypeSymbol right) =>
        SymbolEqualityComparer.Default.Equals(left.OriginalDefinition, right);

    private static bool HasWhatTheSinkNeeds(IMethodSymbol method, Sink sink) =>
        sink.Parameters is null
        || sink.Parameters == string.Join(",", method.Parameters.Select(parameter => parameter.Type.ToDisplayString()));
}
