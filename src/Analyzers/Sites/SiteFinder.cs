using ImmutableGuard.Analyzers.Sites.Mapping;
using ImmutableGuard.Analyzers.Sites.Values;
using ImmutableGuard.Sinks;
using ImmutableGuard.Sql;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites;

/// <summary>Tells of a call whether it is an access site, and what it does. Rules and generator see the same sites through it.</summary>
internal sealed class SiteFinder(KnownSinks sinks, EntityTable tables, SourceCode code, SqlDialect dialect)
{
    private readonly SqlAccess sql = new(code, dialect);

    /// <summary>A finder for a compilation; null where no sink's type is referenced.</summary>
    public static SiteFinder? For(Compilation compilation) =>
        KnownSinks.In(compilation) is { } sinks
            ? new(sinks, new EntityTable(new ConfiguredTables(compilation)), SourceCode.Of(compilation), ProjectDialect.Of(compilation))
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
        if (sinks.Find(call.Definition()) is not { } sink)
            return null;
        var effects = sink.CarriesText ? sql.EffectsOf(call, sink) : new([DeclaredEffect(call, sink)]);
        return new(call, call.Definition(), sink, MemberAround(containing), effects, SqlAccess.ConstantArgument(call, sink));
    }

    /// <summary>Whoever is handed the method calls it with what nobody sees here.</summary>
    private FoundSite? Find(IMethodReferenceOperation reference, ISymbol containing)
    {
        if (sinks.Find(reference.Method.Definition()) is not { } sink)
            return null;
        var effects = sink.CarriesText
            ? Effects.Unknown("the method is handed out as a value, and what text it will be called with can't be seen")
            : new([new Effect(sink.Operation, sink.Resource.Prefix + (sink.Resource.Placeholder.Length == 0 ? "" : "*"), sink.Bound == SinkBound.Single)]);
        return new(Call: null, reference.Method.Definition(), sink, MemberAround(containing), effects, ConstantText: null);
    }

    private Effect DeclaredEffect(IInvocationOperation call, Sink sink)
    {
        var resource = sink.Resource.IsEntity
            ? sink.Resource.Prefix + (tables.Of(call, sink.Resource.Placeholder) ?? "*")
            : ArgumentResource.Of(call, sink.Resource, code);
        var bounded = sink.Bound switch
        {
            SinkBound.Query => QueryFilter.Limits(call, code),
            SinkBound.None => false,
            _ => true,
        };
        return new(sink.Operation, resource, bounded || (sink.Operation & (Operation.Delete | Operation.Update)) == 0);
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
