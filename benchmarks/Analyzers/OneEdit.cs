using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImmutableGuard.Benchmarks.Analyzers;

/// <summary>What happens after somebody typed a statement into one method of 100,000 lines: the diagnostics of that file, and the generator.</summary>
[MemoryDiagnoser]
[Config(typeof(InThisProcess.Quick))]
public class OneEdit
{
    private CSharpCompilation compilation = Shop.Create();
    private SyntaxTree file = CSharpSyntaxTree.ParseText("");
    private GeneratorDriver? driver;
    private int edits;

    /// <summary>The IDE has known the project for a while.</summary>
    [GlobalSetup]
    public void Open()
    {
        driver = AnalyzerSet.Generator(compilation).RunGenerators(compilation);
        AnalyzerSet.On(compilation, AnalyzerSet.Ours).GetAllDiagnosticsAsync().GetAwaiter().GetResult();
    }

    /// <summary>Types a statement.</summary>
    [IterationSetup]
    public void Type() => (compilation, file) = Shop.Edit(compilation, ++edits);

    /// <summary>The compiler's own diagnostics of the file.</summary>
    [Benchmark(Baseline = true)]
    public int Compiler() => compilation.GetSemanticModel(file).GetDiagnostics().Length;

    /// <summary>As many analyzers as ours that do nothing: what is paid for there being any.</summary>
    [Benchmark]
    public Task<int> Idle() => DiagnosticsAsync(AnalyzerSet.On(compilation, AnalyzerSet.Idle));

    /// <summary>Our analyzers' diagnostics of the file.</summary>
    [Benchmark]
    public Task<int> ImmutableGuard() => DiagnosticsAsync(AnalyzerSet.On(compilation, AnalyzerSet.Ours));

    /// <summary>Our generator.</summary>
    [Benchmark]
    public void Generator() => driver = driver!.RunGenerators(compilation);

    /// <summary>Meziantou.Analyzer's diagnostics of the file.</summary>
    [Benchmark]
    public Task<int> Meziantou() => DiagnosticsAsync(AnalyzerSet.On(compilation, AnalyzerSet.Meziantou));

    private async Task<int> DiagnosticsAsync(CompilationWithAnalyzers analyzers) =>
        (await analyzers.GetAnalyzerSyntaxDiagnosticsAsync(file, CancellationToken.None)).Length
        + (await analyzers.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(file), filterSpan: null, CancellationToken.None)).Length;
}
