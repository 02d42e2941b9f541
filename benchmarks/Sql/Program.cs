using BenchmarkDotNet.Running;
using ImmutableGuard.Benchmarks.Sql;

BenchmarkSwitcher.FromAssembly(typeof(ClassifyOrParse).Assembly).Run(args);
