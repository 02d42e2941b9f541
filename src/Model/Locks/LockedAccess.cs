using ImmutableGuard.Manifests;
using ImmutableGuard.Policies;

namespace ImmutableGuard.Locks;

/// <summary>One line of a lock: what one member does to one resource, and by what grant.</summary>
/// <param name="Effect">What is done.</param>
/// <param name="Member">The documentation-comment id of the member that does it.</param>
/// <param name="Grant">By what it may.</param>
public sealed record LockedAccess(Effect Effect, string Member, Grant Grant)
{
    private const string Unbounded = "(unbounded)", By = "by";

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

    /// <summary>Reads a line in exactly the spelling of <see cref="ToString"/>; null where it isn't one.</summary>
    public static LockedAccess? Parse(string line)
    {
        var words = line.Split([' '], 6);
        var bounded = words.Length < 3 || words[2] != Unbounded;
        var by = bounded ? 2 : 3;
        if (words.Length < by + 3 || words[by] != By || !OperationNames.TryParse(words[0], out var operation))
            return null;
        if (Grant.Parse(string.Join(" ", words.Skip(by + 2))) is not { } grant)
            return null;
        var access = new LockedAccess(new(operation, LockWords.Unescape(words[1]), bounded), LockWords.Unescape(words[by + 1]), grant);
        // Two spellings of one access would be two lines.
        return access.ToString() == line ? access : null;
    }

    /// <summary>The line: <c>delete sql:orders (unbounded) by M:Shop.Orders.Purge via carts</c>.</summary>
    public override string ToString() =>
        $"{Effect.Operation.ToName()} {LockWords.Escape(Effect.Resource)}{(Effect.Bounded ? "" : " " + Unbounded)} {By} {LockWords.Escape(Member)} {Grant}";
}
