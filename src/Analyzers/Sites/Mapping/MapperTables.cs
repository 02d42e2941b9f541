using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Sites.Mapping;

/// <summary>The tables of the mappers that name them by an attribute on the entity's type, or after it.</summary>
internal static class MapperTables
{
    /// <summary>The table of Dapper.Contrib; null where it can't be told.</summary>
    public static string? DapperContrib(INamedTypeSymbol entity, EntityModel model) =>
        model.HasTableNameMapper ? null
        : TableAttribute.Of(entity, "Dapper.Contrib.Extensions.TableAttribute") is { } own ? own.Table()
        : TableAttribute.Of(entity, TableAttribute.Annotations) is { } annotated ? annotated.Name
        : WithoutI(entity) + "s";

    /// <summary>The table of SQLite-net; null where it can't be told.</summary>
    public static string? SqliteNet(INamedTypeSymbol entity) =>
        TableAttribute.OfTypeOrBase(entity, "SQLite.TableAttribute") is { } attribute ? attribute.Table(entity.Name) : entity.Name;

    /// <summary>The name of a type, without the letter that only says that it is an interface.</summary>
    public static string WithoutI(INamedTypeSymbol entity) =>
        entity.TypeKind == TypeKind.Interface && entity.Name.Length > 1 && entity.Name[0] == 'I' ? entity.Name.Substring(1) : entity.Name;
}
