using ImmutableGuard.Analyzers.Guarding;
using ImmutableGuard.Policies;

namespace ImmutableGuard.Analyzers.Sites.Derived;

/// <summary>
/// Who could allow a call of a derived sink besides the caller: the members that the sinks are called in, here and in other assemblies,
/// where each must allow all of it.
/// </summary>
/// <param name="Members">The members of this compilation, by their documentation-comment ids.</param>
/// <param name="IsElsewhere">Whether there are members in other assemblies.</param>
/// <param name="Elsewhere">The sanction by which those of other assemblies allow it, with the assembly's name; null where they don't.</param>
internal sealed record WrapperSanctions(EquatableArray<string> Members, bool IsElsewhere, string? Elsewhere)
{
    /// <summary>Those of a call; null where it isn't one of a derived sink.</summary>
    public static WrapperSanctions? Of(FoundSite site, DerivedSinks derived, DateTime utcNow)
    {
        if (site.Passed is not { } passed)
            return null;
        var (members, elsewhere, isElsewhere, allAllow) = (new SortedSet<string>(StringComparer.Ordinal), (string?)null, false, true);
        foreach (var (member, assembly) in passed.Select(access => (access.Member, access.Assembly)).Distinct())
        {
            if (assembly is null)
            {
                members.Add(member);
                continue;
            }

            isElsewhere = true;
            if (derived.PolicyOf(assembly)?.Decide(member, site.Effects, utcNow) is { IsAllowed: true, Sanction: var sanction })
                elsewhere ??= $"{assembly}:{sanction?.Id}";
            else
                allAllow = false;
        }

        return new(new(members), isElsewhere, allAllow ? elsewhere : null);
    }

    /// <summary>The decision of a policy on a site, where what the wrappers are granted counts too.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="member">The member the call is in.</param>
    /// <param name="effects">What it does.</param>
    /// <param name="utcNow">The moment that expiry is measured against.</param>
    /// <param name="wrappers">The wrappers; null where no derived sink is called.</param>
    /// <param name="sanction">The id of the sanction that allows it; null where none does or is needed.</param>
    /// <param name="isWrappers">Whether it is a wrapper's.</param>
    public static Decision Decide(Policy policy, string member, Effects effects, DateTime utcNow, WrapperSanctions? wrappers, out string? sanction, out bool isWrappers)
    {
        var decision = policy.Decide(member, effects, utcNow);
        sanction = decision.IsAllowed ? decision.Sanction?.Id : null;
        isWrappers = false;
        if (wrappers is null || decision.Verdict is Verdict.Allowed or Verdict.Forbidden || wrappers is { IsElsewhere: true, Elsewhere: null })
            return decision;
        var inherited = wrappers.Elsewhere;
        var allowed = decision;
        foreach (var wrapper in wrappers.Members)
        {
            allowed = policy.Decide(wrapper, effects, utcNow);
            if (!allowed.IsAllowed)
                return decision;
            inherited ??= allowed.Sanction?.Id;
        }

        (sanction, isWrappers) = (inherited, true);
        return new(Verdict.Allowed, allowed.IsAllowed ? allowed.Sanction : null, null);
    }
}
