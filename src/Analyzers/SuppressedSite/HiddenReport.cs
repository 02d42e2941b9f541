using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ImmutableGuard.Analyzers.SuppressedSite;

/// <summary>Tells whether a report at a place is hidden from whoever builds.</summary>
internal static class HiddenReport
{
    /// <summary>
    /// The places at which a rule's report is hidden, by a pragma, <c>SuppressMessage</c>, <c>NoWarn</c>, a severity <c>none</c> or
    /// <c>silent</c> for the rule, its category or all rules. The compiler is asked once for all, and about as few places as say the same: for each it
    /// looks at all that is declared around it, and to know what a statement declares it binds the member.
    /// </summary>
    public static IEnumerable<Location> Among(
        IReadOnlyCollection<(string Rule, Location Place)> reports, Compilation compilation, AnalyzerConfigOptionsProvider configuration, CancellationToken cancellation)
    {
        var byMember = compilation.SyntaxTrees.Any(SuppressingWords.HaveAttribute);
        var places = reports.ToLookup(report => (report.Rule, Asked: Representative(report.Place, byMember, cancellation)), report => report.Place);
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

    /// <summary>A place about which the compiler says what it says of another.</summary>
    /// <param name="place">The other.</param>
    /// <param name="byMember">Whether an attribute somewhere may hide what is reported in a member or type.</param>
    /// <param name="cancellation">Tells when nobody waits any longer.</param>
    private static Location Representative(Location place, bool byMember, CancellationToken cancellation)
    {
        var file = place.SourceTree!;
        if (SuppressingWords.HavePragma(file) || SuppressingWords.HaveAttribute(file))
            return place;
        if (!byMember)
            return Location.Create(file, default);
        // No attribute stands within the member here; what hides it may stand on it, on a type around it or on the assembly.
        var member = file.GetRoot(cancellation).FindNode(place.SourceSpan, getInnermostNodeForTie: true).AncestorsAndSelf().FirstOrDefault(node => node
            is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or ArrowExpressionClauseSyntax { Parent: BasePropertyDeclarationSyntax } or VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax });
        return member is null ? place : Location.Create(file, new TextSpan(member.SpanStart, 0));
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
