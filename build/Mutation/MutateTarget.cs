using System.CommandLine;

namespace ImmutableGuard.Build.Mutation;

/// <summary><c>mutate</c>: which defects of the SQL classifier no test would notice.</summary>
public static class MutateTarget
{
    /// <summary>Fewer than so many of a hundred mutants noticed, and the target fails.</summary>
    private const double Least = 85;

    /// <summary>Creates the target.</summary>
    public static Command Create()
    {
        var files = new Argument<string[]>("files") { Description = "Files of src/Model/Sql, as 'Parser.With'; all if left out.", Arity = ArgumentArity.ZeroOrMore };
        var processes = new Option<int>("--processes") { Description = "How many mutants are tried at a time.", DefaultValueFactory = _ => 1 };
        var command = new Command("mutate", "Changes the SQL classifier in thousands of ways, and shows which of them no test notices.") { files, processes };
        command.SetAction(async parsed =>
        {
            await MutatedTests.MakeAsync(parsed.GetValue(files)!);
            var report = new MutationReport(MutatedTests.Report);
            var statuses = await new MutationRun().TryAsync(report.Mutants, parsed.GetValue(processes));
            foreach (var line in report.Lines(statuses))
                Console.WriteLine(line);
            if (report.Score(statuses) < Least)
                throw new BuildFailedException($"the tests notice fewer than {Least} % of the mutants. The list above shows what they let pass.");
        });
        return command;
    }
}
