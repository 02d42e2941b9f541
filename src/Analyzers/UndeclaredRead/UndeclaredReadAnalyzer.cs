using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImmutableGuard.Analyzers.UndeclaredRead;

/// <summary>Data whose reads the policy restricts is read, and no sanction allows it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UndeclaredReadAnalyzer : SiteAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Descriptors.Create(
        RuleIds.UndeclaredRead,
        "Read outside the declared boundary",
        "'{0}' may {1} {2}, whose reads the policy restricts: {3}",
        "Where the policy says \"reads\": \"sanction\" of a resource, or of reads by default, a sanction names who may read it, and why.");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override object[]? Check(CheckedSite found) => Unsanctioned(found, Operation.Read);
}
