namespace ImmutableGuard.Manifests;

/// <summary>An assembly that is deployed together with what was built, and isn't of the framework.</summary>
/// <param name="Name">The assembly's simple name.</param>
/// <param name="Version">The version of the package it comes from; the assembly's own where it comes from none.</param>
/// <param name="Sha256">The SHA-256 of its bytes, in lower-case hex.</param>
/// <param name="IsGuarded">Whether it carries an access manifest of its own.</param>
/// <param name="Effects">What its manifest says it does; of one without a manifest, what the sinks do that it refers to.</param>
public sealed record Dependency(string Name, string Version, string Sha256, bool IsGuarded, Effects Effects)
{
    /// <summary>Whether the catalogue says that the SQL it carries out is told at the sites that call it. Default: false.</summary>
    public bool IsTold { get; init; }

    /// <summary>What is known of an assembly that carries no manifest and wasn't looked into.</summary>
    public static Effects NotLookedInto { get; } = Effects.Unknown("it carries no access manifest, and wasn't looked into");

    /// <summary>The order in which manifests list dependencies.</summary>
    public static IReadOnlyList<Dependency> InOrder(IEnumerable<Dependency> dependencies) =>
    [
        .. dependencies.GroupBy(each => (each.Name, each.Version, each.Sha256)).Select(same => same.First())
            .OrderBy(each => each.Name, StringComparer.Ordinal)
            .ThenBy(each => each.Version, StringComparer.Ordinal)
            .ThenBy(each => each.Sha256, StringComparer.Ordinal),
    ];

    /// <summary>What an assembly with a manifest does, as one of its dependants sees it.</summary>
    public static Effects EffectsOf(AccessManifest manifest) => new(
        [.. manifest.Sites.SelectMany(site => site.Effects.Items).Distinct().OrderBy(effect => effect.ToString(), StringComparer.Ordinal)],
        manifest.IsComplete ? null : "its own access manifest isn't complete");
}
