using ImmutableGuard.Analyzers.Sites.Arguments;
using ImmutableGuard.Analyzers.Sites.Commands;
using ImmutableGuard.Analyzers.Sites.Mapping;
using ImmutableGuard.Analyzers.Sites.Requests;
using ImmutableGuard.Analyzers.Sites.Values;
using ImmutableGuard.Sinks;
using ImmutableGuard.Sql;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Derived;

/// <summary>What single calls access, with what is left open as marks.</summary>
internal sealed class CallAccesses(KnownSinks sinks, EntityTable tables, SourceCode code, SqlAccess sql)
{
    /// <summary>The accesses of a call of a sink; null where it calls none. Empty where what it does can't be told, or is another kind of thing.</summary>
    public IReadOnlyList<Access>? Of(IInvocationOperation call, ISymbol member, Givens givens)
    {
        if (sinks.Find(call.Definition(), call, code) is not { } sink)
            return null;
        var access = new Access
        {
            Sink = $"M:{sink.Type}.{sink.Method}",
            Member = member.Id() ?? member.ToDisplayString(),
        };
        if (sink.CarriesText)
            return sql.TextsOf(call, sink, givens) is not { } texts ? []
                : [.. texts.Select(text => access with { Text = text.Text, Kind = text.Kind, Dialect = text.Dialect })];
        if (sink.Verb is { } path)
            return HttpMethods.Open(call, path, code, givens) is not { } verb ? []
                : [.. sink.Resources.SelectMany(template => Resources(call, sink, template, access with { Operation = Operation.Unknown, Verb = verb }, givens))];
        var limit = Limit.Of(call, sink, code, givens);
        access = access with { Operation = sink.Operation, Bounded = limit.IsThere, Drops = sink.Drops };
        return [.. sink.Resources.SelectMany(template => Resources(call, sink, template, access, givens)).Select(one => limit.By is not { } by ? one
            : limit.IsFunction || one.IsGiven ? one with { LimitedBy = by }
            // A condition alone says nothing of what is deleted: it is whoever runs it who is asked, and it is taken for one.
            : one with { Bounded = true })];
    }

    private IEnumerable<Access> Resources(IInvocationOperation call, Sink sink, SinkTemplate template, Access access, Givens givens)
    {
        if (template.Kind != PlaceholderKind.Entity)
            return (template.Kind == PlaceholderKind.None ? null : ArgumentResource.Open(call, template, code, givens)) is { } open ? [access with { Resource = open }]
                : template.Kind == PlaceholderKind.None || sink.Also is not null ? [access with { Resource = ArgumentResource.Of(call, template, code) }]
                : ArgumentResource.AllOf(call, template, code).Select(resource => access with { Resource = resource });
        if (Entity(call, sink, template.Placeholder, givens) is { } mark && EntityNames.Open(call, sink, code, givens) is { } names)
            return [access with { Resource = template.Prefix, Entity = mark, Table = names.Table, Schema = names.Schema }];
        return (tables.Of(call, sink, template.Placeholder) ?? ["*"]).Select(table => access with { Resource = template.Prefix + table });
    }

    /// <summary>The mark of what says which entity is meant: a type parameter, or a parameter whose own type doesn't.</summary>
    private char? Entity(IInvocationOperation call, Sink sink, string placeholder, Givens givens)
    {
        switch (tables.TypeIn(call, sink, placeholder))
        {
            case ITypeParameterSymbol parameter:
                return givens.MarkOf(parameter);
            case { SpecialType: SpecialType.System_Object } or { TypeKind: TypeKind.Interface }:
                var values = placeholder.Split('|').Select(call.ArgumentValue).FirstOrDefault(argument => argument is not null) is { } value
                    ? new Origins(code, givens).Of(new(value, Frame.Empty)) : null;
                return values is [{ Operation: IParameterReferenceOperation { Parameter: var given } }] ? givens.MarkOf(given) : null;
            default:
                return null;
        }
    }

    /// <summary>What accesses of a derived sink are where that is called.</summary>
    /// <param name="open">The accesses.</param>
    /// <param name="call">The call.</param>
    /// <param name="givens">What stays open there; null where nothing does.</param>
    public IReadOnlyList<Access> Given(IEnumerable<Access> open, IInvocationOperation call, Givens? givens) =>
        Access.Few(open.SelectMany(new GivenAccesses(call, givens, sql, code, tables).Of));

    /// <summary>An implementation's access in the terms of the method that it implements.</summary>
    /// <param name="access">The access.</param>
    /// <param name="types">What each type parameter of the implementation is there.</param>
    /// <param name="method">The method that it implements.</param>
    public static Access Translated(Access access, IReadOnlyList<ITypeSymbol?> types, IMethodSymbol method)
    {
        var givens = Givens.Of(method);
        if (access.Entity is { } entity && Marks.TypeParameter(entity) is { } index)
            access = Type(index) is { } mark && Marks.Is(mark) ? access with { Entity = mark } : access with { Entity = null, Resource = access.Resource + "*" };
        return access with
        {
            Text = access.Text is null ? null : string.Concat(access.Text.Select(Translate)),
            Resource = string.Concat(access.Resource.Select(c => Translate(c) is var other && other == SqlEffects.Hole ? '*' : other)),
        };

        char Translate(char c) => Marks.Is(c) && Marks.TypeParameter(c) is { } place ? Type(place) ?? SqlEffects.Hole : c;

        char? Type(int place) => place < types.Count && types[place] is ITypeParameterSymbol parameter ? givens.MarkOf(parameter) : null;
    }
}
