using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ImmutableGuard.Analyzers.Catalogues;
using ImmutableGuard.Analyzers.Guarding;
using ImmutableGuard.Analyzers.Policies;
using ImmutableGuard.Analyzers.Sites;
using ImmutableGuard.Analyzers.Sites.Derived;
using ImmutableGuard.Analyzers.Sites.Mapping;
using ImmutableGuard.Analyzers.Sites.Strings;
using ImmutableGuard.Analyzers.Sites.Values;
using ImmutableGuard.Locks;
using ImmutableGuard.Policies;
using ImmutableGuard.Sinks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ImmutableGuard.Analyzers;

/// <summary>A site and what the policy says of it.</summary>
/// <param name="Site">The site.</param>
/// <param name="Operation">The call of the sink, or the other use of it.</param>
/// <param name="Policy">The policy, with what code says of resources and the sanctions around the site.</param>
/// <param name="Decision">The decision.</param>
/// <param name="DecisionOnKnown">The decision if the effects that are known were all there is.</param>
/// <param name="IsTolerated">Whether the lock lists it and the mode <c>ratchet</c> lets it pass.</param>
/// <param name="Obstacle">Why the guard can't be put around the site; null where it can, or needn't.</param>
internal sealed record CheckedSite(FoundSite Site, IOperation Operation, Policy Policy, Decision Decision, Decision DecisionOnKnown, bool IsTolerated, Obstacle? Obstacle)
{
    /// <summary>The first effect that changes append-only data, with the rule that says so; null where there is none.</summary>
    public (Effect Effect, ResourceRule Rule)? AppendOnlyChange
    {
        get
        {
            foreach (var effect in Site.Effects.Items)
                if (ChangesAppendOnly(effect) && Policy.AppendOnlyRule(effect) is { } rule)
                    return (effect, rule);
            return null;
        }
    }

    /// <summary>
    /// Whether an effect changes append-only data. Where nothing at all is known of the resource, any rule might be meant: that is
    /// an access the policy forbids (IG1001 to IG1003 say so), but nobody can say that it is this data.
    /// </summary>
    public bool ChangesAppendOnly(Effect effect) =>
        Policy.AppendOnlyRule(effect) is not null && (!effect.Resource.EndsWith(":*", StringComparison.Ordinal) || Site.Sink.Bound == Sinks.SinkBound.None);
}

/// <summary>The access sites of one compilation with what the policy says of each; found once, however many rules ask.</summary>
internal sealed class CheckedSites
{
    private static readonly ConditionalWeakTable<Compilation, CheckedSites> ByCompilation = new();

    private readonly ConcurrentDictionary<SyntaxTree, IReadOnlyList<CheckedSite>> found = new();
    private readonly SiteFinder? finder;
    private readonly PolicyTexts policyTexts;
    private readonly SourceText? lockText;
    private readonly bool isOn;
    private readonly Lazy<Policy> policy;
    private readonly Lazy<AccessLock> @lock;
    private readonly Lazy<EntityTable?> tables;

    private readonly ImmutableArray<SourceText> catalogues;
    private readonly ImmutableArray<TextFile> files;

    private CheckedSites(
        Compilation compilation, SiteFinder? finder, PolicyTexts policyTexts, SourceText? lockText, ImmutableArray<SourceText> catalogues, ImmutableArray<TextFile> files, bool isOn)
    {
        (this.finder, this.policyTexts, this.lockText, this.catalogues, this.files, this.isOn) = (finder, policyTexts, lockText, catalogues, files, isOn);
        policy = new(() =>
        {
            var file = PolicyFile.Read(policyTexts);
            return finder is null ? file : file with { Resources = [.. finder.AppendOnly().Select(AppendOnlyEntities.Rule), .. file.Resources] };
        });
        tables = new(() => finder is null || finder.Compilation == compilation ? finder?.Tables : new(compilation, SourceCode.Of(compilation, files)));
        @lock = new(() => LockFile.Read(lockText?.ToString()));
    }

    /// <summary>The policy, with what code says of resources.</summary>
    public Policy Policy => policy.Value;

    /// <summary>The tables of entities.</summary>
    public EntityTable Tables => tables.Value!;

