using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ImmutableGuard.Sinks;
using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Sites;

/// <summary>
/// The catalogue's types that a compilation can reach. They are looked up by namespace from the root: most libraries aren't
/// referenced, and one missing namespace answers for all types in it. Asking the compilation for each type asks each reference.
/// </summary>
internal static class ReferencedTypes
{
    // Of one set of references; the projects of a solution have each their own, on the same first one.
    private const int MostKnown = 20;

    // After an edit the references are the same, and they are most of what is to be looked at.
    private static readonly ConditionalWeakTable<IAssemblySymbol, List<(SinkCatalogue Catalogue, ImmutableArray<IAssemblySymbol> References, ILookup<string, INamedTypeSymbol> Types)>> Known = new();

    /// <summary>The types by their metadata names; several where several references, or the compilation itself, declare one.</summary>
    public static ILookup<string, INamedTypeSymbol> Of(SinkCatalogue catalogue, Compilation compilation)
    {
        var references = compilation.SourceModule.ReferencedAssemblySymbols;
        if (references.IsEmpty)
            return In(compilation.GlobalNamespace, catalogue).ToLookup(found => found.Name, found => found.Type, StringComparer.Ordinal);
        var known = Known.GetOrCreateValue(references[0]);
        lock (known)
            foreach (var (forCatalogue, forReferences, types) in known)
                if (forCatalogue == catalogue && forReferences.Length == references.Length && IsSame(forReferences, references))
                    return In(compilation.Assembly.GlobalNamespace, catalogue).ToList() is { Count: > 0 } own
                        ? types.SelectMany(type => type, (type, symbol) => (Name: type.Key, Type: symbol)).Concat(own).ToLookup(found => found.Name, found => found.Type, StringComparer.Ordinal)
                        : types;
        var all = In(compilation.GlobalNamespace, catalogue).ToList();
        var others = all.Where(found => !SymbolEqualityComparer.Default.Equals(found.Type.ContainingAssembly, compilation.Assembly))
            .ToLookup(found => found.Name, found => found.Type, StringComparer.Ordinal);
        lock (known)
        {
            if (known.Count >= MostKnown)
                known.RemoveAt(0);
            known.Add((catalogue, references, others));
        }

        return all.Count == others.Sum(type => type.Count()) ? others : all.ToLookup(found => found.Name, found => found.Type, StringComparer.Ordinal);
    }

    private static bool IsSame(ImmutableArray<IAssemblySymbol> some, ImmutableArray<IAssemblySymbol> others)
    {
        for (var i = 0; i < some.Length; i++)
            if (!SymbolEqualityComparer.Default.Equals(some[i], others[i]))
                return false;
        return true;
    }

    private static IEnumerable<(string Name, INamedTypeSymbol Type)> In(INamespaceSymbol root, SinkCatalogue catalogue)
    {
        var spaces = new Dictionary<string, INamespaceSymbol?>(StringComparer.Ordinal) { [""] = root };
        foreach (var name in catalogue.Types)
        {
            var nested = name.IndexOf('+');
            var dot = name.LastIndexOf('.', (nested < 0 ? name.Length : nested) - 1);
            if (Space(dot < 0 ? "" : name.Substring(0, dot), spaces) is not { } space)
                continue;
            IEnumerable<INamespaceOrTypeSymbol> containers = [space];
            foreach (var part in name.Substring(dot + 1).Split('+'))
                containers = [.. containers.SelectMany(container => Members(container, part))];
            foreach (var type in containers)
                yield return (name, (INamedTypeSymbol)type);
        }
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
