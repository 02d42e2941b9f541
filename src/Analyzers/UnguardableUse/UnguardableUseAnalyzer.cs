using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImmutableGuard.Analyzers.UnguardableUse;

/// <summary>A sink is used so that the guard can't be put around it, sanctioned or not.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnguardableUseAnalyzer : SiteAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Descriptors.Create(
        RuleIds.UnguardableUse,
        "Sink used in a way that can't be guarded",
        "'{0}' uses {1} past the guard ({2}): {3}",
        "The guard can only refuse and record what goes through it. A method group, an expression tree, 'dynamic' and reflection reach "
        + "the data past it, and so do calls that generated code can't stand in for. No sanction helps; the build finds the same hole in "
        + "the compiled code (IG3004).");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override object[]? Check(CheckedSite found) => found.Obstacle is not { } obstacle
        ? null
        : [found.Site.MemberName, found.Site.Method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat), obstacle.Reason, obstacle.WayOut];
}
