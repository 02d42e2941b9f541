namespace ImmutableGuard.Manifests;

/// <summary>One call of a sink in code.</summary>
public sealed record AccessSite
{
    /// <summary>Identifies the site within its assembly; doesn't change when lines move. See <see cref="SiteId"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The documentation-comment id of the member the call is in; lambdas and local functions count to their member.</summary>
    public required string Member { get; init; }

    /// <summary>The file, relative to the repository (or the project where there is none), with forward slashes.</summary>
    public required string File { get; init; }

    /// <summary>The line, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The documentation-comment id of the sink that is called.</summary>
    public required string Sink { get; init; }

    /// <summary>What the access does, as far as the build can prove it.</summary>
    public required Effects Effects { get; init; }

    /// <summary>The id of the sanction that covers the access; null where none does, or none is needed.</summary>
    public string? Sanction { get; init; }

    /// <summary>
    /// Whether <c>access.lock.json</c> lists the access, so that the mode <c>ratchet</c> lets it pass without a sanction, observed
    /// and recorded; false by default.
    /// </summary>
    public bool Tolerated { get; init; }

    /// <summary>Whether no sanction covers the access and the warning that says so is hidden: by a pragma, an attribute, or the configuration.</summary>
    public bool Suppressed { get; init; }

    /// <summary>
    /// Whether the call goes through the guard; null where the build hasn't looked at the compiled assembly. False beside a sanction: a
    /// property that is set to mark what something later carries out.
    /// </summary>
    public bool? Mediated { get; init; }

    /// <summary>
    /// The derived sinks whose callers give what is accessed here, by their documentation-comment ids: a sanction of such a caller
    /// covers the access when it calls. Empty where the site alone says what it does.
    /// </summary>
    public IReadOnlyList<string> GivenBy { get; init; } = [];

    /// <summary>
    /// Whether the sink is a derived one: its own access goes through the guard in any case, and the guard around this call only
    /// says who asked for it.
    /// </summary>
    public bool Derived { get; init; }

    /// <summary>
    /// Whether what the access does when it runs is within what is tolerated: nothing beyond the site's effects, unless the lock
    /// lists that these can't be told.
    /// </summary>
    public bool Tolerates(Effects actual) => Tolerated
        && (!Effects.Complete || actual.Complete && actual.Items.All(effect => Effects.Items.Any(known => known.Includes(effect))));
}
