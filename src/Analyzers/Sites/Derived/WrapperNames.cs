using System.Collections.Concurrent;
using ImmutableGuard.Analyzers.Sites.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImmutableGuard.Analyzers.Sites.Derived;

/// <summary>
/// The names that derived sinks may have: those of methods that call a sink, or something by one of these names. Files
/// are looked at by their texts first; most of a project never comes near a sink, and no tree of it is made for this.
/// </summary>
internal sealed class WrapperNames
{
    private const int MostKept = 16;

    // An edit seldom changes the names, so that the places in all files but one still hold.
    private static readonly ConcurrentDictionary<string, NamedUses> Kept = new(StringComparer.Ordinal);

    private readonly HashSet<string> names;
    private readonly HashSet<SyntaxTree> trees = [];
    private readonly NamedUses uses;

    /// <summary>Finds the names.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="known">The names of derived sinks of other assemblies.</param>
    /// <param name="sinks">The places of the catalogue's names.</param>
    /// <param name="isSink">Whether a name is that of a sink whose type is referenced.</param>
    /// <param name="isSinkCall">Whether a name calls a sink.</param>
    public WrapperNames(Compilation compilation, IEnumerable<string> known, NamedUses sinks, Func<string, bool> isSink, Func<SimpleNameSyntax, bool> isSinkCall)
    {
        names = new(known, StringComparer.Ordinal);
        var left = compilation.SyntaxTrees.ToList();
        var candidates = new List<MethodCalls>();
        Take(tree => sinks.PlacesIn(tree).Any(place => isSink(place.Name)));
        // By names alone nearly every method would count: those of sinks are too common to begin with.
        foreach (var call in trees.SelectMany(tree => sinks.In(tree, isSink, default)))
            if (call.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } around && !names.Contains(around.Identifier.ValueText) && CanPassOn(around) && isSinkCall(call))
                names.Add(around.Identifier.ValueText);
        while (true)
        {
            for (var before = -1; before != names.Count;)
            {
                before = names.Count;
                candidates.RemoveAll(method => names.Contains(method.Name) || method.Called.Overlaps(names) && names.Add(method.Name));
            }

            uses = Uses();
            if (!Take(tree => uses.PlacesIn(tree).Count > 0))
                return;
        }

        bool Take(Func<SyntaxTree, bool> isMeant)
        {
            var taken = left.Where(isMeant).ToList();
            foreach (var tree in taken)
            {
                trees.Add(tree);
                candidates.AddRange(TreeMethods.Of(tree).Where(method => CanPassOn(method.Declaration)));
            }

            left.RemoveAll(trees.Contains);
            return taken.Count > 0;
        }
    }

    /// <summary>Whether a method of this name may be a derived sink.</summary>
    public bool Contains(string name) => names.Contains(name);

    /// <summary>The names in a file that may call or hand out a derived sink.</summary>
    public IEnumerable<SimpleNameSyntax> In(SyntaxTree tree, CancellationToken cancellation) => uses.In(tree, names.Contains, cancellation);

    /// <summary>The methods of such a name.</summary>
    public IEnumerable<MethodDeclarationSyntax> Methods(Func<string, bool> isMeant) =>
        trees.SelectMany(TreeMethods.Of).Where(method => isMeant(method.Name)).Select(method => method.Declaration);

    private NamedUses Uses()
    {
        if (Kept.Count > MostKept)
            Kept.Clear();
        return Kept.GetOrAdd(string.Join(" ", names.OrderBy(name => name, StringComparer.Ordinal)), _ => new(new(names)));
    }

    /// <summary>Whether a method is given anything: a value, or a type.</summary>
    private static bool CanPassOn(MethodDeclarationSyntax method) =>
        method.ParameterList.Parameters.Count > 0 || method.TypeParameterList is not null
        || method.Ancestors().OfType<TypeDeclarationSyntax>().Any(type => type.TypeParameterList is not null);
}
