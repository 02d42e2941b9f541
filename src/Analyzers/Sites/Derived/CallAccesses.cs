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
    // As many alternatives as a text may have anywhere.
    private const int MostTexts = 32, LongestText = 20_000;

    /// <summary>The accesses of a call of a sink; null where it calls none. Empty where what it does can't be told, or is another kind of thing.</summary>
    public IReadOnlyList<Access>? Of(IInvocationOperation call, ISymbol member, Givens givens)
    {
        if (sinks.Find(call.Definition(), call, code) is not { } sink)
            return null;
        var access = new Access
        {
            Sink = $"M:{sink.Type}.{sink.Method}",
            Member = member.GetDocumentationCommentId() ?? member.ToDisplayString(),
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

    /// <summary>What an access of a derived sink is where that is called, with what the caller's own callers give left open.</summary>
    public IEnumerable<Access> Given(Access access, IInvocationOperation call, Givens? givens)
    {
        if (access.IsUnknown)
        {
            yield return access;
        }
        else if (access.LimitedBy is { } limit)
        {
            var given = Argument(call, Marks.Parameter(limit)!.Value) is { } argument ? Limit.OfGiven(argument, code, givens) : default;
            foreach (var other in Given(access with { LimitedBy = null }, call, givens))
                yield return other with { Bounded = other.Bounded || given.IsThere, LimitedBy = given.By };
        }
        else if (access.Kind < 0)
        {
            var teller = Argument(call, ~access.Kind);
            var kinds = teller is null ? null : sql.KindsOf(teller, givens);
            foreach (var other in Given(access with { Kind = 0 }, call, givens))
                foreach (var kind in SqlAccess.IsPlainSentence(other.Text) ? [SqlAccess.Text] : kinds ?? [0])
                    yield return other with { Kind = kind };
        }
        else if (access.Verb is { } verb)
        {
            foreach (var one in Verb(access, verb, call, givens))
                yield return one;
        }
        else if (access.Entity is { } entity)
        {
            foreach (var one in Entity(access, entity, call, givens))
                yield return one;
        }
        else if (access.Text is { } text)
        {
            foreach (var filled in Fill(text, call, givens))
                yield return access with { Text = filled };
        }
        else
        {
            foreach (var filled in Fill(access.Resource, call, givens))
                yield return access with { Resource = Marks.AreIn(filled) ? filled : ArgumentResource.Named(filled) };
        }
    }

    /// <summary>What a request does, by the method that the call gives; what only reads is no access.</summary>
    private IEnumerable<Access> Verb(Access access, char mark, IInvocationOperation call, Givens? givens)
    {
        char? open = null;
        var operations = Marks.Is(mark) && Argument(call, Marks.Parameter(mark)!.Value) is { } argument ? HttpMethods.Given(argument, code, givens, out open) : null;
        var told = operations?.Where(operation => operation != Operation.Read).Select(operation => access with { Operation = operation, Verb = null }) ?? [access with { Verb = open ?? Access.Lost }];
        return told.SelectMany(one => Fill(one.Resource, call, givens).Select(filled => one with { Resource = Marks.AreIn(filled) ? filled : ArgumentResource.Named(filled) }));
    }

    private IEnumerable<Access> Entity(Access access, char mark, IInvocationOperation call, Givens? givens)
    {
        var names = new EntityNames(access, Argument, call, code, givens);
        access = access with { Table = names.OpenTable, Schema = names.OpenSchema };
        var type = Marks.Parameter(mark) is { } ordinal ? Argument(call, ordinal)?.WithoutConversions().Type : TypeArgument(call.TargetMethod, Marks.TypeParameter(mark)!.Value);
        switch (type)
        {
            case ITypeParameterSymbol parameter when !names.AreTold && givens?.MarkOf(parameter) is { } outer:
                return [access with { Entity = outer }];
            case { SpecialType: SpecialType.System_Object } or { TypeKind: TypeKind.Interface }
                when !names.AreTold && Marks.Parameter(mark) is { } same && givens is not null && new Origins(code, givens).Of(new(Argument(call, same)!, Frame.Empty)) is [{ Operation: IParameterReferenceOperation { Parameter: var given } }]
                    && givens.MarkOf(given) is { } passed:
                return [access with { Entity = passed }];
            default:
                var found = type is null ? null : EntityTable.ElementOrSelf(type) is INamedTypeSymbol entity ? tables.Of(entity, access.Sink.Substring(2), null) : null;
                return names.In(found ?? ["*"]).Select(table => access with { Resource = access.Resource + table, Entity = null, Table = null, Schema = null });
        }
    }

    /// <summary>A text with its marks replaced by what the call gives; what isn't known is a hole.</summary>
    private IReadOnlyList<string> Fill(string text, IInvocationOperation call, Givens? givens)
    {
        if (Otherwise.Split(text) is var (given, other))
            return [.. Fill(given.ToString(), call, givens).SelectMany(one => Otherwise.Of(one, () => Fill(other, call, givens)) ?? [SqlEffects.Hole.ToString()]).Distinct(StringComparer.Ordinal)];
        var texts = new List<string> { text };
        foreach (var mark in text.Where(Marks.Is).Distinct())
        {
            var values = Marks.Parameter(mark) is { } ordinal
                ? Argument(call, ordinal) is { } argument ? sql.TextsOf(argument, givens) : null
                : TypeArgument(call.TargetMethod, Marks.TypeParameter(mark)!.Value) switch
                {
                    INamedTypeSymbol named => [named.MetadataName],
                    ITypeParameterSymbol parameter when givens?.MarkOf(parameter) is { } outer => [outer.ToString()],
                    _ => null,
                };
            // Both kinds of marks may meet: those that are filled in here must not be filled again.
            texts = [.. texts.SelectMany(one => (values ?? [SqlEffects.Hole.ToString()]).Select(value => one.Replace(mark.ToString(), Shifted(value))))];
            if (texts.Count > MostTexts || texts.Any(one => one.Length > LongestText))
                return [SqlEffects.Hole.ToString()];
        }

        return [.. texts.Select(Unshifted).Distinct(StringComparer.Ordinal)];
    }

    private const char Shift = '\u0400';

    private static string Shifted(string value) => Marks.AreIn(value) ? string.Concat(value.Select(c => Marks.Is(c) ? (char)(c + Shift) : c)) : value;

    private static string Unshifted(string value) => string.Concat(value.Select(c => Marks.Is((char)(c - Shift)) ? (char)(c - Shift) : c));

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

    private static IOperation? Argument(IInvocationOperation call, int ordinal) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == ordinal)?.Value;

    private static ITypeSymbol? TypeArgument(IMethodSymbol method, int index)
    {
        var outer = Implementations.TypeArguments(method.ContainingType);
        return index < outer.Count ? outer[index] : index - outer.Count < method.TypeArguments.Length ? method.TypeArguments[index - outer.Count] : null;
    }
}
