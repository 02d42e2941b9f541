using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImmutableGuard.Analyzers.SuppressedSite;

/// <summary>Tells whether a report at a place is hidden from whoever builds.</summary>
internal static class HiddenReport
{
    /// <summary>
    /// The places at which a rule's report is hidden, by a pragma, <c>SuppressMessage</c>, <c>NoWarn</c>, a severity <c>none</c> or
    /// <c>silent</c> for the rule, its category or all rules. The compiler is asked once for all.
    /// </summary>
    public static IEnumerable<Location> Among(
        IEnumerable<(string Rule, Location Place)> reports, Compilation compilation, AnalyzerConfigOptionsProvider configuration, CancellationToken cancellation)
    {
        var asked = reports.Select(report => Diagnostic.Create(Descriptors.Create(report.Rule, report.Rule, report.Rule, report.Rule, SeverityOf(report.Rule)), report.Place)).ToList();
        var shown = new HashSet<Location>(CompilationWithAnalyzers.GetEffectiveDiagnostics(asked, compilation)
            .Where(report => !report.IsSuppressed && report.Severity != DiagnosticSeverity.Hidden)
            .Select(report => report.Location));
        return asked
            .Where(report => !shown.Contains(report.Location)
                || !IsConfiguredByItself(report.Id, report.Location.SourceTree!, compilation, cancellation)
                    && IsHiddenInBulk(report.Descriptor.Category, configuration.GetOptions(report.Location.SourceTree!)))
            .Select(report => report.Location);
    }

    private static DiagnosticSeverity SeverityOf(string rule) =>
        rule == RuleIds.AppendOnlyChange ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;

    private static bool IsConfiguredByItself(string rule, SyntaxTree tree, Compilation compilation, CancellationToken cancellation) =>
        compilation.Options.SpecificDiagnosticOptions.ContainsKey(rule)
        || compilation.Options.SyntaxTreeOptionsProvider is { } provider
            && (provider.TryGetDiagnosticValue(tree, rule, cancellation, out _) || provider.TryGetGlobalDiagnosticValue(rule, cancellation, out _));

    /// <summary>The compiler applies these to analyzers as a whole, before there is a report to ask it about.</summary>
    private static bool IsHiddenInBulk(string category, AnalyzerConfigOptions options) =>
        (options.TryGetValue($"dotnet_analyzer_diagnostic.category-{category.ToLowerInvariant()}.severity", out var severity)
            || options.TryGetValue("dotnet_analyzer_diagnostic.severity", out severity))
        && severity.Trim().ToLowerInvariant() is "none" or "silent";
}
