using Microsoft.CodeAnalysis.Diagnostics;

namespace ImmutableGuard.Analyzers;

/// <summary>A rule about the files that the compiler gets beside the code: it is asked about each.</summary>
public abstract class FileAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterAdditionalFileAction(Check);
    }

    /// <summary>Reports what is wrong with the file; nothing where it is none of the rule's.</summary>
    private protected abstract void Check(AdditionalFileAnalysisContext context);
}
