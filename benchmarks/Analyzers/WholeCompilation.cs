using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ImmutableGuard.Benchmarks.Analyzers;

/// <summary>What the compiler does with 100,000 lines by itself, and what analyzers add to that.</summary>
[MemoryDiagnoser]
[Config(typeof(InThisProcess.Slow))]
public class WholeCompilation
{
    private CSharpCompilation compilation = Shop.Create();

    /// <summary>A compilation that nobody has looked at.</summary>
    [IterationSetup]
    public void Parse() => compilation = Shop.Create();

    /// <summary>The compiler alone: everything is bound, nothing is written.</summary>
    [Benchmark(Baseline = true)]
    public int Compiler() => compilation.GetDiagnostics().Length;

    /// <summary>The compiler with an analyzer that does nothing.</summary>
    [Benchmark]
    public async Task<int> Idle() => (await AnalyzerSet.On(compilation, [new IdleAnalyzer()]).GetAllDiagnosticsAsync()).Length;

    /// <summary>The compiler with our generator and analyzers.</summary>
    [Benchmark]
    public async Task<int> ImmutableGuard()
    {
        AnalyzerSet.Generator(compilation).RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _);
        return (await AnalyzerSet.On(generated, AnalyzerSet.Ours).GetAllDiagnosticsAsync()).Length;
    }

    /// <summary>The compiler with Meziantou.Analyzer.</summary>
    [Benchmark]
    public async Task<int> Meziantou() => (await AnalyzerSet.On(compilation, AnalyzerSet.Meziantou).GetAllDiagnosticsAsync()).Length;
}
