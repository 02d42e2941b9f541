using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Sites.Values;

/// <summary>The methods of a compilation that a virtual or interface call can run.</summary>
internal sealed class Overrides
{
    private static readonly ConditionalWeakTable<Compilation, Overrides> ByCompilation = new();

    private readonly ConcurrentDictionary<IMethodSymbol, IReadOnlyList<IMethodSymbol>> known = new(SymbolEqualityComparer.Default);
    private readonly Lazy<IReadOnlyList<INamedTypeSymbol>> types;

    private Overrides(Compilation compilation) => types = new(() => [.. TypesIn(compilation.Assembly.GlobalNamespace)]);

    /// <summary>The implementations in a compilation.</summary>
    public static Overrides In(Compilation compilation) => ByCompilation.GetValue(compilation, key => new(key));

    /// <summary>What a call of a method of this project can run here: itself unless it is abstract, what overrides it, what implements it.</summary>
    public IReadOnlyList<IMethodSymbol> Of(IMethodSymbol method) => known.GetOrAdd(method, Find);

    private IReadOnlyList<IMethodSymbol> Find(IMethodSymbol method)
    {
        var found = new List<IMethodSymbol>();
        if (!method.IsAbstract)
            found.Add(method);
        foreach (var type in types.Value.Where(type => type.TypeKind is TypeKind.Class or TypeKind.Struct))
        {
            if (method.ContainingType.TypeKind == TypeKind.Interface)
            {
                if (type.AllInterfaces.FirstOrDefault(candidate => Same(candidate.OriginalDefinition, method.ContainingType)) is { } implemented
                    && implemented.GetMembers(method.Name).FirstOrDefault(member => Same(member.OriginalDefinition, method)) is { } declared
                    && type.FindImplementationForInterfaceMember(declared) is IMethodSymbol implementation)
                    Add(implementation.OriginalDefinition);
            }
            else if (type.MemberNames.Contains((method.AssociatedSymbol ?? method).Name))
            {
                foreach (var member in type.GetMembers(method.Name).OfType<IMethodSymbol>())
                    for (var overridden = member.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
                        if (Same(overridden.OriginalDefinition, method))
                            Add(member);
            }
        }

        return found;

        void Add(IMethodSymbol implementation)
        {
            if (implementation.IsAbstract)
                return;
            if (!found.Contains(implementation, SymbolEqualityComparer.Default))
                found.Add(implementation);
            // What implements an interface may be overridden itself.
            if (method.ContainingType.TypeKind == TypeKind.Interface && implementation.IsVirtual)
                found.AddRange(Of(implementation).Where(other => !found.Contains(other, SymbolEqualityComparer.Default)));
        }
    }

    private static bool Same(ISymbol one, ISymbol other) => SymbolEqualityComparer.Default.Equals(one, other);

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol container)
    {
        // All members of a type are made for whoever asks for one of them; its types aren't.
        foreach (var member in container is INamedTypeSymbol outer ? outer.GetTypeMembers() : container.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol type)
                yield return type;
            foreach (var inner in TypesIn(member))
                yield return inner;
        }
    }
}
