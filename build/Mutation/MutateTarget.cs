using System.CommandLine;

namespace ImmutableGuard.Build.Mutation;

/// <summary><c>mutate</c>: which defects of the SQL classifier no test would notice.</summary>
public static class MutateTarget
{
    // What is drawn by lot kills a mutant in one run and not in the next; what is made large takes its time, thousands of times.
    private const string Tests = "FullyQualifiedName~Sql&FullyQualifiedName!~Metamorphic&FullyQualifiedName!~Robustness";

    private static readonly string Output = Repository.In("artifacts", "mutation");

    /// <summary>Creates the target.</summary>
    public static Command Create()
    {
        var files = new Argument<string[]>("files") { Description = "Files of src/Model/Sql, as 'Parser.With'; all if left out, which takes hours.", Arity = ArgumentArity.ZeroOrMore };
        var processes = new Option<int>("--processes") { Description = "How many mutants are tried at a time.", DefaultValueFactory = _ => 1 };
        var command = new Command("mutate", "Changes the SQL classifier in thousands of ways, and shows which of them no test notices.") { files, processes };
        command.SetAction(async parsed =>
        {
            var folder = new Shell(Repository.In("tests", "Model.Tests"));
            await folder.RequireAsync("dotnet", "tool", "restore");
            var wanted = parsed.GetValue(files)!.SelectMany(file => (string[])["-m", $"Sql/**/{file}.cs"]);
            var ended = await folder.ShowAsync(
                "dotnet",
                ["stryker", "-O", Output, "--concurrency", $"{parsed.GetValue(processes)}", "--test-case-filter", Tests, "-r", "json", "-r", "progress", .. wanted]);
            foreach (var line in MutationReport.Read(Path.Combine(Output, "reports", "mutation-report.json")))
                Console.WriteLine(line);
            return ended;
        });
        return command;
    }
}
