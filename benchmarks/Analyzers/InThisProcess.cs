using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace ImmutableGuard.Benchmarks.Analyzers;

/// <summary>Each round once, in this process: the analyzers compared are loaded into it, and a round changes what the next one starts from.</summary>
internal abstract class InThisProcess(int warmups, int rounds, bool collects = true) : ManualConfig
{
    /// <summary>
    /// What is quick: an edit. The runtime compiles what is used again and again anew for some hundred edits. Collecting all garbage after each would take
    /// far longer than the edit, and leave the next one to start with cold caches.
    /// </summary>
    public sealed class Quick : InThisProcess
    {
        public Quick() : base(warmups: 100, rounds: 60, collects: false) => Apply();
    }

    /// <summary>What takes seconds: a whole compilation.</summary>
    public sealed class Slow : InThisProcess
    {
        public Slow() : base(warmups: 1, rounds: 4) => Apply();
    }

    private protected void Apply() => AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithStrategy(RunStrategy.Monitoring).WithWarmupCount(warmups).WithIterationCount(rounds).WithGcForce(collects));
}
