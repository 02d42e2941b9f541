using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImmutableGuard.Analyzers.SuppressedSite;

/// <summary>Tells whether a report at a place is hidden from whoever builds.</summary>
internal static class HiddenReport
{
    /// <summary>
    /// The places at which a rule's report is hidden, by a pragma, <c>SuppressMessage</c>, <c>NoWarn</c>, a severity <c>none</c> or
    /// <c>silent</c> for the rule, its category or all rules. The compiler is asked once for all, and about a whole file by its beginning where
    /// nothing in code can hide a report: for a place it looks at all that is declared around it.
    /// </summary>
    public static IEnumerable<Location> Among(
        IReadOnlyCollection<(string Rule, Location Place)> reports, Compilation compilation, AnalyzerConfigOptionsProvider configuration, CancellationToken cancellation)
    {
        var byPlace = new HashSet<SyntaxTree>(reports.Select(report => report.Place.SourceTree!).Distinct().Where(
            compilation.SyntaxTrees.Any(SuppressingWords.HaveAttribute) ? _ => true : SuppressingWords.HavePragma));
        var places = reports.ToLookup(report => (report.Rule, Asked: byPlace.Contains(report.Place.SourceTree!) ? report.Place : Location.Create(report.Place.SourceTree!, default)), report => report.Place);
        var asked = places.Select(place => (place.Key.Rule, Place: place.Key.Asked)).Select(report => Diagnostic.Create(Descriptors.Create(report.Rule, report.Rule, report.Rule, report.Rule, SeverityOf(report.Rule)), report.Place)).ToList();
        var shown = new HashSet<(string, Location)>(CompilationWithAnalyzers.GetEffectiveDiagnostics(asked, compilation)
            .Where(report => !report.IsSuppressed && report.Severity != DiagnosticSeverity.Hidden)
            .Select(report => (report.Id, report.Location)));
        return asked
            .Where(report => !shown.Contains((report.Id, report.Location))
                || !IsConfiguredByItself(report.Id, report.Location.SourceTree!, compilation, cancellation)
                    && IsHiddenInBulk(report.Descriptor.Category, configuration.GetOptions(report.Location.SourceTree!)))
            .SelectMany(report => places[(report.Id, report.Location)]);
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
