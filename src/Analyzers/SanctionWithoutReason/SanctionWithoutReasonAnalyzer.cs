using System.Collections.Immutable;
using ImmutableGuard.Analyzers.Policies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImmutableGuard.Analyzers.SanctionWithoutReason;

/// <summary>A sanction in code doesn't say why it is given, and so doesn't count. In the policy file that is IG2001.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SanctionWithoutReasonAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Descriptors.Create(
        RuleIds.SanctionWithoutReason,
        "Sanction without a reason",
        "This sanction of '{0}' has no reason, and so doesn't count: write Reason = \"why the grant is given\"",
        "Who reads of a delete later wants to know why it was allowed. Without a reason, or with the placeholder of a code fix, a "
        + "sanction grants nothing.");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypesByMetadataName(InCodeSanctions.Attribute).Length > 0)
                start.RegisterSymbolAction(Check, SymbolKind.NamedType, SymbolKind.Method, SymbolKind.Property);
        });
    }

    private static void Check(SymbolAnalysisContext context)
    {
        foreach (var (attribute, _) in InCodeSanctions.AttributesOn(context.Symbol))
            if (!InCodeSanctions.HasReason(attribute))
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptor, InCodeSanctions.Place(attribute, context.Symbol), context.Symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)));
    }
}
