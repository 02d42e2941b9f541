using ImmutableGuard.Analyzers.Sites.Mapping;
using ImmutableGuard.Analyzers.Sites.Values;
using ImmutableGuard.Sinks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites;

/// <summary>Tells of a call whether it is an access site, and what it does. Rules and generator see the same sites through it.</summary>
internal sealed class SiteFinder(KnownSinks sinks, EntityTable tables, SourceCode code)
{
    private const string EntityFramework = "Microsoft.EntityFrameworkCore.";

    private readonly SqlAccess sql = new(code);

    /// <summary>A finder for a compilation; null where no type of the catalogue's sinks is referenced.</summary>
    public static SiteFinder? For(Compilation compilation, SinkCatalogue catalogue) =>
        KnownSinks.In(compilation, catalogue) is { } sinks
            ? new(sinks, new EntityTable(new ConfiguredTables(compilation)), SourceCode.Of(compilation))
            : null;

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
            : sink.CarriesText ? sql.EffectsOf(call, sink)
            : new(DeclaredEffects(call, sink, sink.Operation));
        return new(call, call.Definition(), sink, MemberAround(containing), effects, SqlAccess.ConstantArgument(call, sink));
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

    private Effects RequestEffects(IInvocationOperation call, Sink sink) =>
        HttpMethods.Of(call, sink.Verb!, code) is { } operations
            ? new([.. operations.SelectMany(operation => DeclaredEffects(call, sink, operation))])
            : Effects.Unknown("the request's HTTP method is not constant");

    private List<Effect> DeclaredEffects(IInvocationOperation call, Sink sink, Operation operation)
    {
        var bounded = (operation & (Operation.Delete | Operation.Update)) == 0 || sink.Bound switch
        {
            SinkBound.Query => QueryFilter.Limits(call, code) || sink.Filter is { } filter && ArgumentFilter.Limits(call, filter, code),
            SinkBound.Filter => ArgumentFilter.Limits(call, sink.Filter!, code),
            SinkBound.None => false,
            _ => true,
        };
        return [.. sink.Resources.Select(resource => new Effect(operation, Resource(call, sink, resource), bounded))];
    }

    private string Resource(IInvocationOperation call, Sink sink, SinkTemplate template) => template.Kind switch
    {
        PlaceholderKind.None => template.Prefix,
        // Only Entity Framework's way to name tables is known.
        PlaceholderKind.Entity => sink.Type.StartsWith(EntityFramework, StringComparison.Ordinal) && tables.Of(call, template.Placeholder) is { } table
            ? template.Prefix + table
            : template.Widest,
        _ => ArgumentResource.Of(call, template, code),
    };

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
