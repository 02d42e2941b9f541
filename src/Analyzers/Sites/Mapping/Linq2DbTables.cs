using ImmutableGuard.Analyzers.Sites.Strings;
using ImmutableGuard.Analyzers.Sites.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Mapping;

/// <summary>
/// The tables of linq2db, which may be named where one is got (<c>TableName("archive")</c>, <c>CreateTempTable&lt;T&gt;("archive")</c>) instead of by
/// the entity: then the entity's own is another, which nobody touches.
/// </summary>
internal sealed class Linq2DbTables(SourceCode code)
{
    private const string Library = "LinqToDB", Table = "tableName", Schema = "schemaName";

    // A query that is made from itself; a table that is handed from method to method.
    private const int LongestChain = 100, Deepest = 20, MostNames = 16;

    /// <summary>The tables: what the call or the origin of what it is made on says, the fluent mapping, the attribute, the type's name; null where one can't be told.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="call">The call of the sink; null where there is none.</param>
    /// <param name="model">What is mapped fluently.</param>
    public IReadOnlyList<string>? Of(INamedTypeSymbol entity, IInvocationOperation? call, EntityModel model)
    {
        if (Mapped(entity, model) is not { } mapped)
            return null;
        var named = call is null ? [default] : NamedBy(call, entity);
        var tables = named?.SelectMany(one => Qualified(one, mapped)).Distinct(StringComparer.Ordinal).ToList();
        return tables is null or { Count: 0 or > MostNames } || tables.Contains(null) ? null : [.. tables.Select(table => table!)];
    }

    /// <summary>The entity of a change whose query gives pairs: that whose columns are set; null where it can't be told.</summary>
    public static ITypeSymbol? SetIn(IInvocationOperation call)
    {
        var step = call.ReceiverValue()?.WithoutConversions();
        for (var i = 0; step is IInvocationOperation inner && i < LongestChain; i++)
        {
            // Set(pair => pair.order.Total, …)
            if (inner.TargetMethod.Name == "Set" && IsLibrarys(inner.TargetMethod)
                && inner.Arguments.Skip(1).FirstOrDefault()?.Value.DescendantsAndSelf().OfType<IAnonymousFunctionOperation>().FirstOrDefault() is { Body.Operations: [IReturnOperation { ReturnedValue: { } column }] })
                return (column.WithoutConversions() as IMemberReferenceOperation)?.Instance?.Type is INamedTypeSymbol { IsAnonymousType: false, IsTupleType: false } owner ? owner : null;
            step = inner.ReceiverValue()?.WithoutConversions();
        }

        return null;
    }

    /// <summary>What a call is given for its table's or its schema's name; null where nothing.</summary>
    public static IOperation? NameIn(IInvocationOperation call, bool isSchema) => Given(call.Arguments, isSchema ? Schema : Table);

    /// <summary>Whether what a call is made on names the table, whatever the entity's is.</summary>
    public static bool IsNamedBefore(IInvocationOperation call)
    {
        var step = call.ReceiverValue()?.WithoutConversions();
        for (var i = 0; step is IInvocationOperation inner && i < LongestChain; i++)
        {
            if (NameIn(inner, isSchema: false) is not null || NameIn(inner, isSchema: true) is not null || Renames(inner) is not null)
                return true;
            step = inner.ReceiverValue()?.WithoutConversions();
        }

        return false;
    }

    private static (string? Table, string? Schema)? Mapped(INamedTypeSymbol entity, EntityModel model)
    {
        var attribute = TableAttribute.OfTypeOrBase(entity, "LinqToDB.Mapping.TableAttribute") ?? TableAttribute.OfTypeOrBase(entity, TableAttribute.Annotations);
        var table = attribute is null ? MapperTables.WithoutI(entity) : attribute.Table(MapperTables.WithoutI(entity));
        string? schema = null;
        foreach (var (_, isSchema, name) in model.Linq2Db.Where(told => SymbolEqualityComparer.Default.Equals(told.Entity, entity)))
        {
            if (name is null)
                return null;
            (table, schema) = isSchema ? (table, name) : (name, schema);
        }

        return (table, schema);
    }

    private IEnumerable<string?> Qualified(Naming given, (string? Table, string? Schema) mapped)
    {
        foreach (var name in Names(given.Table))
            foreach (var inSchema in Names(given.Schema))
            {
                var (table, schema) = name.IsGiven ? (name.Text, null) : mapped;
                if (inSchema.IsGiven)
                    schema = inSchema.Text ?? "*";
                yield return string.IsNullOrEmpty(table) ? null : schema is null ? table : $"{schema}.{table!.Substring(table.LastIndexOf('.') + 1)}";
            }
    }

