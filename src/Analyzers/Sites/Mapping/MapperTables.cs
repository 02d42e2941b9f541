using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Mapping;

/// <summary>The tables of the mappers that name them by an attribute on the entity's type, or after it.</summary>
internal static class MapperTables
{
    // A query that is made from itself.
    private const int LongestChain = 100;

    /// <summary>The table of linq2db: what the call says, the fluent mapping, the attribute, the type's name; null where it can't be told.</summary>
    public static string? Linq2Db(INamedTypeSymbol entity, IInvocationOperation? call, EntityModel model)
    {
        var attribute = TableAttribute.OfTypeOrBase(entity, "LinqToDB.Mapping.TableAttribute") ?? TableAttribute.OfTypeOrBase(entity, TableAttribute.Annotations);
        var table = attribute is null ? WithoutI(entity) : attribute.Table(WithoutI(entity));
        string? schema = null;
        foreach (var (_, isSchema, name) in model.Linq2Db.Where(told => SymbolEqualityComparer.Default.Equals(told.Entity, entity)))
        {
            if (name is null)
                return null;
            (table, schema) = isSchema ? (table, name) : (name, schema);
        }

        if (call is null)
            return Qualified();
        if (Overrides(call, "TableName", "tableName") is { } given)
            (table, schema) = (Text(given), null);
        if (Overrides(call, "SchemaName", "schemaName") is { } inSchema)
            schema = Text(inSchema) ?? "*";
        return Qualified();

        string? Qualified() => table is null || table.Length == 0 ? null : schema is null ? table : $"{schema}.{table.Substring(table.LastIndexOf('.') + 1)}";
    }

    /// <summary>Whether a call of linq2db names its table itself, whatever the entity's is.</summary>
    public static bool NamesTable(IInvocationOperation call) =>
        Overrides(call, "TableName", "tableName") is not null || Overrides(call, "SchemaName", "schemaName") is not null;

    /// <summary>The table of Dapper.Contrib; null where it can't be told.</summary>
    public static string? DapperContrib(INamedTypeSymbol entity, EntityModel model) =>
        model.HasTableNameMapper ? null
        : TableAttribute.Of(entity, "Dapper.Contrib.Extensions.TableAttribute") is { } own ? own.Table()
        : TableAttribute.Of(entity, TableAttribute.Annotations) is { } annotated ? annotated.Name
        : WithoutI(entity) + "s";

    /// <summary>The table of SQLite-net; null where it can't be told.</summary>
    public static string? SqliteNet(INamedTypeSymbol entity) =>
        TableAttribute.OfTypeOrBase(entity, "SQLite.TableAttribute") is { } attribute ? attribute.Table(entity.Name) : entity.Name;

    private static string WithoutI(INamedTypeSymbol entity) =>
        entity.TypeKind == TypeKind.Interface && entity.Name.Length > 1 && entity.Name[0] == 'I' ? entity.Name.Substring(1) : entity.Name;

    /// <summary>What the call, or one in the chain that it ends, gives in place of the mapping; null where nothing.</summary>
    private static IOperation? Overrides(IInvocationOperation call, string method, string parameter)
    {
        if (call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter && argument.ArgumentKind != ArgumentKind.DefaultValue)?.Value is { ConstantValue: not { HasValue: true, Value: null } } given)
            return given;
        var step = call.ReceiverValue()?.WithoutConversions();
        for (var i = 0; step is IInvocationOperation inner && i < LongestChain; i++)
        {
            if (inner.TargetMethod.Name == method && inner.TargetMethod.ContainingNamespace.ToDisplayString().StartsWith("LinqToDB", StringComparison.Ordinal))
                return inner.Arguments.LastOrDefault()?.Value;
            step = inner.ReceiverValue()?.WithoutConversions();
        }

        return null;
    }

    private static string? Text(IOperation value) => value.ConstantValue is { HasValue: true, Value: string text } ? text : null;
}
