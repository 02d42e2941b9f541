using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImmutableGuard.Analyzers.DeleteOutsideSanction;

/// <summary>Data is deleted or truncated, and no sanction allows it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeleteOutsideSanctionAnalyzer : SiteAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Descriptors.Create(
        RuleIds.DeleteOutsideSanction,
        "Delete outside a sanctioned API",
        "'{0}' may {1} {2}, which isn't sanctioned: {3}",
        "Every delete is declared: a sanction in the policy or in code names who may delete what, and why.");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override object[]? Check(CheckedSite found) =>
        Unsanctioned(found, Operation.Delete | Operation.Truncate);
}
