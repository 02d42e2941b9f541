using ImmutableGuard.Analyzers.Sites.Derived;
using ImmutableGuard.Locks;
using ImmutableGuard.Manifests;
using ImmutableGuard.Policies;

namespace ImmutableGuard.Analyzers.Guarding;

/// <summary>Makes the manifest that is embedded in the assembly.</summary>
internal static class EmbeddedManifest
{
    public static string Write(
        IReadOnlyList<NumberedSite> sites, IReadOnlyList<DerivedSink> derived, IReadOnlyList<MappedEntity> entities, Policy policy, (string? Own, string? Shared) digests, AccessLock @lock, IEnumerable<SitePlace> suppressed, string assembly) =>
        ManifestWriter.Write(new AccessManifest
        {
            Service = policy.Service ?? assembly,
            Policy = policy,
            PolicyDigest = digests.Own,
            SharedPolicyDigest = digests.Shared,
            Sites = [.. sites.Select(site => Listed(Site(site, policy, @lock), suppressed.Contains(site.Model.Place)))],
            DerivedSinks = derived,
            Entities = entities,
            // Where the guard isn't around the call of a derived sink, it is around the sink's own.
            Unproven = [.. sites.Where(site => site.Model is { NotGuarded: not null, Wrappers: null } && !(site.Model.IsMark && IsDeclared(site, policy, @lock))).Select(site => $"{site.File}({site.Model.Line}): {site.Model.NotGuarded}")],
        }).ToString();

    /// <summary>Whether a site is listed by what it does and allowed, so that nothing is left to prove where no guard is around it.</summary>
    private static bool IsDeclared(NumberedSite site, Policy policy, AccessLock @lock) =>
        Site(site, policy, @lock).Tolerated || policy.Decide(site.Model.Member, site.Model.AllEffects, DateTime.MinValue).HoldsUnguarded;

    /// <summary>Of what is tolerated nothing is reported, so there is nothing to hide.</summary>
    private static AccessSite Listed(AccessSite site, bool suppressed) => site with { Suppressed = suppressed && !site.Tolerated };

    private static AccessSite Site(NumberedSite site, Policy policy, AccessLock @lock)
    {
        var effects = site.Model.AllEffects;
        // Not by today's date: the same source must give the same assembly tomorrow. Expiry is for IDE, CI and guard.
        var decision = WrapperSanctions.Decide(policy, site.Model.Member, effects, DateTime.MinValue, site.Model.Wrappers, out var sanction, out _);
        return new()
        {
            Id = site.Id,
            Member = site.Model.Member,
            File = site.File,
            Line = site.Model.Line,
            Sink = site.Model.Sink,
            Effects = effects,
            Sanction = sanction,
            Tolerated = !decision.IsAllowed && @lock.Tolerates(policy, site.Model.Member, effects, decision),
            GivenBy = [.. site.Model.GivenBy],
            Derived = site.Model.Wrappers is not null,
            Mediated = site.Model.NotGuarded is null ? null : false,
        };
    }
}
