using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ImmutableGuard.Analyzers.Guarding;
using ImmutableGuard.Analyzers.Policies;
using ImmutableGuard.Analyzers.Sites.Arguments;
using ImmutableGuard.Analyzers.Sites.Commands;
using ImmutableGuard.Analyzers.Sites.Derived;
using ImmutableGuard.Analyzers.Sites.Earlier;
using ImmutableGuard.Analyzers.Sites.Mapping;
using ImmutableGuard.Analyzers.Sites.Names;
using ImmutableGuard.Analyzers.Sites.Requests;
using ImmutableGuard.Analyzers.Sites.Strings;
using ImmutableGuard.Analyzers.Sites.Uses;
using ImmutableGuard.Analyzers.Sites.Values;
using ImmutableGuard.Manifests;
using ImmutableGuard.Sinks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites;

/// <summary>Tells of a call whether it is an access site, and what it does. Rules and generator see the same sites through it.</summary>
internal sealed class SiteFinder
{
    // What the generator found the rules needn't find again. Once they have it, it lives as long as what they look at.
    private static readonly ConditionalWeakTable<SyntaxTree, Handed<SiteFinder>> LastWith = new();

    private static readonly Lazy<NamedUses> EmbeddedUses = new(() => UsesOf(SinkCatalogue.Embedded));

    private readonly Remembered<SyntaxTree, IReadOnlyList<(SimpleNameSyntax Name, FoundSite Site, IOperation Operation)>> found = new(EqualityComparer<SyntaxTree>.Default);
    private readonly Memory memory;
    private readonly SiteFinder? earlier;
    private readonly SinkCatalogue catalogue;
    private readonly KnownSinks sinks;
    private readonly EntityTable tables;
    private readonly SourceCode code;
    private readonly SqlAccess sql;
    private readonly NavigationChange navigations;
    private readonly CallAccesses accesses;
    private readonly NamedUses uses;
    private readonly RuledOut ruledOut;
    private readonly HttpInterfaces requests;

    private SiteFinder(Compilation compilation, SinkCatalogue catalogue, KnownSinks sinks, SourceCode code, SiteFinder? without)
    {
        (Compilation, this.catalogue, this.sinks, tables, this.code) = (compilation, catalogue, sinks, new EntityTable(compilation, code), code);
        // What one catalogue rules out another may name.
        (uses, ruledOut) = catalogue == SinkCatalogue.Embedded ? (EmbeddedUses.Value, RuledOut.Of(compilation)) : (UsesOf(catalogue), new());
        if (without is not null && sinks.IsSame(without.sinks) && AddedCode.Of(compilation, without.Compilation) is { } added)
            (earlier, memory) = (without, without.memory.With(added, compilation));
        else
            memory = Memory.Of(compilation, catalogue, code.Files);
        sql = new(code, ProjectDialects.Of(compilation));
        navigations = new(tables.EntityFramework, code);
        accesses = new(sinks, tables, code, sql);
        requests = new(compilation);
        Derived = new(compilation, code, memory, accesses, tree => uses.In(tree, sinks.HasName, default), MayBeSink, method => sinks.IsDeclaredIn(method.ContainingType, method.Name));
    }

    /// <summary>A finder for a compilation; null where no type of the catalogue's sinks is referenced.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="catalogue">The sinks to look for.</param>
    /// <param name="files">The files of SQL that belong to the project.</param>
    public static SiteFinder? For(Compilation compilation, SinkCatalogue catalogue, ImmutableArray<TextFile> files)
    {
        var first = compilation.SyntaxTrees.FirstOrDefault();
        SiteFinder? without = null;
        if (first is not null && LastWith.TryGetValue(first, out var handed) && handed.Value is { } last && last.catalogue == catalogue && last.code.Files.SequenceEqual(files)
            && AddedFiles.Of(compilation, last.Compilation) is { } added)
        {
            if (!added.IsEmpty)
                handed.LetGo();
            if (added.All(GuardedCallsGenerator.IsOwn))
                return last;
            without = last;
        }

        if (KnownSinks.In(compilation, catalogue) is not { } sinks)
            return null;
        var finder = new SiteFinder(compilation, catalogue, sinks, SourceCode.Of(compilation, files), without);
        if (first is not null)
            lock (LastWith)
            {
                LastWith.Remove(first);
                LastWith.Add(first, new(finder));
            }

        return finder;
    }

    private static NamedUses UsesOf(SinkCatalogue catalogue) => Uses([.. catalogue.Words, .. NamedUse.LookUpNames, .. NavigationChange.AllNames], catalogue.SilentWords);

    private static NamedUses Uses(IReadOnlyCollection<string> called, IReadOnlyCollection<string> silent) => new(new(called.Concat(silent)), silent, called);

