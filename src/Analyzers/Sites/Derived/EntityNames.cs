using ImmutableGuard.Analyzers.Sites.Commands;
using ImmutableGuard.Analyzers.Sites.Mapping;
using ImmutableGuard.Analyzers.Sites.Strings;
using ImmutableGuard.Analyzers.Sites.Values;
using ImmutableGuard.Sinks;
using ImmutableGuard.Sql;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Derived;

/// <summary>
/// What names the table of a derived sink's entity instead of the entity, as <c>CreateTable&lt;T&gt;(db, tableName)</c> hands on: where a caller gives null,
/// it is the entity's.
/// </summary>
internal sealed class EntityNames
{
    private readonly Name table, schema;

    /// <summary>The names that a call of a derived sink gives.</summary>
    public EntityNames(Access access, Func<IInvocationOperation, int, IOperation?> argument, IInvocationOperation call, SourceCode code, Givens? givens)
    {
        (table, schema) = (Of(access.Table), Of(access.Schema));

        Name Of(char? mark)
        {
            if (mark is not { } given)
                return default;
            if (argument(call, Marks.Parameter(given)!.Value) is not { } value || new Origins(code, givens).Of(new(value, Frame.Empty)) is not { } origins)
                return new(null, [null]);
            if (origins is [{ Operation: IParameterReferenceOperation { Parameter: var parameter } }] && givens?.MarkOf(parameter) is { } open)
                return new(open, null);
            var texts = origins.Select(origin => IsNull(origin.Operation) ? (false, null) : (true, Texts.Of(origin, code) is [var text] && text.IndexOf(SqlEffects.Hole) < 0 ? text : null)).Distinct().ToList();
            return texts is [(false, _)] ? default : new(null, texts.All(text => text.Item1) ? [.. texts.Select(text => text.Item2)] : [null]);
        }
    }

    /// <summary>The mark of the caller's own parameter that names the table; null where it has none.</summary>
    public char? OpenTable => table.Open;

    /// <summary>The mark of the caller's own parameter that names the schema; null where it has none.</summary>
    public char? OpenSchema => schema.Open;

    /// <summary>Whether the call itself says a name.</summary>
    public bool AreTold => table.Texts is not null || schema.Texts is not null;

    /// <summary>The marks of the parameters that name the table of a sink's call, null for one that nothing names; null where another value names one.</summary>
    public static (char? Table, char? Schema)? Open(IInvocationOperation call, Sink sink, SourceCode code, Givens givens)
    {
        if (!sink.Type.StartsWith("LinqToDB.", StringComparison.Ordinal))
            return (null, null);
        return !Linq2DbTables.IsNamedBefore(call) && MarkOf(isSchema: false, out var table) && MarkOf(isSchema: true, out var schema) ? (table, schema) : null;

        bool MarkOf(bool isSchema, out char? mark)
        {
            mark = null;
            if (Linq2DbTables.NameIn(call, isSchema) is not { } name)
                return true;
            mark = new Origins(code, givens).Of(new(name, Frame.Empty)) is [{ Operation: IParameterReferenceOperation { Parameter: var parameter } }] ? givens.MarkOf(parameter) : null;
            return mark is not null;
        }
    }

    /// <summary>The tables that are meant.</summary>
    /// <param name="own">Those of the entity.</param>
    public IEnumerable<string> In(IReadOnlyList<string> own)
    {
        // Which caller of the caller gives the name isn't followed where the entity is known here.
        if (table.Open is not null || schema.Open is not null)
            return ["*"];
        var named = table.Texts?.Select(text => text ?? "*") ?? own;
        return schema.Texts is null ? named : named.SelectMany(name => schema.Texts.Select(text => $"{text ?? "*"}.{name.Substring(name.LastIndexOf('.') + 1)}"));
    }

    private static bool IsNull(IOperation value) => value.ConstantValue is { HasValue: true, Value: null };

    /// <summary>A name: the mark of who gives it, or what it can be, null for one that isn't known; neither where it is null.</summary>
    private readonly record struct Name(char? Open, IReadOnlyList<string?>? Texts);
}
