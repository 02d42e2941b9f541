using System.Collections.Immutable;
using System.Reflection;
using ImmutableGuard.Analyzers;
using ImmutableGuard.Analyzers.Guarding;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImmutableGuard.Benchmarks.Analyzers;

/// <summary>The analyzers and the generator that are run on a compilation, as the compiler and the IDE run them, but on one thread.</summary>
internal static class AnalyzerSet
{
    /// <summary>Ours.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Ours { get; } = In(typeof(SiteAnalyzer).Assembly);

    /// <summary>As many that do nothing.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Idle { get; } = [.. Ours.Select(_ => new IdleAnalyzer())];

    /// <summary>Those of Meziantou.Analyzer.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Meziantou { get; } = In(Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "Meziantou.Analyzer.dll")));

    /// <summary>A driver of our generator.</summary>
    public static GeneratorDriver Generator(CSharpCompilation compilation) =>
        CSharpGeneratorDriver.Create([new GuardedCallsGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options);

    /// <summary>Analyzers on a compilation.</summary>
    public static CompilationWithAnalyzers On(Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers) =>
        new(compilation, analyzers, new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), OnException, concurrentAnalysis: false, logAnalyzerExecutionTime: false));

    private static ImmutableArray<DiagnosticAnalyzer> In(Assembly assembly) =>
    [
        .. assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is not null && !typeof(DiagnosticSuppressor).IsAssignableFrom(type))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    private static void OnException(Exception exception, DiagnosticAnalyzer analyzer, Diagnostic diagnostic) =>
        throw new InvalidOperationException($"{analyzer} failed", exception);
}