    /// <summary>The compilation: that of the generator where the rules ask too, without the file that it adds.</summary>
    public Compilation Compilation { get; }

    /// <summary>The tables of entities.</summary>
    public EntityTable Tables => tables;

    /// <summary>The derived sinks.</summary>
    public DerivedSinks Derived { get; }

    /// <summary>The entities with their tables, as other assemblies read them.</summary>
    public IReadOnlyList<MappedEntity> Entities() => tables.HasEntityFramework ? memory.Entities(tables.EntityFramework.Exported) : [];

    /// <summary>The resources that marks on types say may only be added to.</summary>
    public IReadOnlyList<string> AppendOnly() => memory.AppendOnly(() => AppendOnlyEntities.In(Compilation, tables));

    /// <summary>Whether a name is that of any sink, or of a method that finds others by their names.</summary>
    public bool MayBeSite(string name) => sinks.HasName(name) || sinks.SilentlyMeant(name).Any() || NamedUse.IsLookUp(name) || NavigationChange.IsName(name) && tables.HasEntityFramework || requests.MayBe(name);

    /// <summary>The sites of a file as the generator takes them: as they were before, where nothing is different that they were read from.</summary>
    public IReadOnlyList<SiteModel> Models(SyntaxTree tree, CancellationToken cancellation)
    {
        Derived.Find();
        return memory.Sites(tree, key => [.. In(key, cancellation).Select(found => SiteReader.Read(found.Name, found.Site, found.Operation, code.Model(key)!, this, cancellation))]);
    }

    /// <summary>Who finds the sites of a file: where other generators added files, still the generator's finder, as far as none of these has to do with what it read.</summary>
    public SiteFinder Of(SyntaxTree tree, CancellationToken cancellation)
    {
        if (earlier?.Compilation.ContainsSyntaxTree(tree) != true)
            return this;
        Derived.Find();
        if (!memory.HasSameDerived)
            return this;
        earlier.In(tree, cancellation, out var readings);
        return memory.Holds(readings) ? earlier : this;
    }

    /// <summary>The sites of a file of the compilation, each with the name that it is found by.</summary>
    public IReadOnlyList<(SimpleNameSyntax Name, FoundSite Site, IOperation Operation)> In(SyntaxTree tree, CancellationToken cancellation) => In(tree, cancellation, out _);

    private IReadOnlyList<(SimpleNameSyntax Name, FoundSite Site, IOperation Operation)> In(SyntaxTree tree, CancellationToken cancellation, out Readings readings) => found.Of(tree, _ =>
    {
        var sites = new List<(SimpleNameSyntax, FoundSite, IOperation)>();
        foreach (var name in NamesIn(tree, cancellation))
            // A creation may be found by the name of its type and by that of its mode.
            if (Find(name, code.Model(tree)!, cancellation) is var (site, operation) && !(site.Use == SinkUse.Creation && sites.Any(other => other.Item3.Syntax == operation.Syntax)))
                sites.Add((name, site, operation));
        return sites;
    }, out readings);

    /// <summary>The names in a file that may stand for a site, as far as can be told without binding them.</summary>
    private IEnumerable<SimpleNameSyntax> NamesIn(SyntaxTree tree, CancellationToken cancellation) =>
        uses.In(tree, MayBeSite, cancellation)
            .Concat(requests.NamesIn(tree, cancellation).Where(name => !uses.Contains(name.Identifier.ValueText)))
            .Concat(Derived.NamesIn(tree, cancellation).Where(name => !MayBeSite(name.Identifier.ValueText)));

    /// <summary>The site that a name in source stands in, with its operation; null where there is none.</summary>
    private (FoundSite Site, IOperation Operation)? Find(SimpleNameSyntax name, SemanticModel model, CancellationToken cancellation)
    {
        var use = NamedUses.UseOf(name);
        if (ruledOut.Contains(name))
        {
            Readings.Unknown();
            return null;
        }

        if (!MayBeSite(name, use, model))
            return null;
        if (SilentNames.UseOf(name) is null && code.Named(use) is { } named && !(named is IMethodSymbol method && MayBeSite(method.Definition())))
        {
            ruledOut.Add(name, named);
            return null;
        }

        if (model.GetOperation(use, cancellation) is not { } operation)
            return null;
        if (MayBeSite(operation) && model.GetEnclosingSymbol(use.SpanStart, cancellation) is { } containing && Find(operation, containing) is { } site)
            return (site, operation);
        ruledOut.Add(name, operation);
        return null;
    }

