using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImmutableGuard.Analyzers.Sites.Derived;

/// <summary>
/// The methods of one file with the names that they call: read once, however many compilations the file becomes part of, so that an
/// edit elsewhere costs nothing.
/// </summary>
internal static class TreeMethods
{
    private static readonly ConditionalWeakTable<SyntaxTree, IReadOnlyList<MethodCalls>> ByTree = new();

    /// <summary>The methods of a file.</summary>
    public static IReadOnlyList<MethodCalls> Of(SyntaxTree tree) => ByTree.GetValue(tree, Read);

    private static IReadOnlyList<MethodCalls> Read(SyntaxTree tree) =>
    [
        .. tree.GetRoot().DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
            .OfType<MethodDeclarationSyntax>()
            .Select(method => new MethodCalls(method.Identifier.ValueText, method,
                new(method.DescendantNodes().OfType<InvocationExpressionSyntax>().Select(NameOf).OfType<string>(), StringComparer.Ordinal))),
    ];

    /// <summary>The name of what is called; null where that has none.</summary>
    public static string? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        _ => null,
    };
}

/// <summary>A method's declaration.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Declaration">The declaration.</param>
/// <param name="Called">The names that it calls, those in its lambdas and local functions among them.</param>
internal sealed record MethodCalls(string Name, MethodDeclarationSyntax Declaration, HashSet<string> Called);
