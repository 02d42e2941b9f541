using System.CommandLine;
using ImmutableGuard.Build;
using ImmutableGuard.Build.Continuous;
using ImmutableGuard.Build.Costs;
using ImmutableGuard.Build.Documentation;
using ImmutableGuard.Build.Mutation;
using ImmutableGuard.Build.Packaging;
using ImmutableGuard.Build.Projects;
using ImmutableGuard.Build.Recall;
using ImmutableGuard.Build.Try;

// The whole build. 'dotnet run --project build -- --help' lists the targets.
var root = new RootCommand("Builds, tests and tries ImmutableGuard.")
{
    PackTarget.Create(),
    TryTarget.Create(),
    CiTarget.Create(),
    DocsTarget.Create(),
    ProjectTarget.Create("conformance", "Compares the SQL classifier with the databases' own parsers.", "tests/Conformance"),
    ProjectTarget.Create("fuzz", "Feeds the SQL classifier with texts that are almost SQL, for ten minutes or the seconds given.", "tests/Conformance", "--fuzz"),
    MutateTarget.Create(),
    MutantHost.Create(),
    ProjectTarget.Create("bench", "Measures the SQL classifier.", "benchmarks/Sql"),
    ProjectTarget.Create("bench-analyzers", "Measures analyzers and generator on 100,000 lines: as a whole, and after an edit.", "benchmarks/Analyzers", "--filter", "*"),
    BuildCosts.Create(),
    RecallTarget.Create(),
};
try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (BuildFailedException e)
{
    Console.Error.WriteLine($"build: {e.Message}");
    return 1;
}
