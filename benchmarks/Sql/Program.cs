using BenchmarkDotNet.Running;
using ImmutableGuard.Benchmarks.Sql;

// Without arguments all of it, as RESULTS.md lists it.
BenchmarkSwitcher.FromAssembly(typeof(ClassifyOrParse).Assembly).Run(args.Length > 0 ? args : ["--filter", "*"]);
