using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Sites;

/// <summary>
/// Members of extension blocks (C# 14: <c>extension(DbConnection connection) { … }</c>). The block has no name; what is compiled, and what
/// people and files name, is a static method of the class around it.
/// </summary>
internal static class ExtensionMembers
{
    // Of the compilers that know such blocks; the one this is built with doesn't yet.
    private static readonly Func<IMethodSymbol, IMethodSymbol?>? Implementation =
        (Func<IMethodSymbol, IMethodSymbol?>?)typeof(IMethodSymbol).GetProperty("AssociatedExtensionImplementation")?.GetMethod?.CreateDelegate(typeof(Func<IMethodSymbol, IMethodSymbol?>));

    /// <summary>Whether a type is such a block.</summary>
    public static bool IsBlock(ITypeSymbol? type) => type is { TypeKind: TypeKind.Extension };

    /// <summary>The method that is compiled of a method; itself where that is no member of a block, or where it can't be told.</summary>
    public static IMethodSymbol Compiled(this IMethodSymbol method) =>
        IsBlock(method.ContainingType) && Implementation?.Invoke(method.OriginalDefinition) is { } compiled ? compiled : method;

    /// <summary>Whether a method is what is compiled of a block's member whose receiver became its first parameter.</summary>
    public static bool TakesReceiver(IMethodSymbol method) => method is { IsImplicitlyDeclared: true, IsExtensionMethod: true };

    /// <summary>The documentation-comment id by which people and files name a symbol; null where it has none.</summary>
    public static string? Id(this ISymbol symbol) => symbol switch
    {
        IMethodSymbol method => method.Compiled().GetDocumentationCommentId(),
        IPropertySymbol { GetMethod: { } getter } property when IsBlock(property.ContainingType) => getter.Compiled().GetDocumentationCommentId(),
        IPropertySymbol { SetMethod: { } setter } property when IsBlock(property.ContainingType) => setter.Compiled().GetDocumentationCommentId(),
        _ => symbol.GetDocumentationCommentId(),
    };
}
