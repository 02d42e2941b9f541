using ImmutableGuard.Policies;

namespace ImmutableGuard.Manifests;

/// <summary>What a build can do to data: its access sites, the policy they were held against, and where the build came from.</summary>
public sealed record AccessManifest
{
    /// <summary>The version of the manifest's format that this release writes.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>The in-toto predicate type of an access manifest.</summary>
    public const string PredicateType = "https://immutableguard.dev/access-manifest/v1";

    /// <summary>The service's name.</summary>
    public required string Service { get; init; }

    /// <summary>Where the build came from; null in the manifest embedded in the assembly, which must not change with the commit.</summary>
    public Stamp? Stamp { get; init; }

    /// <summary>The compiled module's id (MVID) as a GUID; null in the embedded manifest, which is older than the module.</summary>
    public string? Mvid { get; init; }

    /// <summary>The policy, with the sanctions given in code among its own.</summary>
    public required Policy Policy { get; init; }

    /// <summary>The SHA-256 of the policy file's text with line ends as LF, in lower-case hex; null where there is no file.</summary>
    public string? PolicyDigest { get; init; }

    /// <summary>Likewise of the shared policy's file; null where none stands above the service's.</summary>
    public string? SharedPolicyDigest { get; init; }

    /// <summary>The access sites, ordered by member and id.</summary>
    public required IReadOnlyList<AccessSite> Sites { get; init; }

    /// <summary>The methods that pass on to a sink what their callers give, ordered by id.</summary>
    public IReadOnlyList<DerivedSink> DerivedSinks { get; init; } = [];

    /// <summary>The entities whose tables the code names, ordered by type; one whose tables can't be told is missing.</summary>
    public IReadOnlyList<MappedEntity> Entities { get; init; } = [];

    /// <summary>What couldn't be looked into, each as a short sentence.</summary>
    public IReadOnlyList<string> Unproven { get; init; } = [];

    /// <summary>
    /// What the assembly is deployed with, in the order of <see cref="Dependency.InOrder"/>; null in the embedded manifest: the compiler
    /// is not shown what is deployed.
    /// </summary>
    public IReadOnlyList<Dependency>? Dependencies { get; init; }

    /// <summary>The versions of what built it, by name; null in the embedded manifest.</summary>
    public IReadOnlyDictionary<string, string>? Tools { get; init; }

    /// <summary>Whether the sites are all that the assembly's own code does, and their effects are complete.</summary>
    public bool IsComplete => Unproven.Count == 0 && Sites.All(site => site.Effects.Complete);
}
