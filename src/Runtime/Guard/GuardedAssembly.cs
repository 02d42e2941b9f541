using System.Collections.Concurrent;
using System.Reflection;
using ImmutableGuard.Ledger;
using ImmutableGuard.Manifests;
using ImmutableGuard.Policies;

namespace ImmutableGuard.Runtime;

/// <summary>An assembly whose data accesses go through the guard, with the manifest its build embedded.</summary>
public sealed class GuardedAssembly
{
    private const Operation Unrecorded = Operation.Read | Operation.Insert;

    private static readonly ConcurrentDictionary<Assembly, Lazy<GuardedAssembly>> Registered = new();

    private readonly Dictionary<string, Site> sites;
    private readonly Lazy<BuildProof> proof;

    private GuardedAssembly(Assembly assembly)
    {
        Name = assembly.GetName().Name!;
        Manifest = ManifestReader.Read(assembly.GetCustomAttribute<AccessManifestAttribute>()?.Json
            ?? throw new InvalidOperationException($"The assembly {Name} carries no access manifest; build it with the package ImmutableGuard."));
        sites = Manifest.Sites.ToDictionary(site => site.Id, site => new Site(site), StringComparer.Ordinal);
        proof = new(() => BuildProof.Of(assembly, Manifest.Policy.Build, Guard.Options.PublicKey, Guard.Options.SignatureVerifier));
    }

    /// <summary>The assembly's simple name.</summary>
    public string Name { get; }

    /// <summary>The manifest embedded in the assembly.</summary>
    public AccessManifest Manifest { get; }

    /// <summary>Where the build came from, as the manifest beside the assembly says; null where that isn't known.</summary>
    public Stamp? Stamp => proof.Value.Stamp;

    internal string? ManifestDigest => proof.Value.ManifestDigest;

    /// <summary>Whether accesses without a sanction are denied; in the mode <c>ratchet</c> but for those the lock lists.</summary>
    public bool Enforces => Manifest.Policy.Mode != PolicyMode.Observe || Guard.Options.AlwaysEnforce;

    /// <summary>Registers an assembly; a second time gives the same again.</summary>
    /// <exception cref="InvalidOperationException">The assembly carries no access manifest.</exception>
    /// <exception cref="Json.JsonSyntaxException">Its manifest can't be read by this release.</exception>
    public static GuardedAssembly Register(Assembly assembly) =>
        Registered.GetOrAdd(assembly, key => new(() => new GuardedAssembly(key))).Value;

    /// <summary>Begins an access; its outcome must be told to what is returned.</summary>
    /// <param name="siteId">The site's id.</param>
    /// <param name="target">What is accessed.</param>
    /// <exception cref="AccessDeniedException">The policy doesn't allow the access, or it can't be recorded.</exception>
    public Access Begin(string siteId, AccessTarget target)
    {
        if (!sites.TryGetValue(siteId, out var site))
            throw new AccessDeniedException(GuardErrors.AccessDenied,
                $"access denied in {Name}: the site {siteId} is not in the manifest of the assembly. Rebuild it as a whole.", siteId, null);
        var effects = target.Effects(site.Declared.Effects);
        var decision = site.Decide(Manifest.Policy, effects);
        var changes = !effects.Complete || effects.Items.Any(effect => (effect.Operation & ~Unrecorded) != 0);
        if (decision.IsAllowed && !changes)
            return default;

        var audit = new SiteAudit(this, site.Declared, effects, decision, target);
        if (!decision.IsAllowed)
            Refuse(site, audit, effects, Denial.Message(this, site.Declared, effects, decision));
        if (Enforces)
            Verify();
        return changes ? Record(site, audit, decision, target) : default;
    }

    /// <summary>
    /// Checks that the manifest beside the assembly is there and speaks of these bytes, is signed where a key is trusted, and of a
    /// clean build where the policy asks for one.
    /// </summary>
    /// <exception cref="AccessDeniedException">It isn't, and the policy enforces.</exception>
    internal void Verify()
    {
        if (proof.Value is not { Problem: { } problem, Error: { } error })
            return;
        if (Enforces)
            throw new AccessDeniedException(error, $"{Name}: {problem}.", null, null);
        Guard.Recorder.WarnOnce($"{error}: {Name}: {problem}.");
    }

    private void Refuse(Site site, SiteAudit audit, Effects effects, string message)
    {
        var tolerated = audit.Decision.Verdict == Verdict.Unsanctioned && !Guard.Options.AlwaysEnforce && site.Declared.Tolerates(effects);
        var passes = !Enforces || tolerated;
        var recorded = Guard.Recorder.TryAppend(
            audit.Record(AuditKind.Denied) with { Reason = !passes ? "denied" : tolerated ? "tolerated" : "observed" }, out var failure);
        if (!passes)
            throw new AccessDeniedException(GuardErrors.AccessDenied, recorded ? message : $"{message} The denial could not be recorded: {failure!.Message}",
                site.Declared.Id, audit.Decision.Effect, failure);
        Guard.Recorder.WarnOnce($"{GuardErrors.AccessDenied}: {(tolerated ? "tolerated by the lock" : "observed")}, and would be denied by mode \"enforce\": {message}");
    }

    private Access Record(Site site, SiteAudit audit, Decision decision, AccessTarget target)
    {
        // The limit opens a transaction, so it comes after everything that may still refuse, but for the intent.
        if (decision.Sanction?.MaxRows is { } && !RowLimit.CanKeep(site.Declared, target, out var reason))
            throw new AccessDeniedException(GuardErrors.TooManyRows,
                Denial.AtSite(this, site.Declared) + $": the sanction '{decision.Sanction.Id}' limits the rows, which can't be kept here: {reason}.",
                site.Declared.Id, null);
        if (!Guard.Recorder.TryAppend(audit.Record(AuditKind.Intent), out var failure, out var intent))
        {
            if (Enforces)
                throw new AccessDeniedException(failure!.Id,
                    Denial.AtSite(this, site.Declared) + $": it can't be recorded, and what can't be recorded isn't carried out. {failure.Message}",
                    site.Declared.Id, null, failure);
            Guard.Recorder.WarnOnce($"not recorded: {failure!.Message}");
        }

        try
        {
            var limit = decision.Sanction?.MaxRows is { } most ? RowLimit.Begin(most, target) : null;
            return new Access(audit, intent, limit, target.Transaction);
        }
        catch (Exception e)
        {
            new Access(audit, intent, null, null).Fail(e);
            throw;
        }
    }

    /// <summary>A site with the last answer the policy gave about it: mostly the same text comes again.</summary>
    private sealed class Site(AccessSite declared)
    {
        private Tuple<Effects, Decision>? last;

        public AccessSite Declared { get; } = declared;

        public Decision Decide(Policy policy, Effects effects)
        {
            if (Volatile.Read(ref last) is { } known && ReferenceEquals(known.Item1, effects))
                return known.Item2;
            var decision = policy.Decide(Declared.Member, effects, DateTime.UtcNow);
            // An answer that depends on the date is asked for each time.
            if (decision.Sanction?.Expires is null)
                Volatile.Write(ref last, Tuple.Create(effects, decision));
            return decision;
        }
    }
}
