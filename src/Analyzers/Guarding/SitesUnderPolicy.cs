using System.Collections.Immutable;
using ImmutableGuard.Analyzers.Sites.Derived;
using ImmutableGuard.Analyzers.SuppressedSite;
using ImmutableGuard.Policies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ImmutableGuard.Analyzers.Guarding;

/// <summary>The sites of a compilation together with the policy they are held against, compared by what both say.</summary>
internal sealed class SitesUnderPolicy : IEquatable<SitesUnderPolicy>
{
    private readonly EquatableArray<SiteModel> found;
    private readonly EquatableArray<SanctionModel> inCode;
    private readonly PolicyInput policy;

    public SitesUnderPolicy(EquatableArray<SiteModel> found, EquatableArray<SanctionModel> inCode, PolicyInput policy)
    {
        this.found = found;
        this.inCode = inCode;
        this.policy = policy;
    }

    /// <summary>The policy with all that code adds to it.</summary>
    public Policy Policy => policy.Whole is { AllowsInCode: true } whole
        ? whole with { Sanctions = [.. whole.Sanctions, .. inCode.Select(model => model.Sanction).OrderBy(sanction => sanction.Id, StringComparer.Ordinal)] }
        : policy.Whole;

    /// <summary>The digests of the policy files' texts; null where there is no file.</summary>
    public (string? Own, string? Shared) PolicyDigests => (policy.Digest, policy.SharedDigest);

    /// <summary>The sites; a call that the policy asks no guard for is left as it is.</summary>
    public IEnumerable<SiteModel> Sites
    {
        get
        {
            var whole = Policy;
            return found.Select(site => site.Under(whole));
        }
    }

    /// <summary>The sites that no sanction covers and whose warning is hidden.</summary>
    public EquatableArray<SitePlace> Suppressed(Compilation compilation, AnalyzerConfigOptionsProvider configuration, CancellationToken cancellation)
    {
        var whole = Policy;
        // Not by today's date: the same source must give the same assembly tomorrow.
        var unsanctioned = found
            .Select(site => (Site: site, Decision: WrapperSanctions.Decide(whole, site.Member, site.OwnEffects, DateTime.MinValue, site.Wrappers, out _, out _)))
            .Where(decided => !decided.Decision.IsAllowed)
            .ToList();
        if (unsanctioned.Count == 0)
            return new([]);
        var trees = compilation.SyntaxTrees.ToLookup(tree => tree.FilePath, StringComparer.Ordinal);
        var reports = unsanctioned.SelectMany(decided => trees[decided.Site.Path].Take(1).Select(tree => (
            ReportingRule.Of(whole, decided.Decision, decided.Site.NotGuarded is null || decided.Site.IsMark), Location.Create(tree, new TextSpan(decided.Site.Position, 0)))));
        return new(HiddenReport.Among([.. reports], compilation, configuration, cancellation)
            .Select(place => new SitePlace(place.SourceTree!.FilePath, place.SourceSpan.Start)));
    }

    public bool Equals(SitesUnderPolicy? other) =>
        other is not null && found.Equals(other.found) && inCode.Equals(other.inCode) && policy.Equals(other.policy);

    public override bool Equals(object? obj) => Equals(obj as SitesUnderPolicy);

    public override int GetHashCode() => unchecked(found.GetHashCode() * 31 + policy.GetHashCode());
}
