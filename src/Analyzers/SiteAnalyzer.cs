using System.Collections.Immutable;
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
    private protected abstract object[]? Check(CheckedSite found);

    /// <summary>The report's arguments where the site does one of some operations and the policy doesn't allow it.</summary>
    private protected static object[]? Unsanctioned(CheckedSite found, Operation operations)
    {
        // What changes append-only data is to be removed (IG1007), not sanctioned.
        if (found.DecisionOnKnown.IsAllowed || found.AppendOnlyChange is not null
            || found.Site.Effects.Items.FirstOrDefault(effect => (effect.Operation & operations) != 0 && found.Policy.Restricts(effect)) is not { } effect)
            return null;
        return [found.Site.MemberName, effect.Operation.ToName(), effect.Resource, Remedy(found, effect)];
    }

    private static string Remedy(CheckedSite found, Effect effect) => found.DecisionOnKnown.Verdict switch
    {
        Verdict.Forbidden => "the policy forbids it to everybody: the data is append-only, or its defaults deny the operation",
        Verdict.Expired => $"the sanction '{found.DecisionOnKnown.Sanction!.Id}' has expired: renew it in the policy, or remove the access",
        _ when found.Policy.Shared?.LetsSanction(effect) == false => "the shared policy keeps it to itself: have it sanctioned there, or remove the access",
        _ when found.Site.IsInTopLevelStatements => $"sanction it in immutableguard.json, to the caller '{found.Site.Member.ContainingType.GetDocumentationCommentId()}'",
        _ when !found.Policy.AllowsInCode => "sanction it in immutableguard.json",
        _ => "sanction it in immutableguard.json, or put "
            + $"[SanctionedAccess(Operation.{effect.Operation}, \"{effect.Resource}\", Reason = \"…\")] on the member",
    };

    /// <summary>What the code fixes write a sanction for: where several effects need one, a person decides.</summary>
    private static ImmutableDictionary<string, string?> WhatToSanction(CheckedSite found)
    {
        var needing = found.Site.Effects.Items.Where(found.Policy.Restricts).ToList();
        if (found.Decision.Verdict != Verdict.Unsanctioned || !found.Site.Effects.Complete || needing is not [var only]
            || found.Policy.Shared?.LetsSanction(only) == false)
            return ImmutableDictionary<string, string?>.Empty;
        return ImmutableDictionary<string, string?>.Empty
            .Add(SanctionProperties.Operation, only.Operation.ToString())
            .Add(SanctionProperties.Resource, only.Resource)
            .Add(SanctionProperties.Member, found.Site.MemberId)
            .Add(SanctionProperties.InCode, found.Policy.AllowsInCode ? "allow" : "deny");
    }

    private void Start(CompilationStartAnalysisContext context)
    {
        if (CheckedSites.Of(context.Compilation, context.Options, context.CancellationToken) is not { } sites)
            return;
        context.RegisterSemanticModelAction(file =>
        {
            foreach (var found in sites.In(file.SemanticModel, file.CancellationToken))
                if (!found.IsTolerated && Check(found) is { } arguments)
                    file.ReportDiagnostic(Diagnostic.Create(
                        SupportedDiagnostics[0], found.Operation.Syntax.GetLocation(), WhatToSanction(found), arguments));
        });
    }
}
