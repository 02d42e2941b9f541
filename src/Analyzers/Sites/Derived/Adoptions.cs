using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Sites.Derived;

/// <summary>
/// The methods that implement an interface for a type that derives from theirs: <c>class Store : Base, IStore</c>, where
/// <c>Base</c> has never heard of <c>IStore</c>.
/// </summary>
internal sealed class Adoptions(Compilation compilation)
{
    private readonly Lazy<ILookup<string, Adoption>> byName = new(() => In(compilation.Assembly.GlobalNamespace).ToLookup(adoption => adoption.Implementation.Name, StringComparer.Ordinal));

    /// <summary>All of them.</summary>
    public IEnumerable<Adoption> All => byName.Value.SelectMany(same => same);

    /// <summary>Whom a method implements what for.</summary>
    public IEnumerable<Adoption> Of(IMethodSymbol method) =>
        method.MethodKind == MethodKind.Ordinary ? byName.Value[method.Name].Where(adoption => Same(adoption.Implementation, method)) : [];

    /// <summary>What implements a method of an interface in this way.</summary>
    public IEnumerable<Adoption> For(IMethodSymbol method) => byName.Value[method.Name].Where(adoption => Same(adoption.Method, method));

    private static IEnumerable<Adoption> In(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container is INamedTypeSymbol outer ? outer.GetTypeMembers() : container.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            foreach (var adoption in In(member))
                yield return adoption;
            if (member is not INamedTypeSymbol { TypeKind: TypeKind.Class, BaseType.SpecialType: SpecialType.None, Interfaces.IsEmpty: false } type)
                continue;
            foreach (var method in type.Interfaces.SelectMany(implemented => implemented.AllInterfaces.Add(implemented)).SelectMany(implemented => implemented.GetMembers()).OfType<IMethodSymbol>())
                if (type.FindImplementationForInterfaceMember(method) is IMethodSymbol { MethodKind: MethodKind.Ordinary } found && !Same(found.ContainingType, type) && found.ContainingType.TypeKind == TypeKind.Class)
                    yield return new(found.Definition(), method.OriginalDefinition, type);
        }
    }

    private static bool Same(ISymbol one, ISymbol other) => SymbolEqualityComparer.Default.Equals(one, other);
}

/// <summary>A method that implements another for a type that derives from its own.</summary>
/// <param name="Implementation">The method, as it is declared.</param>
/// <param name="Method">The interface's, as it is declared.</param>
/// <param name="By">The type.</param>
internal sealed record Adoption(IMethodSymbol Implementation, IMethodSymbol Method, INamedTypeSymbol By);
