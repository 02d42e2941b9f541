using ImmutableGuard.Manifests;
using ImmutableGuard.Policies;

namespace ImmutableGuard.Runtime;

/// <summary>For whom an access is carried out, and what is said of it.</summary>
/// <param name="Assembly">The assembly whose site it counts to.</param>
/// <param name="Site">The site it counts to: the caller's that may do it, else the outermost one that asked for it.</param>
/// <param name="Effects">What it does.</param>
/// <param name="Decision">What the policy of that assembly says.</param>
internal readonly record struct Attribution(GuardedAssembly Assembly, AccessSite Site, Effects Effects, Decision Decision)
{
    /// <summary>
    /// The callers' answer: that of the innermost one who may, or of one whom its policy forbids it; else of the outermost. Null where
    /// the access isn't carried out for a caller.
    /// </summary>
    /// <param name="site">The site of the access.</param>
    /// <param name="target">What is accessed.</param>
    /// <param name="actual">What it does, as far as the site itself tells.</param>
    public static Attribution? Of(AccessSite site, AccessTarget target, Effects actual)
    {
        Attribution? answer = null;
        foreach (var scope in CallerScope.Around(site))
        {
            var effects = target.IsDeclared ? Named(actual, scope.Site.Effects) : actual;
            var decision = scope.Decide(effects);
            if (decision.Verdict == Verdict.Forbidden)
                return new(scope.Assembly, scope.Site, effects, decision);
            if (answer is not { Decision.IsAllowed: true })
                answer = new(scope.Assembly, scope.Site, effects, decision);
        }

        return answer;
    }

    /// <summary>
    /// What a site does without a text that could be read, as its caller names it: of what the caller's call does, what may be this.
    /// </summary>
    private static Effects Named(Effects declared, Effects asked)
    {
        if (!asked.Complete)
            return declared;
        var named = asked.Items.Where(effect => declared.Items.Any(open => open.Operation == effect.Operation && new ResourcePattern(open.Resource).Covers(effect.Resource))).ToList();
        // What the call names nothing for stays as open as it is.
        return declared.Items.All(open => named.Any(effect => open.Operation == effect.Operation && new ResourcePattern(open.Resource).Covers(effect.Resource)))
            ? new(named, declared.Reason)
            : declared;
    }
}
