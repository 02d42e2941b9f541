using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.BroadSanction;

/// <summary>Classes that are there to change the schema: those of Entity Framework and of FluentMigrator.</summary>
internal static class Migrations
{
    private static readonly HashSet<string> Bases = new(StringComparer.Ordinal)
    {
        "Microsoft.EntityFrameworkCore.Migrations.Migration",
        "Microsoft.EntityFrameworkCore.Infrastructure.ModelSnapshot",
        "System.Data.Entity.Migrations.DbMigration",
        "FluentMigrator.MigrationBase",
    };

    /// <summary>Whether a namespace, with those within, has no other types in this compilation; so too where it has none.</summary>
    public static bool AreAllIn(string name, Compilation compilation)
    {
        INamespaceSymbol? space = compilation.Assembly.GlobalNamespace;
        foreach (var part in name.Split('.'))
            space = space?.GetNamespaceMembers().FirstOrDefault(inner => inner.Name == part);
        return space is null || AreAllIn(space);
    }

    private static bool AreAllIn(INamespaceSymbol space) => space.GetTypeMembers().All(IsOne) && space.GetNamespaceMembers().All(AreAllIn);

    private static bool IsOne(INamedTypeSymbol type)
    {
        for (var above = type.BaseType; above is not null; above = above.BaseType)
            if (Bases.Contains(above.ToDisplayString()))
                return true;
        return false;
    }
}
