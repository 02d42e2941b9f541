using System.Runtime.CompilerServices;
using ImmutableGuard.Analyzers.Sites.Mapping;
using ImmutableGuard.Analyzers.Sites.Names;
using ImmutableGuard.Analyzers.Sites.Values;
using ImmutableGuard.Policies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImmutableGuard.Analyzers.Policies;

/// <summary>
/// What <c>[AppendOnly]</c> on entity types says of their tables: on the types of this project, and on those of others that a
/// context of this project has a set of.
/// </summary>
internal static class AppendOnlyEntities
{
    private const string Attribute = "ImmutableGuard.AppendOnlyAttribute";
    private const string ShortName = "AppendOnly";

    private static readonly ConditionalWeakTable<SyntaxTree, IReadOnlyList<TypeDeclarationSyntax>> MarkedByTree = new();

    /// <summary>Whether a type, or one it derives from, is marked.</summary>
    public static bool Is(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
            if (type.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == Attribute))
                return true;
        return false;
    }

    /// <summary>The resources that the marks of a compilation stand for; none where it doesn't reference the attribute.</summary>
    public static IReadOnlyList<string> In(Compilation compilation, EntityTable tables)
    {
        if (compilation.GetTypesByMetadataName(Attribute).Length == 0)
            return [];
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees)
        {
            var marked = MarkedByTree.GetValue(tree, FindMarked);
            var sets = MappingSyntax.Of(tree).Sets;
            if (marked.Count == 0 && sets.Count == 0)
                continue;
            var model = compilation.ModelOf(tree);
            foreach (var declaration in marked)
                if (model.GetDeclaredSymbol(declaration) is INamedTypeSymbol type && Is(type))
                    names.Add(tables.EntityFramework.Of(type) ?? type.Name);
            foreach (var property in sets)
                if (model.GetDeclaredSymbol(property) is IPropertySymbol { Type: INamedTypeSymbol { TypeArguments: [INamedTypeSymbol entity] } } set && Is(entity))
                    names.Add(tables.EntityFramework.Of(entity) ?? set.Name);
        }

        // A type that nobody has named yet has no table.
        return [.. names.Where(name => name.Length > 0).Select(name => "sql:" + name)];
    }

    /// <summary>The rule that a resource is append-only.</summary>
    public static ResourceRule Rule(string resource) => new(new ResourcePattern(resource), Mutability.AppendOnly, null);

    private static IReadOnlyList<TypeDeclarationSyntax> FindMarked(SyntaxTree tree) =>
        // Most files mark nothing, and looking at the text is far cheaper than at every node.
        tree.Text().IndexOf(ShortName, StringComparison.Ordinal) < 0
            ? []
            : [.. tree.GetRoot().DescendantNodes(node => node is not MemberDeclarationSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
                .OfType<TypeDeclarationSyntax>()
                .Where(type => type.AttributeLists.Count > 0)];
}
