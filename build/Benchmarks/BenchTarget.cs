using System.CommandLine;
using ImmutableGuard.Build.Projects;

namespace ImmutableGuard.Build.Benchmarks;

/// <summary><c>bench</c>: measures the SQL classifier and the analyzers; what came out is written down in <c>benchmarks/RESULTS.md</c>.</summary>
public static class BenchTarget
{
    /// <summary>Creates the target.</summary>
    public static Command Create() => new("bench", "Measures the SQL classifier, or what analyzers and generator cost.")
    {
        ProjectTarget.Create("sql", "The SQL classifier.", "benchmarks/Sql"),
        ProjectTarget.Create("analyzers", "The analyzers and the generator, on 100,000 lines: as a whole, and after an edit.", "benchmarks/Analyzers", "--filter", "*"),
    };
}
