using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImmutableGuard.Analyzers.SuppressedSite;

/// <summary>Tells whether a report at a place is hidden from whoever builds.</summary>
internal static class HiddenReport
{
    /// <summary>
    /// Whether a rule's report is hidden: by a pragma, <c>SuppressMessage</c>, <c>NoWarn</c>, a severity <c>none</c> or <c>silent</c> for the
    /// rule, its category or all rules.
    /// </summary>
    public static bool Is(string rule, Location place, Compilation compilation, AnalyzerConfigOptionsProvider configuration, CancellationToken cancellation)
    {
        var severity = rule == RuleIds.AppendOnlyChange ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
        var report = Diagnostic.Create(Descriptors.Create(rule, rule, rule, rule, severity), place);
        var effective = CompilationWithAnalyzers.GetEffectiveDiagnostics([report], compilation).FirstOrDefault();
        return effective is null || effective.IsSuppressed || effective.Severity == DiagnosticSeverity.Hidden
            || !IsConfiguredByItself(rule, place.SourceTree!, compilation, cancellation) && IsHiddenInBulk(report.Descriptor.Category, configuration.GetOptions(place.SourceTree!));
    }

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
