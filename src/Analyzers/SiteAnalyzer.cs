using System.Collections.Immutable;
using ImmutableGuard.Analyzers.Sites;
using ImmutableGuard.Policies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImmutableGuard.Analyzers;

/// <summary>A rule about access sites: it is asked about each, and says whether it reports it.</summary>
public abstract class SiteAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(Start);
    }

    /// <summary>The arguments of the report on a site; null where there is nothing to report.</summary>
    /// <param name="site">The site.</param>
    /// <param name="decision">What the policy, with the sanctions around the site, says of it.</param>
    private protected abstract object[]? Check(FoundSite site, Decision decision);

    /// <summary>The report's arguments where the site does one of some operations and the policy doesn't allow it.</summary>
    private protected static object[]? Unsanctioned(FoundSite site, Decision decision, Operation operations)
    {
        if (decision.IsAllowed || site.Effects.Items.FirstOrDefault(effect => (effect.Operation & operations) != 0) is not { } effect)
            return null;
        return [site.MemberName, effect.Operation.ToName(), effect.Resource, Remedy(decision, effect)];
    }

    private static string Remedy(Decision decision, Effect effect) => decision.Verdict switch
    {
        Verdict.Forbidden => "the policy forbids it to everybody: the data is append-only, or its defaults deny the operation",
        Verdict.Expired => $"the sanction '{decision.Sanction!.Id}' has expired: renew it in the policy, or remove the access",
        _ => "sanction it in immutableguard.json, or put "
            + $"[SanctionedAccess(Operation.{effect.Operation}, \"{effect.Resource}\", Reason = \"…\")] on the member",
    };

    /// <summary>The effect that the code fix writes a sanction for: where several need one, a person decides.</summary>
    private static ImmutableDictionary<string, string?> WhatToSanction(FoundSite site) =>
        site.Effects.Items.Where(effect => effect.Operation is not (Operation.Read or Operation.Insert)).ToList() is [var only]
            ? ImmutableDictionary<string, string?>.Empty.Add("operation", only.Operation.ToString()).Add("resource", only.Resource)
            : ImmutableDictionary<string, string?>.Empty;

    private void Start(CompilationStartAnalysisContext context)
    {
        if (CheckedSites.Of(context.Compilation, context.Options.AdditionalFiles, context.CancellationToken) is not { } sites)
            return;
        context.RegisterOperationAction(
            use =>
            {
                if (sites.Find(use.Operation, use.ContainingSymbol) is { } found
                    && Check(found.Site, found.Decision) is { } arguments)
                    use.ReportDiagnostic(Diagnostic.Create(
                        SupportedDiagnostics[0], use.Operation.Syntax.GetLocation(), WhatToSanction(found.Site), arguments));
            },
            OperationKind.Invocation,
            OperationKind.MethodReference);
    }
}
