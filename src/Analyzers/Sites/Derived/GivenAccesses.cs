using ImmutableGuard.Analyzers.Sites.Arguments;
using ImmutableGuard.Analyzers.Sites.Commands;
using ImmutableGuard.Analyzers.Sites.Mapping;
using ImmutableGuard.Analyzers.Sites.Requests;
using ImmutableGuard.Analyzers.Sites.Values;
using ImmutableGuard.Sql;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Derived;

/// <summary>What a derived sink accesses where it is called, with what the caller's own callers give left open.</summary>
internal sealed class GivenAccesses(IInvocationOperation call, Givens? givens, SqlAccess sql, SourceCode code, EntityTable tables)
{
    // As many alternatives as a text may have anywhere.
    private const int MostTexts = 32, LongestText = 20_000;

    // Many accesses take the same of the arguments.
    private readonly Dictionary<IOperation, IReadOnlyList<string>?> texts = [];

    /// <summary>What an access is there.</summary>
    public IEnumerable<Access> Of(Access access)
    {
        if (access.IsUnknown)
        {
            yield return access;
        }
        else if (access.LimitedBy is { } limit)
        {
            var given = Argument(Marks.Parameter(limit)!.Value) is { } argument ? Limit.OfGiven(argument, code, givens) : default;
            foreach (var other in Of(access with { LimitedBy = null }))
                yield return other with { Bounded = other.Bounded || given.IsThere, LimitedBy = given.By };
        }
        else if (access.Kind < 0)
        {
            var teller = Argument(~access.Kind);
            var kinds = teller is null ? null : sql.KindsOf(teller, givens);
            foreach (var other in Of(access with { Kind = 0 }))
                foreach (var kind in SqlAccess.IsPlainSentence(other.Text) ? [SqlAccess.Text] : kinds ?? [0])
                    yield return other with { Kind = kind };
        }
        else if (access.Verb is { } verb)
        {
            foreach (var one in Verb(access, verb))
                yield return one;
        }
        else if (access.Entity is { } entity)
        {
            foreach (var one in Entity(access, entity))
                yield return one;
        }
        else if (access.Text is { } text)
        {
            foreach (var filled in Fill(text))
                yield return access with { Text = filled };
        }
        else
        {
            foreach (var filled in Fill(access.Resource))
                yield return access with { Resource = Marks.AreIn(filled) ? filled : ArgumentResource.Named(filled) };
        }
    }

    /// <summary>What a request does, by the method that the call gives; what only reads is no access.</summary>
    private IEnumerable<Access> Verb(Access access, char mark)
    {
        char? open = null;
        var operations = Marks.Is(mark) && Argument(Marks.Parameter(mark)!.Value) is { } argument ? HttpMethods.Given(argument, code, givens, out open) : null;
        var told = operations?.Where(operation => operation != Operation.Read).Select(operation => access with { Operation = operation, Verb = null }) ?? [access with { Verb = open ?? Access.Lost }];
        return told.SelectMany(one => Fill(one.Resource).Select(filled => one with { Resource = Marks.AreIn(filled) ? filled : ArgumentResource.Named(filled) }));
    }

    private IEnumerable<Access> Entity(Access access, char mark)
    {
        var names = new EntityNames(access, (_, place) => Argument(place), call, code, givens);
        access = access with { Table = names.OpenTable, Schema = names.OpenSchema };
        var type = Marks.Parameter(mark) is { } ordinal ? Argument(ordinal)?.WithoutConversions().Type : TypeArgument(Marks.TypeParameter(mark)!.Value);
        switch (type)
        {
            case ITypeParameterSymbol parameter when !names.AreTold && givens?.MarkOf(parameter) is { } outer:
                return [access with { Entity = outer }];
            case { SpecialType: SpecialType.System_Object } or { TypeKind: TypeKind.Interface }
                when !names.AreTold && Marks.Parameter(mark) is { } same && givens is not null && new Origins(code, givens).Of(new(Argument(same)!, Frame.Empty)) is [{ Operation: IParameterReferenceOperation { Parameter: var given } }]
                    && givens.MarkOf(given) is { } passed:
                return [access with { Entity = passed }];
            default:
                var found = type is null ? null : EntityTable.ElementOrSelf(type) is INamedTypeSymbol entity ? tables.Of(entity, access.Sink.Substring(2), null) : null;
                return names.In(found ?? ["*"]).Select(table => access with { Resource = access.Resource + table, Entity = null, Table = null, Schema = null });
        }
    }

    /// <summary>A text with its marks replaced by what the call gives; what isn't known is a hole.</summary>
    private IReadOnlyList<string> Fill(string text)
    {
        if (Otherwise.Split(text) is var (given, other))
            return [.. Fill(given.ToString()).SelectMany(one => Otherwise.Of(one, () => Fill(other)) ?? [SqlEffects.Hole.ToString()]).Distinct(StringComparer.Ordinal)];
        var filled = new List<string> { text };
        foreach (var mark in text.Where(Marks.Is).Distinct())
        {
            var values = Marks.Parameter(mark) is { } ordinal
                ? Argument(ordinal) is { } argument ? TextsOf(argument) : null
                : TypeArgument(Marks.TypeParameter(mark)!.Value) switch
                {
                    INamedTypeSymbol named => [named.MetadataName],
                    ITypeParameterSymbol parameter when givens?.MarkOf(parameter) is { } outer => [outer.ToString()],
                    _ => null,
                };
            // Both kinds of marks may meet: those that are filled in here must not be filled again.
            filled = [.. filled.SelectMany(one => (values ?? [SqlEffects.Hole.ToString()]).Select(value => one.Replace(mark.ToString(), Shifted(value))))];
            if (filled.Count > MostTexts || filled.Any(one => one.Length > LongestText))
                return [SqlEffects.Hole.ToString()];
        }

        return [.. filled.Select(Unshifted).Distinct(StringComparer.Ordinal)];
    }

    private IReadOnlyList<string>? TextsOf(IOperation argument)
    {
        if (!texts.TryGetValue(argument, out var known))
            texts.Add(argument, known = sql.TextsOf(argument, givens));
        return known;
    }

    private const char Shift = '\u0400';

    private static string Shifted(string value) => Marks.AreIn(value) ? string.Concat(value.Select(c => Marks.Is(c) ? (char)(c + Shift) : c)) : value;

    private static string Unshifted(string value) => string.Concat(value.Select(c => Marks.Is((char)(c - Shift)) ? (char)(c - Shift) : c));

    // Of an extension block's member that is called as the static method it is compiled to, the receiver comes first; what is known of it doesn't count it.
    private IOperation? Argument(int ordinal) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == (ExtensionMembers.TakesReceiver(call.Definition()) && call.Definition().DeclaringSyntaxReferences.Length > 0 ? ordinal + 1 : ordinal))?.Value;

    private ITypeSymbol? TypeArgument(int index)
    {
        var method = call.TargetMethod;
        var outer = Implementations.TypeArguments(method.ContainingType);
        return index < outer.Count ? outer[index] : index - outer.Count < method.TypeArguments.Length ? method.TypeArguments[index - outer.Count] : null;
    }
}
