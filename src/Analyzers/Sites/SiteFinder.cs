using ImmutableGuard.Analyzers.Sites.Mapping;
using ImmutableGuard.Sinks;
using ImmutableGuard.Sql;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites;

/// <summary>Tells of a call whether it is an access site, and what it does. Rules and generator see the same sites through it.</summary>
internal sealed class SiteFinder(KnownSinks sinks, EntityTable tables)
{
    /// <summary>A finder for a compilation; null where no sink's type is referenced.</summary>
    public static SiteFinder? For(Compilation compilation) => 
        KnownSinks.In(compilation, SinkCatalogue.Embedded) is { } sinks ? new(sinks, new EntityTable(new ConfiguredTables(compilation))) : null;

    /// <summary>Whether any sink has a name: the cheapest question first.</summary>
    public bool MayBeSite(string method) => sinks.HasName(method);

    /// <summary>The site that an operation is: a call of a sink, or a reference to one as a method; null where it is neither.</summary>
    public FoundSite? Find(IOperation operation, ISymbol containing) => operation switch
    {
        IInvocationOperation call => Find(call, containing),
        IMethodReferenceOperation reference => Find(reference, containing),
        _ => null,
    };

    private FoundSite? Find(IInvocationOperation call, ISymbol containing)
    {
        if (sinks.Find(call.Definition(), call) is not { } sink)
            return null;
        var effects = sink.Verb is not null ? RequestEffects(call, sink)
            : !sink.CarriesText ? new(DeclaredEffects(call, sink, sink.Operation))
            : EffectsOf(sink.Text is ["this"] ? CommandTexts.Of(call) : ArgumentTexts(call, sink), Dialect(call, sink));
        return new(call, call.Definition(), sink, MemberAround(containing), effects, ConstantArgument(call, sink));
    }

    /// <summary>Whoever is handed the method calls it with what nobody sees here.</summary>
    private FoundSite? Find(IMethodReferenceOperation reference, ISymbol containing)
    {
        if (sinks.Find(reference.Method.Definition(), call: null) is not { } sink)
            return null;
        var effects = sink.CarriesText
            ? Effects.Unknown("the method is handed out as a value, and what text it will be called with can't be seen")
            : sink.Verb is not null ? Effects.Unknown("the method is handed out as a value, and what requests it will send can't be seen")
            : new([.. sink.Resources.Select(resource => new Effect(sink.Operation, resource.Widest, sink.Bound == SinkBound.Single))]);
        return new(Call: null, reference.Method.Definition(), sink, MemberAround(containing), effects, ConstantText: null);
    }

    private static Effects EffectsOf(IReadOnlyList<string>? texts, SqlDialect dialect)
    {
        if (texts is null)
            return Effects.Unknown("the SQL text is not constant");
        var all = texts.Select(text => SqlEffects.Of(text, dialect)).ToList();
        return all is [var single]
            ? single
            : new([.. all.SelectMany(effects => effects.Items).Distinct()], all.FirstOrDefault(effects => !effects.Complete)?.Reason);
    }

    private Effects RequestEffects(IInvocationOperation call, Sink sink) =>
        HttpMethods.Of(call, sink.Verb!) is { } operations
            ? new([.. operations.SelectMany(operation => DeclaredEffects(call, sink, operation))])
            : Effects.Unknown("the request's HTTP method is not constant");

    private List<Effect> DeclaredEffects(IInvocationOperation call, Sink sink, Operation operation)
    {
        var bounded = (operation & (Operation.Delete | Operation.Update)) == 0 || sink.Bound switch
        {
            SinkBound.Query => QueryFilter.Limits(call),
            SinkBound.Filter => ArgumentFilter.Limits(call, sink.Filter!),
            SinkBound.None => false,
            _ => true,
        };
        return [.. sink.Resources.Select(resource => new Effect(operation, Resource(call, resource), bounded))];
    }

    private string Resource(IInvocationOperation call, SinkTemplate template) => template.Kind switch
    {
        PlaceholderKind.None => template.Prefix,
        PlaceholderKind.Entity => tables.Of(call, template.Placeholder) is { } table ? template.Prefix + table : template.Widest,
        _ => ArgumentResource.Of(call, template),
    };

    private static IReadOnlyList<string>? ArgumentTexts(IInvocationOperation call, Sink sink) =>
        TextArgument(call, sink) is { } value ? ConstantTexts.Of(value) : null;

    /// <summary>The text's argument; where it sits in a property of the argument, the constructor's argument of that name.</summary>
    private static IOperation? TextArgument(IInvocationOperation call, Sink sink)
    {
        foreach (var path in sink.Text)
        {
            var dot = path.IndexOf('.');
            var value = call.ArgumentValue(dot < 0 ? path : path.Substring(0, dot))?.WithoutConversions();
            if (value is null)
                continue;
            if (dot < 0)
                return value;
            if (value is IObjectCreationOperation creation)
                return creation.Arguments.FirstOrDefault(argument => argument.Parameter?.Type.SpecialType == SpecialType.System_String)?.Value;
            // FormattableString: the interpolated text itself, of which every hole is a parameter.
            return value is IInterpolatedStringOperation ? value : null;
        }

        return null;
    }

    /// <summary>The text where it is a constant argument: the compiled call loads it right there, for the other engine to see.</summary>
    private static string? ConstantArgument(IInvocationOperation call, Sink sink) =>
        sink.Text.Select(call.ArgumentValue).FirstOrDefault(value => value is not null)?.ConstantValue is { HasValue: true, Value: string text } ? text : null;

    private static SqlDialect Dialect(IInvocationOperation call, Sink sink)
    {
        var carrier = sink.Connection is { } parameter ? call.ArgumentValue(parameter)?.WithoutConversions() : call.ReceiverValue()?.WithoutConversions();
        for (var type = carrier?.Type; type is not null; type = type.BaseType)
            if (SqlDialects.OfProvider(type.ContainingNamespace?.ToDisplayString()) is var dialect and not SqlDialect.Any)
                return dialect;
        return SqlDialect.Any;
    }

    private static ISymbol MemberAround(ISymbol symbol)
    {
        while (symbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction })
            symbol = symbol.ContainingSymbol;
        return symbol switch
        {
            IMethodSymbol { AssociatedSymbol: { } propertyOrEvent } => propertyOrEvent,
            // The initializer of an automatic property is that of its hidden field to some who ask.
            IFieldSymbol { AssociatedSymbol: { } property } => property,
            _ => symbol,
        };
    }
}
