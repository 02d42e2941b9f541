using System.Runtime.CompilerServices;
using ImmutableGuard.Analyzers.Sites.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImmutableGuard.Analyzers.Sites.Mapping;

/// <summary>The places of one file that may say something of entities and tables; found once for each version of the file.</summary>
internal sealed class MappingSyntax
{
    private const string Set = "DbSet", Configuration = "IEntityTypeConfiguration", Entity = "Entity";

    private static readonly HashSet<string> Calls = new(StringComparer.Ordinal)
    {
        "ToTable", "SetTableName", "SplitToTable", "HasDefaultSchema", "UseTphMappingStrategy", "UseTptMappingStrategy", "UseTpcMappingStrategy",
        "OwnsOne", "OwnsMany", "ToJson", "WithOne", "WithMany", "UsingEntity", "HasTableName", "HasSchemaName", "SharedTypeEntity",
        "UseSnakeCaseNamingConvention", "UseLowerCaseNamingConvention", "UseUpperCaseNamingConvention", "UseUpperSnakeCaseNamingConvention", "UseCamelCaseNamingConvention",
    };

    // What stands in a file that says anything of tables; looking at the text is far cheaper than at every node.
    private static readonly string[] Marks =
    [
        Set, Configuration, "ToTable", "SetTableName", "HasDefaultSchema", "MappingStrategy", "OwnsOne", "OwnsMany", "UsingEntity", "WithOne", "WithMany", "HasTableName", "NamingConvention", "SharedTypeEntity", Entity + "<",
        "TableNameMapper", .. IdentityTables.ContextNames,
    ];

    private static readonly MappingSyntax None = new();

    private static readonly ConditionalWeakTable<SyntaxTree, MappingSyntax> ByTree = new();

    private readonly List<PropertyDeclarationSyntax> sets = [];
    private readonly List<InvocationExpressionSyntax> configurations = [];
    private readonly List<TypeSyntax> entities = [];
    private readonly List<TypeDeclarationSyntax> identityContexts = [];

    /// <summary>The properties of a type that is called <c>DbSet</c>.</summary>
    public IReadOnlyList<PropertyDeclarationSyntax> Sets => sets;

    /// <summary>The calls that say something of tables.</summary>
    public IReadOnlyList<InvocationExpressionSyntax> Configurations => configurations;

    /// <summary>The types that are configured as entities, whatever is said of them.</summary>
    public IReadOnlyList<TypeSyntax> Entities => entities;

    /// <summary>The classes that derive from a context of ASP.NET Core Identity.</summary>
    public IReadOnlyList<TypeDeclarationSyntax> IdentityContexts => identityContexts;

    /// <summary>Whether tables are named by a function given to Dapper.Contrib.</summary>
    public bool HasTableNameMapper { get; private set; }

    public bool IsEmpty => Sets.Count == 0 && Configurations.Count == 0 && Entities.Count == 0 && IdentityContexts.Count == 0 && !HasTableNameMapper;

    public static MappingSyntax Of(SyntaxTree tree) => ByTree.GetValue(tree, Find);

    private static MappingSyntax Find(SyntaxTree tree)
    {
        var text = tree.Text();
        if (!Marks.Any(mark => text.IndexOf(mark, StringComparison.Ordinal) >= 0))
            return None;
        var found = new MappingSyntax();
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            switch (node)
            {
                case PropertyDeclarationSyntax property when property.Type.DescendantNodesAndSelf().OfType<GenericNameSyntax>().Any(name => name.Identifier.ValueText == Set):
                    found.sets.Add(property);
                    break;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } } call when Calls.Contains(name):
                    found.configurations.Add(call);
                    break;
                case GenericNameSyntax { Identifier.ValueText: Configuration or Entity, TypeArgumentList.Arguments: [var entity] }:
                    found.entities.Add(entity);
                    break;
                case BaseTypeSyntax { Parent.Parent: TypeDeclarationSyntax declaration } above when above.Type.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(name => IdentityTables.ContextNames.Contains(name.Identifier.ValueText)):
                    found.identityContexts.Add(declaration);
                    break;
                case IdentifierNameSyntax { Identifier.ValueText: "TableNameMapper" }:
                    found.HasTableNameMapper = true;
                    break;
            }
        }

        return found;
    }
}
