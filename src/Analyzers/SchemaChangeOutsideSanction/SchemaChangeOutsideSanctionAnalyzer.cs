using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImmutableGuard.Analyzers.SchemaChangeOutsideSanction;

/// <summary>Structure is changed, and no sanction allows it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SchemaChangeOutsideSanctionAnalyzer : SiteAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Descriptors.Create(
        RuleIds.SchemaChangeOutsideSanction,
        "Schema change outside a sanctioned API",
        "'{0}' may change the {1} of {2}, which isn't sanctioned: {3}",
        "Dropping or altering a table takes its data with it; a sanction names who may, and why.");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override object[]? Check(CheckedSite found) =>
        Unsanctioned(found, Operation.Schema);
}
