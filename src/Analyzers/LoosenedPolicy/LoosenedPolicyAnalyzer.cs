using System.Collections.Immutable;
using ImmutableGuard.Analyzers.Policies;
using ImmutableGuard.Policies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImmutableGuard.Analyzers.LoosenedPolicy;

/// <summary>The service's policy says what would loosen the shared one above it; it can't, and people would rely on it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LoosenedPolicyAnalyzer : FileAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Descriptors.Create(
        RuleIds.LoosenedPolicy,
        "Policy loosens the shared one",
        "The shared policy can only be narrowed: {0}; until that is mended, no sanction counts",
        "Many repositories share a policy so that none of them decides alone. What a service's own policy adds may only be stricter, or "
        + "sanction what the shared policy delegates.",
        DiagnosticSeverity.Error);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Check(AdditionalFileAnalysisContext context)
    {
        if (!PolicyFile.Is(context.AdditionalFile)
            || PolicyFile.Among(context.Options.AdditionalFiles, context.CancellationToken) is not { Own: { } own, Shared: { } above }
            // What is wrong with one of them by itself is another rule's (IG2001).
            || PolicyReader.ReadShared(above.ToString(), out _) is not { } shared)
            return;
        NarrowedPolicy.Read(shared, own.ToString(), out _, out var problems);
        foreach (var problem in problems)
            context.ReportDiagnostic(Diagnostic.Create(Descriptor, PolicyFile.Place(context.AdditionalFile, problem.Line, problem.Column), problem.Message));
    }
}
