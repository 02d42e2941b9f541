using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImmutableGuard.Analyzers.Sites.Derived;

/// <summary>
/// The names that the code of one file calls, and in which methods: read once, however many compilations the file becomes part of,
/// so that an edit elsewhere costs nothing.
/// </summary>
internal sealed class TreeCalls
{
    private static readonly ConditionalWeakTable<SyntaxTree, TreeCalls> ByTree = new();

    private TreeCalls(SyntaxTree tree)
    {
        foreach (var member in tree.GetRoot().DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax))
        {
            // A base list may hold what a primary constructor hands on.
            if (member is not (MemberDeclarationSyntax or BaseListSyntax) || member is BaseNamespaceDeclarationSyntax or BaseTypeDeclarationSyntax)
                continue;
            var called = new HashSet<string>(StringComparer.Ordinal);
            foreach (var node in member.DescendantNodes())
            {
                if (node is not InvocationExpressionSyntax call || NameOf(call) is not { } name)
                    continue;
                called.Add(name.Identifier.ValueText);
                if (!Calls.TryGetValue(name.Identifier.ValueText, out var named))
                    Calls.Add(name.Identifier.ValueText, named = []);
                named.Add(name);
            }

            if (member is MethodDeclarationSyntax method)
                Methods.Add((method.Identifier.ValueText, method, called));
        }
    }

    /// <summary>The calls by the name of what is called.</summary>
    public Dictionary<string, List<SimpleNameSyntax>> Calls { get; } = new(StringComparer.Ordinal);

    /// <summary>The methods, with the names that each calls, those in its lambdas and local functions among them.</summary>
    public List<(string Name, MethodDeclarationSyntax Declaration, HashSet<string> Called)> Methods { get; } = [];

    public static TreeCalls Of(SyntaxTree tree) => ByTree.GetValue(tree, key => new(key));

    /// <summary>The name of what is called; null where that has none.</summary>
    public static SimpleNameSyntax? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        SimpleNameSyntax name => name,
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => null,
    };
}