    /// <summary>Whether a name may call a sink, as far as declarations tell.</summary>
    private bool MayBeSink(SimpleNameSyntax name) =>
        sinks.HasName(name.Identifier.ValueText) && !ruledOut.Contains(name) && code.Model(name.SyntaxTree) is { } model && DeclaredUse.MayBeSink(name, model, sinks);

    /// <summary>Whether a name is worth being bound: declarations don't already tell that it is no site.</summary>
    private bool MayBeSite(SimpleNameSyntax name, SyntaxNode use, SemanticModel model)
    {
        var method = name.Identifier.ValueText;
        if (use is not InvocationExpressionSyntax && SilentNames.UseOf(name) is not null)
            return sinks.SilentlyMeant(method).Any(meant => DeclaredUse.MayBeSet(name, meant, model, sinks));
        if (NamedUse.IsLookUp(method))
            return use is InvocationExpressionSyntax call && LookUpNames.MayBeSinks(call, method, model, name => sinks.HasName(name) || Derived.MayBe(name)) || sinks.HasName(method) || Derived.MayBe(method);
        return Derived.MayBe(method) || requests.MayBe(method) || NavigationChange.IsName(method) && tables.HasEntityFramework || DeclaredUse.MayBeSink(name, model, sinks);
    }

    /// <summary>Whether a use of a method, as it is declared, may be a site.</summary>
    private bool MayBeSite(IMethodSymbol method) =>
        sinks.IsDeclaredIn(method.ContainingType, method.Name) || Derived.MayBe(method) || requests.MayBe(method.Name) || NamedUse.IsLookUp(method)
        || NavigationChange.IsName(method.Name) && tables.HasEntityFramework;

    /// <summary>Whether an operation's name is that of any sink, or may stand for one: the cheapest question first.</summary>
    public bool MayBeSite(IOperation operation) => operation switch
    {
        _ when SilentUse.Of(operation) is { } silent => sinks.HasName(SilentUse.NameOf(silent.Method)),
        IInvocationOperation call => MayBeSite(call.TargetMethod.Name) || Derived.MayBe(call.TargetMethod.Name),
        IMethodReferenceOperation reference => sinks.HasName(reference.Method.Name) || requests.MayBe(reference.Method.Name) || Derived.MayBe(reference.Method.Name),
        _ => NamedUse.NameOf(operation) is { } name && (sinks.HasName(name) || Derived.MayBe(name)),
    };

    /// <summary>The site that an operation is: a call of a sink, or another use of one; null where it is neither.</summary>
    public FoundSite? Find(IOperation operation, ISymbol containing) => operation switch
    {
        _ when SilentUse.Of(operation) is { } silent => Find(silent, containing),
        IInvocationOperation call when !NamedUse.IsLookUp(call.TargetMethod.Name) => Find(call, containing),
        IMethodReferenceOperation reference => FindUse(reference.Method.Definition(), SinkUse.MethodReference, containing) ?? DerivedSites.HandedOut(reference.Method.Definition(), SinkUse.MethodReference, containing, Derived),
        _ => NamedUse.Of(operation) is { } use ? Find(use, operation.SemanticModel!.Compilation, containing) : null,
    };

    private FoundSite? Find(IInvocationOperation call, ISymbol containing)
    {
        if (sinks.Find(call.Definition(), call, code) is not { } sink)
            return tables.HasEntityFramework && navigations.Of(call) is var (taken, effect) ? new(call, call.Definition(), taken, MemberAround(containing), effect, ConstantText: null)
                : requests.Of(call.Definition()) is var (request, sent) ? new(call, call.Definition(), request, MemberAround(containing), sent, ConstantText: null)
                : DerivedSites.Called(call, MemberAround(containing), Derived);
        var effects = sink.Verb is not null ? RequestEffects(call, sink)
            : sink.CarriesText ? sql.EffectsOf(call, sink)
            : sink.Operation == Operation.Unknown && sql.EffectsOfSeveral(call, sink) is { } several ? several
            : sink.SwitchValue is null ? new(DeclaredEffects(call, sink, sink.Operation))
            : new([.. sinks.All(call.Definition(), call.ArgumentValue, code).Where(other => other.SwitchValue is not null).SelectMany(other => DeclaredEffects(call, other, other.Operation))]);
        return DerivedSites.Given(new(call, call.Definition(), sink, MemberAround(containing), effects, SqlAccess.ConstantArgument(call, sink)), accesses, Derived);
    }

    private FoundSite? Find(SilentUse use, ISymbol containing) => sinks.All(use.Method, use.Argument, code).ToList() is not [var first, ..] all ? null
        : new(Call: null, use.Method, first, MemberAround(containing), new([.. all.SelectMany(sink => EffectsOf(use, sink)).Distinct()]), ConstantText: null) { Use = use.Use, Call = first.Deferred ? Giver(use, containing) : null };

