using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Sites.Mapping;

/// <summary>What the properties of entities refer to.</summary>
internal static class Navigations
{
    /// <summary>The class that a property refers to, alone or by a collection; null where it refers to none.</summary>
    public static INamedTypeSymbol? Target(IPropertySymbol property) =>
        Element(property.Type) ?? (property.Type is INamedTypeSymbol { TypeKind: TypeKind.Class, SpecialType: SpecialType.None } type && !IsSequence(type) ? type : null);

    /// <summary>The class whose objects a collection holds; null where the type is no collection of a class.</summary>
    public static INamedTypeSymbol? Element(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeArguments: [INamedTypeSymbol { TypeKind: TypeKind.Class, SpecialType: SpecialType.None } element] } sequence && IsSequence(sequence) ? element : null;

    private static bool IsSequence(INamedTypeSymbol type) =>
        type.AllInterfaces.Append(type).Any(candidate => candidate.SpecialType == SpecialType.System_Collections_IEnumerable);
}
