using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImmutableGuard.Analyzers.UpdateOutsideSanction;

/// <summary>Data is changed, and no sanction allows it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UpdateOutsideSanctionAnalyzer : SiteAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Descriptors.Create(
        RuleIds.UpdateOutsideSanction,
        "Update outside a sanctioned API",
        "'{0}' may {1} {2}, which isn't sanctioned: {3}",
        "Every update is declared: a sanction in the policy or in code names who may change what, and why.");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override object[]? Check(CheckedSite found) =>
        Unsanctioned(found, Operation.Update | Operation.Insert);
}
