using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Sites.Derived;

/// <summary>What a method that is overridden or implemented stands for, in the terms of those who call it.</summary>
internal static class Implementations
{
    /// <summary>
    /// For each type parameter of an implementation, the type it is where the other method is called: the declaration's own type
    /// parameter, or a type that stands in the code. Null where the implementation isn't one of the method.
    /// </summary>
    /// <param name="implementation">The method that overrides or implements.</param>
    /// <param name="by">The type for which it does: its own, or one that derives from it.</param>
    /// <param name="method">The method that is overridden or implemented, as it is declared.</param>
    public static IReadOnlyList<ITypeSymbol?>? TypesOf(IMethodSymbol implementation, INamedTypeSymbol by, IMethodSymbol method)
    {
        if (Constructed(by, method.ContainingType) is not { } constructed || Constructed(by, implementation.ContainingType) is not { } own)
            return null;
        var (ofTypes, given) = (TypeParameters(method.ContainingType), TypeArguments(constructed));
        var (declared, owned) = (TypeParameters(implementation.ContainingType), TypeArguments(own));
        return [.. implementation.AllTypeParameters().Select(parameter => SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, implementation)
            ? parameter.Ordinal < method.TypeParameters.Length ? method.TypeParameters[parameter.Ordinal] : null
            : InDeclaration(parameter))];

        ITypeSymbol? InDeclaration(ITypeParameterSymbol parameter)
        {
            for (var at = 0; at < declared.Count; at++)
                if (SymbolEqualityComparer.Default.Equals(declared[at], parameter))
                    for (var i = 0; i < given.Count; i++)
                        if (SymbolEqualityComparer.Default.Equals(given[i], owned[at]))
                            return ofTypes[i];
            return null;
        }
    }

    /// <summary>Whether a call on a constructed type can reach what is implemented by another: that for customers isn't reached by a call for orders.</summary>
    public static bool CanBeReached(INamedTypeSymbol by, IMethodSymbol called)
    {
        var arguments = TypeArguments(called.ContainingType);
        return Ancestors(by)
            .Where(type => SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, called.ContainingType.OriginalDefinition))
            .Any(type => TypeArguments(type).Zip(arguments, (own, asked) =>
                own is ITypeParameterSymbol || asked is ITypeParameterSymbol || SymbolEqualityComparer.Default.Equals(own, asked)).All(fits => fits));
    }

    private static INamedTypeSymbol? Constructed(INamedTypeSymbol by, INamedTypeSymbol type) =>
        Ancestors(by).Prepend(by).FirstOrDefault(one => SymbolEqualityComparer.Default.Equals(one.OriginalDefinition, type.OriginalDefinition));

    private static IEnumerable<INamedTypeSymbol> Ancestors(INamedTypeSymbol type)
    {
        for (var above = type.BaseType; above is not null; above = above.BaseType)
            yield return above;
        foreach (var implemented in type.AllInterfaces)
            yield return implemented;
    }

    private static IReadOnlyList<ITypeParameterSymbol> TypeParameters(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? [.. TypeParameters(outer), .. type.OriginalDefinition.TypeParameters] : type.OriginalDefinition.TypeParameters;

    /// <summary>The type arguments of a type and of those around it, from the outside to the inside.</summary>
    public static IReadOnlyList<ITypeSymbol> TypeArguments(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? [.. TypeArguments(outer), .. type.TypeArguments] : type.TypeArguments;
}
