using ImmutableGuard.Manifests;
using ImmutableGuard.Policies;

namespace ImmutableGuard.Locks;

/// <summary>One line of a lock: what one member does to one resource, and by what grant.</summary>
/// <param name="Effect">What is done.</param>
/// <param name="Member">The documentation-comment id of the member that does it.</param>
/// <param name="Grant">By what it may.</param>
public sealed record LockedAccess(Effect Effect, string Member, Grant Grant)
{
    private const string Unbounded = "(unbounded)", Drops = "(drops)", By = "by";

    /// <summary>
    /// What a lock lists of an access. Reads and inserts are left out unless the policy asks something of them; effects that are
    /// not complete are listed as the unknown one that the policy weighs.
    /// </summary>
    /// <param name="policy">The policy.</param>
    /// <param name="member">The documentation-comment id of the member.</param>
    /// <param name="effects">What the access does.</param>
    /// <param name="sanction">The id of the sanction that covers it; null where none does or is needed.</param>
    public static IEnumerable<LockedAccess> Of(Policy policy, string member, Effects effects, string? sanction) =>
        from effect in Policy.Weighed(effects)
        let requirement = policy.RequirementOf(effect)
        where requirement != Requirement.Allow || effect.Operation is not (Operation.Read or Operation.Insert)
        select new LockedAccess(effect, member, requirement switch
        {
            Requirement.Allow => Grant.NotNeeded,
            Requirement.Deny => Grant.Forbidden,
            _ => sanction is null ? Grant.Missing : Grant.Via(sanction),
        });

    /// <summary>What a lock lists of a site.</summary>
    public static IEnumerable<LockedAccess> Of(Policy policy, AccessSite site) => Of(policy, site.Member, site.Effects, site.Sanction);

    /// <summary>What is done to what: <c>delete sql:orders (unbounded)</c>, <c>schema sql:orders (drops)</c>.</summary>
    public string What =>
        $"{Effect.Operation.ToName()} {LockWords.Escape(Effect.Resource)}{(Effect.Bounded ? "" : " " + Unbounded)}{(Effect.Drops ? " " + Drops : "")}";

    /// <summary>Reads a line in exactly the spelling of <see cref="ToString"/>; null where it isn't one.</summary>
    public static LockedAccess? Parse(string line)
    {
        var words = line.Split(' ');
        var by = Array.IndexOf(words, By, Math.Min(2, words.Length));
        if (by < 2 || words.Length < by + 3 || !OperationNames.TryParse(words[0], out var operation)
            || Grant.Parse(string.Join(" ", words.Skip(by + 2))) is not { } grant)
            return null;
        var marks = words.Take(by).Skip(2).ToList();
        var effect = new Effect(operation, LockWords.Unescape(words[1]), !marks.Contains(Unbounded)) { Drops = marks.Contains(Drops) };
        var access = new LockedAccess(effect, LockWords.Unescape(words[by + 1]), grant);
        // Two spellings of one access would be two lines.
        return access.ToString() == line ? access : null;
    }

    /// <summary>The line: <c>delete sql:orders (unbounded) by M:Shop.Orders.Purge via carts</c>.</summary>
    public override string ToString() => $"{What} {By} {LockWords.Escape(Member)} {Grant}";
}
