using ImmutableGuard.Manifests;
using ImmutableGuard.Policies;

namespace ImmutableGuard.Runtime;

/// <summary>Says what was denied, where, why, and what to do about it.</summary>
internal static class Denial
{
    public static string AtSite(GuardedAssembly assembly, AccessSite site) =>
        $"access denied at {site.Member} ({site.File}:{site.Line}, site {site.Id} of {assembly.Name})";

    public static string Message(GuardedAssembly assembly, AccessSite site, Effects effects, Decision decision)
    {
        var what = effects.Reason is { } reason && decision.Effect?.Operation == Operation.Unknown
            ? $"its effects can't be told ({reason})"
            : decision.Effect!.ToString();
        var why = decision.Verdict switch
        {
            Verdict.Forbidden => "the policy forbids it to everybody: the data is append-only, or its defaults deny the operation",
            Verdict.Expired => $"the sanction '{decision.Sanction!.Id}' ended on {decision.Sanction.Expires:yyyy-MM-dd}",
            _ => "no sanction of this build covers it",
        };
        return $"{AtSite(assembly, site)}: {what}; {why}. {Remedy(site, decision)}";
    }

    private static string Remedy(AccessSite site, Decision decision) => decision.Verdict switch
    {
        Verdict.Forbidden => "Remove the access, or change what the policy says of the data.",
        Verdict.Expired => "Renew the sanction in the policy and build again.",
        _ => "If it is meant, add to \"sanctions\" in immutableguard.json and build again: "
            + $"{{ \"id\": \"…\", \"operations\": [\"{decision.Effect!.Operation.ToName()}\"], \"resources\": [\"{decision.Effect.Resource}\"], "
            + $"\"callers\": [\"{site.Member}\"], \"reason\": \"…\" }}",
    };
}
