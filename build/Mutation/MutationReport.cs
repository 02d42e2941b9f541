using System.Text.Json;

namespace ImmutableGuard.Build.Mutation;

/// <summary>Stryker's report as a table with a row a file, and before it each mutant that no test noticed.</summary>
public static class MutationReport
{
    private static readonly string[] Counted = ["Killed", "Timeout", "Survived", "NoCoverage"];

    /// <summary>Reads a report.</summary>
    /// <param name="path">Stryker's JSON.</param>
    public static IEnumerable<string> Read(string path)
    {
        using var report = JsonDocument.Parse(File.ReadAllText(path));
        var all = new int[Counted.Length];
        List<string> rows = [];
        foreach (var file in report.RootElement.GetProperty("files").EnumerateObject())
        {
            var counts = new int[Counted.Length];
            var lines = file.Value.GetProperty("source").GetString()!.Split('\n');
            foreach (var mutant in file.Value.GetProperty("mutants").EnumerateArray())
            {
                var kind = Array.IndexOf(Counted, mutant.GetProperty("status").GetString());
                if (kind < 0)
                    continue;
                counts[kind]++;
                all[kind]++;
                if (kind >= 2)
                    yield return Survivor(Path.GetFileName(file.Name), lines, mutant);
            }

            if (counts.Sum() > 0)
                rows.Add(Row(Path.GetFileName(file.Name), counts));
        }

        yield return "| file | mutants | killed | timeout | survived | no test | score |";
        yield return "|---|---|---|---|---|---|---|";
        foreach (var row in rows)
            yield return row;
        yield return Row("all", all);
    }

    private static string Row(string name, int[] counts) =>
        FormattableString.Invariant($"| {name} | {counts.Sum()} | {string.Join(" | ", counts)} | {100.0 * (counts[0] + counts[1]) / Math.Max(counts.Sum(), 1):0.0} % |");

    /// <summary>The place, what stands there, and what could stand there as well.</summary>
    private static string Survivor(string file, string[] lines, JsonElement mutant)
    {
        var (start, end) = (mutant.GetProperty("location").GetProperty("start"), mutant.GetProperty("location").GetProperty("end"));
        var (line, from) = (start.GetProperty("line").GetInt32(), start.GetProperty("column").GetInt32() - 1);
        var text = lines[line - 1];
        var original = end.GetProperty("line").GetInt32() == line ? text[from..(end.GetProperty("column").GetInt32() - 1)] : text[from..] + " …";
        return $"{file}:{line}  {original}  →  {mutant.GetProperty("replacement").GetString()!.ReplaceLineEndings(" ")}";
    }
}