    /// <summary>The names that a value can be, null for one that isn't known; that none is given where the value is null.</summary>
    private IEnumerable<(bool IsGiven, string? Text)> Names(Value? value) => value is not { } given ? [(false, null)]
        : new Origins(code).Of(given) is not { } origins ? [(true, null)]
        : origins.Select(origin => origin.Operation.ConstantValue is { HasValue: true, Value: null } ? (false, null)
            : (true, Texts.Of(origin, code) is [var text] && text.IndexOf(Sql.SqlEffects.Hole) < 0 ? text : null));

    /// <summary>What names the table, on each way that it comes; null where it can come from too many.</summary>
    private List<Naming>? NamedBy(IInvocationOperation call, INamedTypeSymbol entity)
    {
        var found = new List<Naming>();
        return Follow(TargetOf(call, entity), Frame.Empty, Added(default, call, call.Arguments, Frame.Empty), 0) ? found : null;

        bool Follow(IOperation? step, Frame frame, Naming naming, int depth)
        {
            for (var i = 0; i < LongestChain; i++)
            {
                switch (step?.WithoutConversions())
                {
                    case IInvocationOperation inner:
                        var isOf = IsOf(inner.Type, entity);
                        if (isOf)
                            naming = Added(naming, inner, inner.Arguments, frame);
                        if (naming.Table is null && isOf && code.BodyOf(inner.Definition()) is not null)
                            return FollowOrigins(inner, frame, naming, depth);
                        step = TargetOf(inner, entity);
                        continue;
                    case IObjectCreationOperation made when IsOf(made.Type, entity):
                        return Add(Added(naming, null, made.Arguments, frame));
                    case ITranslatedQueryOperation translated:
                        step = translated.Operation;
                        continue;
                    case { Type: INamedTypeSymbol { IsGenericType: true } } made when made is not IObjectCreationOperation:
                        return FollowOrigins(made, frame, naming, depth);
                    default:
                        return Add(naming);
                }
            }

            return Add(naming);
        }

        bool FollowOrigins(IOperation made, Frame frame, Naming naming, int depth) =>
            depth >= Deepest || new Origins(code).Of(new(made, frame)) is not { } origins
                ? Add(naming)
                : origins.All(origin => origin.Operation == made ? Add(naming) : Follow(origin.Operation, origin.Frame, naming, depth + 1));

        bool Add(Naming naming)
        {
            if (!found.Contains(naming))
                found.Add(naming);
            return found.Count <= MostNames;
        }
    }

    // The outermost counts: it is called last.
    private static Naming Added(Naming naming, IInvocationOperation? call, IEnumerable<IArgumentOperation> arguments, Frame frame)
    {
        var renames = call is null ? null : Renames(call);
        var table = renames is ("TableName", var name) ? name : Given(arguments, Table);
        var schema = renames is ("SchemaName", var inSchema) ? inSchema : Given(arguments, Schema);
        return new(naming.Table ?? (table is null ? null : new Value(table, frame)), naming.Schema ?? (schema is null ? null : new Value(schema, frame)));
    }

    private static (string Method, IOperation Name)? Renames(IInvocationOperation call) =>
        call.TargetMethod.Name is "TableName" or "SchemaName" && IsLibrarys(call.TargetMethod) && call.Arguments.LastOrDefault()?.Value is { } name ? (call.TargetMethod.Name, name) : null;

    private static IOperation? Given(IEnumerable<IArgumentOperation> arguments, string parameter) =>
        arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter && argument.ArgumentKind != ArgumentKind.DefaultValue)?.Value is { ConstantValue: not { HasValue: true, Value: null } } given ? given : null;

    /// <summary>What says which table is meant: the one that a merge goes into, else what the call is made on.</summary>
    private static IOperation? TargetOf(IInvocationOperation call, INamedTypeSymbol entity) =>
        IsLibrarys(call.TargetMethod) && call.ArgumentValue("target") is { } target && IsOf(target.WithoutConversions().Type, entity) ? target : call.ReceiverValue();

    private static bool IsLibrarys(IMethodSymbol method) => method.ContainingNamespace?.ToDisplayString().StartsWith(Library, StringComparison.Ordinal) == true;

    /// <summary>Whether a type is a table or query of an entity; in a generic helper it may be one of any.</summary>
    private static bool IsOf(ITypeSymbol? type, INamedTypeSymbol entity) => type is INamedTypeSymbol named
        && named.AllInterfaces.Append(named).Any(i => i is { Name: "IQueryable" or "ITable", TypeArguments: [var element] } && (element is ITypeParameterSymbol || SymbolEqualityComparer.Default.Equals(element, entity)));

    /// <summary>What names a table, as far as it isn't the entity's mapping.</summary>
    private readonly record struct Naming(Value? Table, Value? Schema);
}
