using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImmutableGuard.Analyzers.Sites.Values;

/// <summary>What syntax alone tells of where a symbol can be used, so that less has to be bound.</summary>
internal static class SyntaxPlaces
{
    /// <summary>The declarations within which all uses of a symbol stand; null where it can be used anywhere.</summary>
    public static IReadOnlyList<SyntaxNode>? Scope(ISymbol symbol)
    {
        if (symbol is IMethodSymbol { MethodKind: MethodKind.LocalFunction })
            return symbol.DeclaringSyntaxReferences is [var declaration] && declaration.GetSyntax().Parent is { } block ? [block] : null;
        if (symbol is IParameterSymbol { ContainingType.DeclaringSyntaxReferences: { Length: > 0 } around })
            return [.. around.Select(type => type.GetSyntax())];
        for (ISymbol? part = symbol; part is not (null or INamespaceSymbol); part = part.ContainingSymbol)
            if (part.DeclaredAccessibility == Accessibility.Private && part.ContainingType is { DeclaringSyntaxReferences: { Length: > 0 } declarations })
                return [.. declarations.Select(type => type.GetSyntax())];
        return null;
    }

    /// <summary>Whether what a name stands for may get another value there, or be handed on by reference.</summary>
    /// <param name="name">The name.</param>
    /// <param name="isReference">Whether it is of a reference type: an extension method takes no receiver of those by reference.</param>
    public static bool MayBeWritten(SyntaxNode name, bool isReference)
    {
        var use = name.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == name => access,
            MemberBindingExpressionSyntax binding => binding,
            _ => name,
        };
        while (use.Parent is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression })
            use = use.Parent;
        return use.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == use,
            ArgumentSyntax argument => argument.RefKindKeyword.RawKind != 0 || argument.Parent is TupleExpressionSyntax,
            RefExpressionSyntax or PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax => true,
            MemberAccessExpressionSyntax or ConditionalAccessExpressionSyntax => !isReference,
            _ => false,
        };
    }
}
