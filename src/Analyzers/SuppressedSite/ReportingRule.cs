using ImmutableGuard.Policies;

namespace ImmutableGuard.Analyzers.SuppressedSite;

/// <summary>Tells which rule reports that an access isn't allowed.</summary>
internal static class ReportingRule
{
    /// <summary>The id of the rule that reports the first effect that isn't allowed.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="decision">A decision of it that doesn't allow the access.</param>
    /// <param name="canBeGuarded">Whether the guard can be put around the access.</param>
    public static string Of(Policy policy, Decision decision, bool canBeGuarded)
    {
        var effect = decision.Effect!;
        if (policy.AppendOnlyRule(effect) is not null && !effect.Resource.EndsWith(":*", StringComparison.Ordinal))
            return RuleIds.AppendOnlyChange;
        return effect.Operation switch
        {
            Operation.Delete or Operation.Truncate => RuleIds.DeleteOutsideSanction,
            Operation.Update or Operation.Insert => RuleIds.UpdateOutsideSanction,
            Operation.Schema => RuleIds.SchemaChangeOutsideSanction,
            Operation.Read => RuleIds.UndeclaredRead,
            _ => canBeGuarded ? RuleIds.UnprovenAccess : RuleIds.UnguardableUse,
        };
    }
}
