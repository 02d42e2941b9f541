using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImmutableGuard.Analyzers.Tests;

/// <summary>What all analyzers have in common.</summary>
public sealed class InitializeTests
{
    public static TheoryData<string> Analyzers => [.. Compiled.Analyzers.Select(analyzer => analyzer.GetType().Name)];

    [Theory]
    [MemberData(nameof(Analyzers))]
    public void Analyzer_RunsConcurrentlyAndSaysWhatItDoesWithGeneratedCode(string name)
    {
        var analyzer = Compiled.Analyzers.Single(candidate => candidate.GetType().Name == name);
        var context = new Recording();
        analyzer.Initialize(context);
        Assert.True(context.IsConcurrent);
        // What only looks at files beside the source has nothing to do with code.
        Assert.Equal(
            analyzer.SupportedDiagnostics.Any(descriptor => descriptor.Id is "IG2001" or "IG2006" or "IG2008") ? GeneratedCodeAnalysisFlags.None : GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics,
            context.GeneratedCode);
    }

    [Theory]
    [MemberData(nameof(Analyzers))]
    public void Analyzer_KeepsNothing(string name) =>
        Assert.DoesNotContain(
            Compiled.Analyzers.Single(candidate => candidate.GetType().Name == name).GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic),
            kept => kept.FieldType != typeof(ImmutableArray<DiagnosticDescriptor>));

    private sealed class Recording : AnalysisContext
    {
        public bool IsConcurrent { get; private set; }

        public GeneratedCodeAnalysisFlags? GeneratedCode { get; private set; }

        public override void EnableConcurrentExecution() => IsConcurrent = true;

        public override void ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags analysisMode) => GeneratedCode = analysisMode;

        public override void RegisterAdditionalFileAction(Action<AdditionalFileAnalysisContext> action)
        {
        }

        public override void RegisterCompilationStartAction(Action<CompilationStartAnalysisContext> action)
        {
        }

        public override void RegisterCompilationAction(Action<CompilationAnalysisContext> action)
        {
        }

        public override void RegisterSemanticModelAction(Action<SemanticModelAnalysisContext> action) => throw new NotSupportedException();

        public override void RegisterSymbolAction(Action<SymbolAnalysisContext> action, ImmutableArray<SymbolKind> symbolKinds) => throw new NotSupportedException();

        public override void RegisterCodeBlockStartAction<TLanguageKindEnum>(Action<CodeBlockStartAnalysisContext<TLanguageKindEnum>> action) => throw new NotSupportedException();

        public override void RegisterCodeBlockAction(Action<CodeBlockAnalysisContext> action) => throw new NotSupportedException();

        public override void RegisterSyntaxTreeAction(Action<SyntaxTreeAnalysisContext> action) => throw new NotSupportedException();

        public override void RegisterSyntaxNodeAction<TLanguageKindEnum>(Action<SyntaxNodeAnalysisContext> action, ImmutableArray<TLanguageKindEnum> syntaxKinds) => throw new NotSupportedException();
    }
}
