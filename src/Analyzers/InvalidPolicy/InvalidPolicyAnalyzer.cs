using System.Collections.Immutable;
using ImmutableGuard.Analyzers.Policies;
using ImmutableGuard.Policies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImmutableGuard.Analyzers.InvalidPolicy;

/// <summary>The policy file can't be understood as a whole; until it can, nothing in it counts.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InvalidPolicyAnalyzer : FileAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Descriptors.Create(
        RuleIds.InvalidPolicy,
        "Policy invalid",
        "The policy can't be used: {0}; until that is mended, no sanction counts",
        "A policy with a problem is no policy: half of a grant might be wider than the whole.",
        DiagnosticSeverity.Error);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Check(AdditionalFileAnalysisContext context)
    {
        var isShared = PolicyFile.IsShared(context.AdditionalFile);
        if (!isShared && !PolicyFile.Is(context.AdditionalFile) || context.AdditionalFile.GetText(context.CancellationToken) is not { } text)
            return;
        IReadOnlyList<PolicyProblem> problems;
        if (isShared)
            PolicyReader.ReadShared(text.ToString(), out problems);
        else
            PolicyReader.Read(text.ToString(), out problems);
        foreach (var problem in problems)
            context.ReportDiagnostic(Diagnostic.Create(Descriptor, PolicyFile.Place(context.AdditionalFile, problem.Line, problem.Column), problem.Message));
    }
}
