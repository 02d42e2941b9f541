using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Mapping;

/// <summary>Entity Framework's entries, by which code sets what becomes of a row: <c>context.Entry(row).State = EntityState.Deleted</c>.</summary>
internal static class Entries
{
    private const string Library = "Microsoft.EntityFrameworkCore.DbContext";

    /// <summary>The entity whose row an entry is of; null where that can't be told.</summary>
    public static INamedTypeSymbol? EntityOf(IOperation entry)
    {
        var entity = entry.WithoutConversions() switch
        {
            { Type: INamedTypeSymbol { TypeArguments: [var known] } } => known as INamedTypeSymbol,
            IInvocationOperation { TargetMethod.Name: "Entry", Arguments: [{ Value: var row }] } => row.WithoutConversions().Type as INamedTypeSymbol,
            _ => null,
        };
        return entity is { SpecialType: not SpecialType.System_Object } ? entity : null;
    }

    /// <summary>The tables of an entry's row; null where they can't be told.</summary>
    public static IReadOnlyList<string>? TablesOf(IOperation entry, EntityTable tables) =>
        EntityOf(entry) is { } entity ? tables.Of(entity, Library, entry.WithoutConversions() as IInvocationOperation) : null;
}
