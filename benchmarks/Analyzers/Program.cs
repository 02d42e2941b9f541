using BenchmarkDotNet.Running;
using ImmutableGuard.Benchmarks.Analyzers;

BenchmarkSwitcher.FromAssembly(typeof(WholeCompilation).Assembly).Run(args);
