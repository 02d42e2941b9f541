using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImmutableGuard.Analyzers.Sites.Mapping;

/// <summary>The places of one file that may say something of tables; found once for each version of the file.</summary>
internal sealed class MappingSyntax
{
    private static readonly ConditionalWeakTable<SyntaxTree, MappingSyntax> ByTree = new();

    private MappingSyntax(IReadOnlyList<PropertyDeclarationSyntax> sets, IReadOnlyList<InvocationExpressionSyntax> configurations) =>
        (Sets, Configurations) = (sets, configurations);

    /// <summary>The properties of a type that is called <c>DbSet</c>.</summary>
    public IReadOnlyList<PropertyDeclarationSyntax> Sets { get; }

    /// <summary>The calls that name a table.</summary>
    public IReadOnlyList<InvocationExpressionSyntax> Configurations { get; }

    public bool IsEmpty => Sets.Count == 0 && Configurations.Count == 0;

    public static MappingSyntax Of(SyntaxTree tree) => ByTree.GetValue(tree, Find);

    private static MappingSyntax Find(SyntaxTree tree)
    {
        // Most files say nothing of tables, and looking at the text is far cheaper than at every node.
        var text = tree.GetText().ToString();
        if (text.IndexOf("DbSet", StringComparison.Ordinal) < 0 && text.IndexOf("ToTable", StringComparison.Ordinal) < 0
            && text.IndexOf("SetTableName", StringComparison.Ordinal) < 0)
            return new([], []);
        var sets = new List<PropertyDeclarationSyntax>();
        var configurations = new List<InvocationExpressionSyntax>();
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            if (node is PropertyDeclarationSyntax property && property.Type.DescendantNodesAndSelf().OfType<GenericNameSyntax>().Any(name => name.Identifier.ValueText == "DbSet"))
                sets.Add(property);
            else if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToTable" or "SetTableName" } } call)
                configurations.Add(call);
        }

        return new(sets, configurations);
    }
}
