using ImmutableGuard.Sinks;
using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Sites;

/// <summary>
/// The catalogue's types that a compilation can reach. They are looked up by namespace from the root: most libraries aren't
/// referenced, and one missing namespace answers for all types in it. Asking the compilation for each type asks each reference.
/// </summary>
internal static class ReferencedTypes
{
    /// <summary>The types by their metadata names; several where several references, or the compilation itself, declare one.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<INamedTypeSymbol>> Of(SinkCatalogue catalogue, Compilation compilation)
    {
        var found = new Dictionary<string, IReadOnlyList<INamedTypeSymbol>>(StringComparer.Ordinal);
        var spaces = new Dictionary<string, INamespaceSymbol?>(StringComparer.Ordinal) { [""] = compilation.GlobalNamespace };
        foreach (var name in catalogue.Types)
        {
            var nested = name.IndexOf('+');
            var dot = name.LastIndexOf('.', (nested < 0 ? name.Length : nested) - 1);
            if (Space(dot < 0 ? "" : name.Substring(0, dot), spaces) is not { } space)
                continue;
            IEnumerable<INamespaceOrTypeSymbol> containers = [space];
            foreach (var part in name.Substring(dot + 1).Split('+'))
                containers = [.. containers.SelectMany(container => Members(container, part))];
            if (containers.Cast<INamedTypeSymbol>().ToList() is { Count: > 0 } types)
                found.Add(name, types);
        }

        return found;
    }

    private static INamespaceSymbol? Space(string name, Dictionary<string, INamespaceSymbol?> known)
    {
        if (known.TryGetValue(name, out var space))
            return space;
        var dot = name.LastIndexOf('.');
        space = Space(dot < 0 ? "" : name.Substring(0, dot), known)?
            .GetMembers(name.Substring(dot + 1)).OfType<INamespaceSymbol>().FirstOrDefault();
        known.Add(name, space);
        return space;
    }

    private static IEnumerable<INamedTypeSymbol> Members(INamespaceOrTypeSymbol container, string metadataName)
    {
        var mark = metadataName.IndexOf('`');
        return mark < 0
            ? container.GetTypeMembers(metadataName, 0)
            : container.GetTypeMembers(metadataName.Substring(0, mark), int.Parse(metadataName.Substring(mark + 1), System.Globalization.CultureInfo.InvariantCulture));
    }
}
