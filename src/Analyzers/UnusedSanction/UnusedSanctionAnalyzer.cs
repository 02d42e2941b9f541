using System.Collections.Concurrent;
using System.Collections.Immutable;
using ImmutableGuard.Analyzers.Policies;
using ImmutableGuard.Policies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImmutableGuard.Analyzers.UnusedSanction;

/// <summary>No access of the code that a sanction is granted to needs it. It can be told once all of that code was looked at.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnusedSanctionAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Descriptors.CreateForCompilationEnd(
        RuleIds.UnusedSanction,
        "Sanction unused",
        "The sanction '{0}' covers no access of {1}: remove it, or mend what it grants",
        "A grant that nothing needs is one that somebody may use later for what nobody reviewed.");

    private static readonly DiagnosticDescriptor OnFunction = Descriptors.Create(
        RuleIds.UnusedSanction,
        "Sanction unused",
        "The sanction on {0} grants nothing, because what is in it counts to the member around it: put it on {1}",
        "A lambda or local function has no name that a manifest, the guard or a policy could call it by. What it accesses is its member's.");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor, OnFunction];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        var sites = CheckedSites.Of(context.Compilation, context.Options, context.CancellationToken);
        var granted = new ConcurrentDictionary<string, (Sanction Sanction, Location Place)>(StringComparer.Ordinal);
        foreach (var file in context.Options.AdditionalFiles.Where(PolicyFile.Is).Take(1))
            foreach (var (sanction, json) in PolicyFile.SanctionsIn(file, context.CancellationToken))
                // In a policy with a problem none counts, which is another rule's to say.
                if (sites?.Policy.Sanctions.Any(counting => counting.Id == sanction.Id) != false && sanction.Callers.All(caller => DeclaredCaller.IsIn(caller, context.Compilation)))
                    granted[sanction.Id] = (sanction, PolicyFile.Place(file, json["id"] ?? json));

        var used = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        if (sites is not null)
            context.RegisterSemanticModelAction(file =>
            {
                foreach (var found in sites.In(file.SemanticModel, file.CancellationToken))
                    foreach (var sanction in found.Policy.Sanctions.Where(sanction => MayNeed(found, sanction)))
                        used[sanction.Id] = true;
            });
        if (context.Compilation.GetTypesByMetadataName(InCodeSanctions.Attribute).Length > 0)
            context.RegisterSemanticModelAction(file =>
            {
                foreach (var (place, function, member) in SanctionedFunctions.In(file.SemanticModel, file.CancellationToken))
                    file.ReportDiagnostic(Diagnostic.Create(OnFunction, place, function, member));
            });
        if (sites is null || sites.Policy.AllowsInCode)
            context.RegisterSymbolAction(
                symbol =>
                {
                    foreach (var (attribute, sanction) in InCodeSanctions.AttributesOn(symbol.Symbol))
                        if (sanction is not null)
                            granted[sanction.Id] = (sanction, InCodeSanctions.Place(attribute, symbol.Symbol));
                },
                SymbolKind.NamedType, SymbolKind.Method, SymbolKind.Property);
        context.RegisterCompilationEndAction(end =>
        {
            foreach (var (sanction, place) in granted.Values.Where(grant => !used.ContainsKey(grant.Sanction.Id)).OrderBy(grant => grant.Sanction.Id, StringComparer.Ordinal))
                end.ReportDiagnostic(Diagnostic.Create(Descriptor, place, sanction.Id, string.Join(", ", sanction.Callers.Select(caller => $"'{caller}'"))));
        });
    }

    /// <summary>Whether a site needs something that a sanction grants, or may when it runs: then more may be known than here.</summary>
    private static bool MayNeed(CheckedSite found, Sanction sanction) =>
        (sanction.AppliesTo(found.Site.MemberId) || found.Site.Passed?.Any(access => sanction.AppliesTo(access.Member)) == true)
        && (found.Site.GivenBy.Count > 0 || !found.Site.Effects.Complete || found.Site.Effects.Items.Any(effect =>
            found.Policy.Restricts(effect) && (sanction.Operations & effect.Operation) != 0 && sanction.Resources.Any(resource => resource.MayCover(effect.Resource))));
}
