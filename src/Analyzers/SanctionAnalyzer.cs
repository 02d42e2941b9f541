using ImmutableGuard.Analyzers.Policies;
using ImmutableGuard.Policies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImmutableGuard.Analyzers;

/// <summary>A rule about sanctions, each by itself: it is asked about those in the policy file and those in code.</summary>
public abstract class SanctionAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterAdditionalFileAction(CheckFile);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypesByMetadataName(InCodeSanctions.Attribute).Length > 0)
                start.RegisterSymbolAction(CheckSymbol, SymbolKind.NamedType, SymbolKind.Method, SymbolKind.Property);
        });
    }

    /// <summary>The field of a sanction in the policy file that a report points at.</summary>
    private protected abstract string Field { get; }

    /// <summary>What to report on a sanction, with the arguments; null where there is nothing.</summary>
    private protected abstract (DiagnosticDescriptor Descriptor, object[] Arguments)? Check(Sanction sanction, Compilation compilation);

    private void CheckFile(AdditionalFileAnalysisContext context)
    {
        if (!PolicyFile.Is(context.AdditionalFile))
            return;
        foreach (var (sanction, json) in PolicyFile.SanctionsIn(context.AdditionalFile, context.CancellationToken))
            if (Check(sanction, context.Compilation) is var (descriptor, arguments))
                context.ReportDiagnostic(Diagnostic.Create(descriptor, PolicyFile.Place(context.AdditionalFile, json[Field] ?? json), arguments));
    }

    private void CheckSymbol(SymbolAnalysisContext context)
    {
        foreach (var (attribute, sanction) in InCodeSanctions.AttributesOn(context.Symbol))
            if (sanction is not null && Check(sanction, context.Compilation) is var (descriptor, arguments))
                context.ReportDiagnostic(Diagnostic.Create(descriptor, InCodeSanctions.Place(attribute, context.Symbol), arguments));
    }
}