    /// <summary>
    /// The call that gives what a property is set of, where nothing lies between it and the setting: a guard around the one is as good as
    /// around the other. Null where another site has the call for itself.
    /// </summary>
    private IInvocationOperation? Giver(SilentUse use, ISymbol containing) =>
        use.Holder?.WithoutConversions() is IInvocationOperation call && use.Argument("value")?.ConstantValue.HasValue == true && !(MayBeSite(call) && Find(call, containing) is not null) ? call : null;

    private IEnumerable<Effect> EffectsOf(SilentUse use, Sink sink) => sink.Resources
        .SelectMany(template => template.Kind switch
        {
            PlaceholderKind.Argument when use.Argument(template.Placeholder) is { } argument => [ArgumentResource.Of(argument, template, code)],
            PlaceholderKind.Entity when use.Holder is { } entry => (Entries.TablesOf(entry, tables) ?? ["*"]).Select(table => template.Prefix + table),
            _ => [template.Widest],
        })
        // No guard could tell which file a constructor replaces.
        .Select(resource => new Effect(sink.Operation, resource) { Drops = sink.Drops && !resource.EndsWith(":*", StringComparison.Ordinal) });

    /// <summary>
    /// The first sink that a name may stand for. Where the type can't be told, only the names that commands have are taken for
    /// theirs: others (<c>Delete</c>, <c>Update</c>) mean too many things.
    /// </summary>
    private FoundSite? Find(NamedUse use, Compilation compilation, ISymbol containing)
    {
        IEnumerable<ITypeSymbol> types = use.Types.Count > 0 ? use.Types
            : SinkCatalogue.Embedded.Named(use.Name).Where(sink => sink.Text is ["this"]).SelectMany(sink => compilation.GetTypesByMetadataName(sink.Type));
        return types.SelectMany(SelfAndAncestors)
            .SelectMany(type => type.GetMembers(use.Name).OfType<IMethodSymbol>())
            .Select(method => FindUse(method.Definition(), use.Use, containing) ?? DerivedSites.HandedOut(method.Definition(), use.Use, containing, Derived))
            .FirstOrDefault(site => site is not null);
    }

    private static IEnumerable<ITypeSymbol> SelfAndAncestors(ITypeSymbol type)
    {
        for (ITypeSymbol? ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
            yield return ancestor;
        foreach (var ancestor in type.AllInterfaces)
            yield return ancestor;
    }

    /// <summary>Whoever gets at the method calls it with what nobody sees here.</summary>
    private FoundSite? FindUse(IMethodSymbol method, SinkUse use, ISymbol containing)
    {
        if (sinks.Find(method, call: null, code) is not { } sink)
            return requests.Of(method) is var (request, sent) ? new(Call: null, method, request, MemberAround(containing), sent, ConstantText: null) { Use = use } : null;
        var effects = sink.CarriesText
            ? Effects.Unknown("the method isn't called as itself here, and what text it will be called with can't be seen")
            : sink.Verb is not null ? Effects.Unknown("the method isn't called as itself here, and what requests it will send can't be seen")
            : new([.. sink.Resources.Select(resource => new Effect(sink.Operation, resource.Widest, sink.Bound == SinkBound.Single))]);
        return new(Call: null, method, sink, MemberAround(containing), effects, ConstantText: null) { Use = use };
    }

    private Effects RequestEffects(IInvocationOperation call, Sink sink) =>
        HttpMethods.Of(call, sink.Verb!, code) is { } operations
            ? new([.. operations.SelectMany(operation => DeclaredEffects(call, sink, operation))])
            : Effects.Unknown("the request's HTTP method is not constant");

    private List<Effect> DeclaredEffects(IInvocationOperation call, Sink sink, Operation operation)
    {
        var bounded = Limit.Of(call, sink with { Operation = operation }, code, givens: null).IsThere;
        return [.. sink.Resources.SelectMany(template => Resources(call, sink, template)).Select(resource => new Effect(operation, resource, bounded) { Drops = sink.Drops })];
    }

    private IReadOnlyList<string> Resources(IInvocationOperation call, Sink sink, SinkTemplate template) => template.Kind switch
    {
        PlaceholderKind.None => [template.Prefix],
        PlaceholderKind.Entity => tables.Of(call, sink, template.Placeholder) is { } names ? [.. names.Select(name => template.Prefix + name)] : [template.Widest],
        // Of two resources the guard takes the first for the one and the second for the other.
        _ => sink.Also is null ? ArgumentResource.AllOf(call, template, code) : [ArgumentResource.Of(call, template, code)],
    };

    /// <summary>The member that what is in it counts to: the one around all lambdas and local functions.</summary>
    public static ISymbol MemberAround(ISymbol symbol)
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