    /// <summary>The sites of a compilation; null where it references no sink's type, so that nothing need be looked at.</summary>
    public static CheckedSites? Of(Compilation compilation, AnalyzerOptions options, CancellationToken cancellation)
    {
        var texts = PolicyFile.Among(options.AdditionalFiles, cancellation);
        var lockText = LockFile.TextAmong(options.AdditionalFiles, cancellation);
        var catalogues = CatalogueFiles.TextsAmong(options.AdditionalFiles, cancellation);
        var files = TextFiles.Among(options, cancellation);
        var isOn = BuildOptions.Read(options.AnalyzerConfigOptionsProvider).Enabled;
        var sites = ByCompilation.GetValue(compilation, key => new(key, Finder(key, catalogues, files), texts, lockText, catalogues, files, isOn));
        // In an editor these files change while the compilation stays the same.
        var sameFinder = sites.catalogues.SequenceEqual(catalogues, SameContent.Instance) && sites.files.SequenceEqual(files);
        if (!sameFinder || sites.policyTexts != texts || sites.lockText != lockText || sites.isOn != isOn)
            sites = new(compilation, sameFinder ? sites.finder : Finder(compilation, catalogues, files), texts, lockText, catalogues, files, isOn);
        return sites.finder is null ? null : sites;
    }

    private static SiteFinder? Finder(Compilation compilation, ImmutableArray<SourceText> catalogues, ImmutableArray<TextFile> files) =>
        SiteFinder.For(compilation, SinkCatalogue.Embedded.With(CatalogueFiles.Read(catalogues.Select(text => text.ToString()))), files);

    /// <summary>The sites of a file, with the policy's decisions.</summary>
    public IReadOnlyList<CheckedSite> In(SemanticModel model, CancellationToken cancellation) =>
        found.GetOrAdd(model.SyntaxTree, tree => GuardedCallsGenerator.IsOwn(tree) ? []
            : finder!.Of(tree, cancellation) is var by ? [.. by.In(tree, cancellation).Select(found => Check(found.Site, found.Operation, by))] : []);

    private CheckedSite Check(FoundSite site, IOperation operation, SiteFinder by)
    {
        // What callers are told of is asked of them.
        site = site with { Effects = site.Own };
        var now = DateTime.UtcNow;
        var wrappers = WrapperSanctions.Of(site, by.Derived, now);
        var inCode = Policy.AllowsInCode ? (wrappers?.Members ?? new([])).Select(by.Derived.Member).OfType<ISymbol>().Prepend(site.Member).SelectMany(InCodeSanctions.Around) : [];
        var whole = Policy with { Sanctions = [.. Policy.Sanctions, .. inCode] };
        var decision = WrapperSanctions.Decide(whole, site.MemberId, site.Effects, now, wrappers, out _, out var isWrappers);
        var needsGuard = isOn && (DapperAot.HarmlessEffects(site) is not { } harmless || harmless.Any(whole.Restricts));
        // A wrapper's access is guarded anyhow; but unless the guard is around its call too, a sanction of the caller doesn't count.
        if (wrappers is not null && site.Call is not null && (isWrappers || !decision.IsAllowed))
            needsGuard = false;
        var obstacle = needsGuard ? Redirectable.WhyNot(site, by.Compilation) : null;
        // A mark does what the source says and nothing else (decision 0018): where it isn't sanctioned, that is to be said, and else only a limit.
        if (site.IsMark && (!decision.IsAllowed || decision.HoldsUnguarded))
            obstacle = null;
        return new(
            site, operation, whole, decision,
            site.Effects.Complete ? decision : WrapperSanctions.Decide(whole, site.MemberId, new(site.Effects.Items), now, wrappers, out _, out _),
            obstacle is null && @lock.Value.Tolerates(whole, site.MemberId, site.Effects, decision),
            obstacle);
    }

    private sealed class SameContent : IEqualityComparer<SourceText>
    {
        public static SameContent Instance { get; } = new();

        public bool Equals(SourceText? one, SourceText? other) => ReferenceEquals(one, other) || one is not null && other is not null && one.ContentEquals(other);

        public int GetHashCode(SourceText text) => text.Length;
    }
}
