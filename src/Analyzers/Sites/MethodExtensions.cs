using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites;

/// <summary>What a method is, apart from how it is called.</summary>
internal static class MethodExtensions
{
    /// <summary>The method as it is declared: not reduced, not constructed, and of a partial one the part that calls refer to.</summary>
    public static IMethodSymbol Definition(this IMethodSymbol method) => (method.ReducedFrom ?? method).OriginalDefinition is var definition && definition.PartialDefinitionPart is { } part ? part : definition;

    /// <summary>The part of a declared method that has the code: of a partial one the other.</summary>
    public static IMethodSymbol Implementation(this IMethodSymbol method) => method.PartialImplementationPart ?? method;

    /// <inheritdoc cref="Definition(IMethodSymbol)"/>
    public static IMethodSymbol Definition(this IInvocationOperation call) => call.TargetMethod.Definition();

    /// <summary>The name that calls and declarations spell: without the interface that a method implements explicitly.</summary>
    public static string PlainName(this IMethodSymbol method) =>
        method.MethodKind == MethodKind.ExplicitInterfaceImplementation && method.ExplicitInterfaceImplementations is [var implemented, ..] ? implemented.Name : method.Name;

    /// <summary>The type parameters of the method and of all types around it, from the outside to the inside.</summary>
    public static IReadOnlyList<ITypeParameterSymbol> AllTypeParameters(this IMethodSymbol method)
    {
        var parameters = method.TypeParameters;
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
            parameters = parameters.InsertRange(0, type.TypeParameters);
        return parameters;
    }
}
