using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers;

/// <summary>Creates the rules' descriptors, so that category and help link are derived in one place.</summary>
internal static class Descriptors
{
    private const string DocumentationRoot = "https://github.com/immutableguard/immutableguard/blob/main/docs/rules/";

    public static DiagnosticDescriptor Create(
        string id, string title, string message, string description, DiagnosticSeverity severity = DiagnosticSeverity.Warning) =>
        new(id, title, message, Category(id), severity, isEnabledByDefault: true, description, DocumentationRoot + id + ".md");

    /// <summary>A rule that no pragma, attribute or configuration can hide or change.</summary>
    public static DiagnosticDescriptor CreateNotConfigurable(string id, string title, string message, string description) =>
        new(id, title, message, Category(id), DiagnosticSeverity.Warning, isEnabledByDefault: true, description, DocumentationRoot + id + ".md",
            WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>A rule that can be judged only when everything was looked at.</summary>
    public static DiagnosticDescriptor CreateForCompilationEnd(string id, string title, string message, string description) =>
        new(id, title, message, Category(id), DiagnosticSeverity.Warning, isEnabledByDefault: true, description, DocumentationRoot + id + ".md",
            WellKnownDiagnosticTags.CompilationEnd);

    private static string Category(string id) => id.StartsWith("IG1", StringComparison.Ordinal) ? "DataAccess" : "Policy";
}
