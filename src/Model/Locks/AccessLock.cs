using ImmutableGuard.Manifests;
using ImmutableGuard.Policies;

namespace ImmutableGuard.Locks;

/// <summary>
/// What a build may do to data as people have accepted it: <c>access.lock.json</c>, reviewed like code. Says nothing of lines, so
/// that only a change of what is done changes it.
/// </summary>
public sealed class AccessLock
{
    /// <summary>The version of the lock's format that this release reads and writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>How the name of every lock ends; alone it is the usual name.</summary>
    public const string FileName = "access.lock.json";

    private readonly HashSet<LockedAccess> accesses;

    /// <summary>Creates a lock; an access that is there twice counts once.</summary>
    public AccessLock(string service, IEnumerable<LockedAccess> accesses)
    {
        Service = service;
        this.accesses = [.. accesses];
        Accesses = [.. this.accesses.OrderBy(access => access.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>The lock of a build without any access.</summary>
    public static AccessLock Empty { get; } = new("", []);

    /// <summary>The service's name.</summary>
    public string Service { get; }

    /// <summary>The accesses, each once, in the order of their lines.</summary>
    public IReadOnlyList<LockedAccess> Accesses { get; }

    /// <summary>The lock that lists exactly what a build can do.</summary>
    public static AccessLock Of(AccessManifest manifest) =>
        new(manifest.Service, manifest.Sites.SelectMany(site => LockedAccess.Of(manifest.Policy, site)));

    /// <summary>The lock that lists exactly what an application can do in all its guarded assemblies.</summary>
    public static AccessLock Of(AppStatement application) =>
        new(application.Service, application.Assemblies.SelectMany(assembly => Of(assembly.Manifest).Accesses));

    /// <summary>Whether the lock lists an access.</summary>
    public bool Lists(LockedAccess access) => accesses.Contains(access);

    /// <summary>
    /// Whether an access of which the rules would complain passes in the mode <c>ratchet</c>: the lock lists all of it, as it is
    /// granted now. What the policy forbids, and what only an expired sanction covers, passes never.
    /// </summary>
    /// <param name="policy">The policy.</param>
    /// <param name="member">The documentation-comment id of the member.</param>
    /// <param name="effects">What the access does.</param>
    /// <param name="decision">What the policy says of it.</param>
    public bool Tolerates(Policy policy, string member, Effects effects, Decision decision) =>
        policy.Mode == PolicyMode.Ratchet
        && decision.Verdict is Verdict.Allowed or Verdict.Unsanctioned
        && LockedAccess.Of(policy, member, effects, decision.Sanction?.Id).All(Lists);
}
