using System.Collections.Immutable;
using ImmutableGuard.Analyzers.Guarding;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImmutableGuard.Analyzers.SuppressedSite;

/// <summary>An access that no sanction allows is hidden from whoever builds. This report can't be hidden.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SuppressedSiteAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Descriptors.CreateNotConfigurable(
        RuleIds.SuppressedSite,
        "Site unsanctioned but its warning suppressed",
        "'{0}' may {1}, which isn't sanctioned, and {2} is hidden here: sanction the access or remove it; hiding the report doesn't allow it",
        "A suppression hides the report and leaves the access: the manifest lists the site as suppressed, and the guard refuses it. So that "
        + "nobody takes silence for consent, this report takes its place.");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        if (CheckedSites.Of(context.Compilation, context.Options, context.CancellationToken) is not { } sites)
            return;
        // What can't be configured isn't made an error by the compiler's options either.
        var severity = BuildOptions.Read(context.Options.AnalyzerConfigOptionsProvider).IsCi ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
        context.RegisterSemanticModelAction(file =>
        {
            var refused = sites.In(file.SemanticModel, file.CancellationToken)
                .Where(found => found is { Decision.IsAllowed: false, IsTolerated: false })
                .Select(found => (Found: found, Rule: ReportingRule.Of(found.Policy, found.Decision, found.Obstacle is null), Place: found.Operation.Syntax.GetLocation()))
                .ToList();
            if (refused.Count == 0)
                return;
            var hidden = Hidden([.. refused.Select(report => (report.Rule, report.Place))]);
            if (hidden.Count == 0)
                return;
            var outOfReach = Hidden([.. hidden.Select(place => (RuleIds.SuppressedSite, place))]);
            foreach (var (found, rule, place) in refused)
                if (hidden.Contains(place))
                    file.ReportDiagnostic(Diagnostic.Create(
                        Descriptor, outOfReach.Contains(place) ? OutOfReach(place) : place, severity,
                        additionalLocations: null, properties: null, found.Site.MemberName, found.Decision.Effect!, rule));

            HashSet<Location> Hidden(IReadOnlyCollection<(string Rule, Location Place)> reports) =>
                [.. HiddenReport.Among(reports, file.SemanticModel.Compilation, file.Options.AnalyzerConfigOptionsProvider, file.CancellationToken)];
        });
    }

    /// <summary>
    /// The same place, as one of a file that the compiler doesn't know: <c>SuppressMessage</c> on a member or type counts even for
    /// what can't be configured, but only within the code it stands on.
    /// </summary>
    private static Location OutOfReach(Location place)
    {
        var span = place.GetMappedLineSpan();
        return Location.Create(span.Path, place.SourceSpan, span.Span);
    }
}
