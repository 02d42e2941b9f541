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
    /// The policy that many repositories share and this one stands below; null where there is none. Whatever this one says, what is
    /// asked for is at least what that one asks for. <see cref="NarrowedPolicy"/> puts the two together.
    /// </summary>
    public Policy? Shared { get; init; }

    /// <summary>
    /// Of a shared policy: what those below it may sanction. Null means what the defaults ask a sanction for, but not reads that a
    /// rule for a resource restricts.
    /// </summary>
    public IReadOnlyList<Delegation>? Delegates { get; init; }

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
        foreach (var (sanction, original) in Grants().Where(grant => grant.Sanction.AppliesTo(member) && grant.Original?.AppliesTo(member) != false))
        {
            var missing = needing.FirstOrDefault(effect => !sanction.Covers(effect) || original?.Covers(effect) == false);
            // What the shared policy keeps for itself, no sanction below it covers.
            if (original is null && Shared is not null)
                missing ??= needing.FirstOrDefault(effect => !Shared.LetsSanction(effect));
            if (missing is not null)
                uncovered ??= missing;
            else if (!sanction.IsExpired(utcNow) && original?.IsExpired(utcNow) != true)
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
    /// <remarks>What replaces a file whose name isn't told may replace one that is append-only: it is allowed, but only the guard can see which it is.</remarks>
    public bool Restricts(Effect effect) => RequirementOf(effect) != Requirement.Allow || effect is { Drops: true, Operation: Operation.Insert } && MayReplaceAppendOnly(effect);

    private bool MayReplaceAppendOnly(Effect effect) =>
        Resources.Any(rule => rule.Mutability == Mutability.AppendOnly && rule.Pattern.MayCover(effect.Resource)) || Shared?.MayReplaceAppendOnly(effect) == true;

    /// <summary>Whether any data is only added to.</summary>
    public bool HasAppendOnly => Resources.Any(rule => rule.Mutability == Mutability.AppendOnly) || Shared?.HasAppendOnly == true;

    /// <summary>
    /// The rule that says of what an effect changes or drops that data is only added to it; null where there is none, or the
    /// effect leaves alone what is there.
    /// </summary>
    public ResourceRule? AppendOnlyRule(Effect effect)
    {
        const Operation changes = Operation.Update | Operation.Delete | Operation.Truncate;
        // A program writes many files whose names are made when it runs: of those the guard tells.
        return (effect.Operation & changes) != 0 || effect.Drops && !(effect.Operation == Operation.Insert && effect.Resource.EndsWith(":*", StringComparison.Ordinal))
            ? Resources.FirstOrDefault(rule => rule.Mutability == Mutability.AppendOnly && rule.Pattern.MayCover(effect.Resource))
                ?? Shared?.AppendOnlyRule(effect)
            : null;
    }

    /// <summary>What the policy asks of an effect, whoever causes it.</summary>
    public Requirement RequirementOf(Effect effect)
    {
        var own = OwnRequirement(effect);
        return Shared?.RequirementOf(effect) is { } shared && shared > own ? shared : own;
    }

    /// <summary>What an operation asks for where no rule for a resource says otherwise.</summary>
    public Requirement DefaultOf(Operation operation) =>
        Defaults.TryGetValue(operation, out var requirement) ? requirement
            : Shared is not null ? Shared.DefaultOf(operation)
            : (operation & NeedingSanction) != 0 ? Requirement.Sanction
            : Requirement.Allow;

    /// <summary>Of a shared policy: whether a sanction below it may count for an effect. Where this one asks for none, it only restricts.</summary>
    public bool LetsSanction(Effect effect) => RequirementOf(effect) switch
    {
        Requirement.Allow => true,
        Requirement.Deny => false,
        _ => Delegates?.Any(delegation => delegation.Covers(effect.Operation, effect.Resource)) ?? ReadRule(effect) is null,
    };

    private Requirement OwnRequirement(Effect effect)
    {
        if (AppendOnlyRule(effect) is not null)
            return Requirement.Deny;
        if (ReadRule(effect) is { Reads: { } reads })
            return reads;
        if (Resources.Any(rule => rule.Mutability == Mutability.Free && rule.Pattern.Covers(effect.Resource)))
            return Requirement.Allow;
        var requirement = DefaultOf(effect.Operation);
        // A default that only repeats the shared one leaves alone what that one's rules allow.
        return Shared is null || requirement > Shared.DefaultOf(effect.Operation) ? requirement : Requirement.Allow;
    }

    private ResourceRule? ReadRule(Effect effect) => effect.Operation == Operation.Read
        ? Resources.FirstOrDefault(rule => rule.Reads is not null && rule.Pattern.MayCover(effect.Resource))
        : null;

    // A sanction below the shared policy that has the id of one there stands in its place, and counts only where both do.
    private IEnumerable<(Sanction Sanction, Sanction? Original)> Grants() => Shared is null
        ? Sanctions.Select(sanction => (sanction, default(Sanction)))
        :
        [
            .. Shared.Sanctions.Where(sanction => Sanctions.All(own => own.Id != sanction.Id)).Select(sanction => (sanction, (Sanction?)sanction)),
            .. Sanctions.Select(sanction => (sanction, Shared.Sanctions.FirstOrDefault(original => original.Id == sanction.Id))),
        ];
}
