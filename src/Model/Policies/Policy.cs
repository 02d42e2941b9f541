namespace ImmutableGuard.Policies;

/// <summary>The reviewed file that says who may do what to which data, and what each resource is.</summary>
public sealed record Policy
{
    private const Operation NeedingSanction =
        Operation.Update | Operation.Delete | Operation.Truncate | Operation.Schema | Operation.Call | Operation.Unknown;

    private static readonly Effect NotUnderstood = new(Operation.Unknown, "sql:*");

    /// <summary>The policy of a service that has no policy file: observe, with the defaults.</summary>
    public static Policy None { get; } = new();

    /// <summary>How violations are treated; <see cref="PolicyMode.Observe"/> by default.</summary>
    public PolicyMode Mode { get; init; } = PolicyMode.Observe;

    /// <summary>The service's name; null means the assembly's.</summary>
    public string? Service { get; init; }

    /// <summary>
    /// What each operation asks for. Where one is missing: read and insert are allowed, everything else needs a sanction.
    /// </summary>
    public IReadOnlyDictionary<Operation, Requirement> Defaults { get; init; } = new Dictionary<Operation, Requirement>();

    /// <summary>Whether <c>[SanctionedAccess]</c> in code counts; true by default.</summary>
    public bool AllowsInCode { get; init; } = true;

    /// <summary>What the policy says of resources; the first rule that names a resource decides, append-only ones before all.</summary>
    public IReadOnlyList<ResourceRule> Resources { get; init; } = [];

    /// <summary>The grants, in the order of the file.</summary>
    public IReadOnlyList<Sanction> Sanctions { get; init; } = [];

    /// <summary>What the policy asks of the build.</summary>
    public BuildRequirements Build { get; init; } = new();

    /// <summary>
    /// Whether a caller may carry out an access. One sanction must cover all effects that need one, so that the manifest and the
    /// ledger can name it. Effects that are not complete count as <see cref="Operation.Unknown"/> on <c>sql:*</c> as well: only
    /// of a text can it happen that something is there and not understood.
    /// </summary>
    /// <param name="member">The documentation-comment id of the member the access is in.</param>
    /// <param name="effects">What the access does.</param>
    /// <param name="utcNow">The moment that expiry is measured against.</param>
    public Decision Decide(string member, Effects effects, DateTime utcNow)
    {
        var needing = new List<Effect>();
        foreach (var effect in Weighed(effects))
        {
            switch (RequirementOf(effect))
            {
                case Requirement.Deny: return new(Verdict.Forbidden, null, effect);
                case Requirement.Sanction: needing.Add(effect); break;
            }
        }

        if (needing.Count == 0)
            return new(Verdict.Allowed, null, null);

        Sanction? expired = null;
        Effect? uncovered = null;
        foreach (var sanction in Sanctions.Where(sanction => sanction.AppliesTo(member)))
        {
            var missing = needing.FirstOrDefault(effect => !sanction.Covers(effect));
            if (missing is not null)
                uncovered ??= missing;
            else if (!sanction.IsExpired(utcNow))
                return new(Verdict.Allowed, sanction, null);
            else
                expired ??= sanction;
        }

        return expired is null
            ? new(Verdict.Unsanctioned, null, uncovered ?? needing[0])
            : new(Verdict.Expired, expired, needing[0]);
    }

    /// <summary>The effects a decision weighs: those that are known, and where they aren't complete, that something isn't understood.</summary>
    public static IEnumerable<Effect> Weighed(Effects effects) => effects.Complete ? effects.Items : [.. effects.Items, NotUnderstood];

    /// <summary>Whether an effect asks for a sanction, or is denied to everybody.</summary>
    public bool Restricts(Effect effect) => RequirementOf(effect) != Requirement.Allow;

    /// <summary>
    /// The rule that says of what an effect changes or drops that data is only added to it; null where there is none, or the
    /// effect leaves alone what is there.
    /// </summary>
    public ResourceRule? AppendOnlyRule(Effect effect)
    {
        const Operation changes = Operation.Update | Operation.Delete | Operation.Truncate;
        return (effect.Operation & changes) != 0 || effect.Drops
            ? Resources.FirstOrDefault(rule => rule.Mutability == Mutability.AppendOnly && rule.Pattern.MayCover(effect.Resource))
            : null;
    }

    /// <summary>What the policy asks of an effect, whoever causes it.</summary>
    public Requirement RequirementOf(Effect effect)
    {
        if (AppendOnlyRule(effect) is not null)
            return Requirement.Deny;
        if (effect.Operation == Operation.Read
            && Resources.FirstOrDefault(rule => rule.Reads is not null && rule.Pattern.MayCover(effect.Resource)) is { } restricted)
            return restricted.Reads!.Value;
        if (Resources.Any(rule => rule.Mutability == Mutability.Free && rule.Pattern.Covers(effect.Resource)))
            return Requirement.Allow;
        return Defaults.TryGetValue(effect.Operation, out var requirement) ? requirement
            : (effect.Operation & NeedingSanction) != 0 ? Requirement.Sanction
            : Requirement.Allow;
    }
}
