using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using ImmutableGuard.Build.Packaging;

namespace ImmutableGuard.Build.Costs;

/// <summary><c>bench-builds</c>: what the package adds to building a solution.</summary>
public static class BuildCosts
{
    private static readonly string Results = Repository.In("benchmarks", "RESULTS.md");

    /// <summary>Creates the target.</summary>
    public static Command Create()
    {
        var pairs = new Option<int>("--pairs") { Description = "How many builds with and without, in turn.", DefaultValueFactory = _ => 5 };
        var only = new Option<string?>("--only") { Description = "Only what is named so: clean or no-op, alone or with servers." };
        var dry = new Option<bool>("--dry") { Description = "Leave benchmarks/RESULTS.md as it is." };
        var packed = new Option<string?>("--packed") { Description = "The version that lies in artifacts/packages; packs if left out." };
        var folder = new Option<string?>("--folder") { Description = "Make the solution there and leave it, or take the one that an earlier run left; a temporary folder if left out." };
        var command = new Command("bench-builds", "Measures what the package adds to building a solution of 20 projects.") { pairs, only, dry, packed, folder };
        command.SetAction(async parsed =>
        {
            var solution = new ServiceSolution(parsed.GetValue(folder));
            var version = parsed.GetValue(packed) ?? PackTarget.UnseenVersion("bench");
            if (parsed.GetValue(packed) is null && !solution.IsThere)
                await PackTarget.PackAsync(version);
            var wasThere = solution.IsThere;
            try
            {
                if (!wasThere)
                    await solution.CreateAsync(version);
                var rows = await MeasureAsync(solution, parsed.GetValue(pairs), parsed.GetValue(only), wasThere);
                if (!parsed.GetValue(dry))
                    WriteSection(Section(solution, rows));
            }
            finally
            {
                if (parsed.GetValue(folder) is null)
                    await solution.DeleteAsync(version);
            }
        });
        return command;
    }

    private sealed record Row(string What, IReadOnlyList<Duration> Plain, IReadOnlyList<Duration> Guarded);

    private static async Task<List<Row>> MeasureAsync(ServiceSolution solution, int pairs, string? only, bool wasThere)
    {
        var rows = new List<Row>();
        foreach (var servers in (bool[])[false, true])
        {
            var plain = new MeasuredBuild(solution.Folder(guarded: false), servers);
            var guarded = new MeasuredBuild(solution.Folder(guarded: true), servers);
            var suffix = servers ? ", with servers" : "";
            try
            {
                if (only is null || only == "clean" + suffix)
                    rows.Add(await RowAsync("clean" + suffix, clean: true));
                if (only is null || only == "no-op" + suffix)
                    rows.Add(await RowAsync("no-op" + suffix, clean: false));
            }
            finally
            {
                plain.EndServers();
                guarded.EndServers();
            }

            async Task<Row> RowAsync(string what, bool clean)
            {
                var row = new Row(what, [], []);
                List<Duration> without = [], with = [];
                // The first pair isn't counted: it fills caches, starts servers, and makes what a no-op build finds. What an earlier run
                // left has been through that.
                for (var pair = wasThere && !servers ? 1 : 0; pair <= pairs; pair++)
                    foreach (var isGuarded in (bool[])[false, true])
                    {
                        if (clean)
                            solution.Clean(isGuarded);
                        var took = await (isGuarded ? guarded : plain).RunAsync();
                        Console.WriteLine(FormattableString.Invariant($"{what} {(isGuarded ? "with" : "without")}: {took.Wall:0.00} s, CPU {took.Cpu:0.00} s{(pair == 0 ? " (not counted)" : "")}"));
                        if (pair > 0)
                            (isGuarded ? with : without).Add(took);
                    }

                row = row with { Plain = without, Guarded = with };
                Console.WriteLine(Line(row));
                return row;
            }
        }

        return rows;
    }

    private static string Section(ServiceSolution solution, IEnumerable<Row> rows)
    {
        var text = new StringBuilder($"""
            ## Builds

            A solution of {ServiceSolution.Projects} projects and {solution.Lines} lines, with the package and without it, pairs in turn after one that isn't counted;
            medians, in seconds, and the median of the pairs' ratios. CPU is that of all processes. "With servers" is with the compiler server and reused
            nodes, as developers build; otherwise nothing outlives a build, as in continuous integration. Restoring isn't part of it.

            {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}. Measured by `dotnet run --project build -- bench-builds`.

            | | pairs | wall without | with | ratio | CPU without | with | ratio |
            |---|---|---|---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        // Where only some rows were measured, the others stay.
        var lines = rows.ToDictionary(row => row.What, Line);
        foreach (var what in (string[])["clean", "no-op", "clean, with servers", "no-op, with servers"])
            if ((lines.GetValueOrDefault(what) ?? Earlier(what)) is { } line)
                text.Append(line).Append('\n');
        return text.ToString();
    }

    private static string? Earlier(string what) =>
        File.Exists(Results) ? File.ReadLines(Results).FirstOrDefault(line => line.StartsWith($"| {what} | ", StringComparison.Ordinal)) : null;

    private static string Line(Row row)
    {
        return $"| {row.What} | {row.Plain.Count.ToString(CultureInfo.InvariantCulture)} | {Columns(duration => duration.Wall)} | {Columns(duration => duration.Cpu)} |";

        string Columns(Func<Duration, double?> part)
        {
            var plain = row.Plain.Select(part).OfType<double>().ToList();
            var guarded = row.Guarded.Select(part).OfType<double>().ToList();
            return plain.Count == 0 ? "– | – | –" : string.Create(CultureInfo.InvariantCulture,
                $"{Median(plain):0.00} | {Median(guarded):0.00} | {Median([.. plain.Zip(guarded, (without, with) => with / without)]):0.000}");
        }
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    // Others measure other things, and write sections of their own.
    private static void WriteSection(string section)
    {
        var text = File.Exists(Results) ? File.ReadAllText(Results) : "# Results\n\n";
        var start = text.IndexOf("## Builds\n", StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOf("\n## ", start, StringComparison.Ordinal);
        var before = start < 0 ? text.TrimEnd('\n') + "\n\n" : text[..start];
        File.WriteAllText(Results, before + section + (end < 0 ? "" : text[end..]));
    }
}
