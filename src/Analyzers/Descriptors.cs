using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers;

/// <summary>Creates the rules' descriptors, so that category and help link are derived in one place.</summary>
internal static class Descriptors
{
    private const string DocumentationRoot = "https://github.com/immutableguard/immutableguard/blob/main/docs/rules/";

    public static DiagnosticDescriptor Create(
        string id, string title, string message, string description, DiagnosticSeverity severity = DiagnosticSeverity.Warning) =>
        new(id, title, message, id.StartsWith("IG1", StringComparison.Ordinal) ? "DataAccess" : "Policy", severity,
            isEnabledByDefault: true, description, DocumentationRoot + id + ".md");
}
