using System.Text.Json;

namespace ImmutableGuard.Build.Mutation;

/// <summary>Stryker's list of mutants, and what became of them as a table with a row a file.</summary>
public sealed class MutationReport
{
    // Of the others some don't compile, and some change what isn't asked for.
    private static readonly string[] Counted = ["Killed", "Timeout", "Survived", "NoCoverage"];

    private readonly List<Mutant> _mutants = [];

    /// <summary>Reads a list.</summary>
    /// <param name="path">Stryker's JSON.</param>
    public MutationReport(string path)
    {
        using var report = JsonDocument.Parse(File.ReadAllText(path));
        foreach (var file in report.RootElement.GetProperty("files").EnumerateObject())
        {
            var lines = file.Value.GetProperty("source").GetString()!.Split('\n');
            foreach (var mutant in file.Value.GetProperty("mutants").EnumerateArray())
                if (Counted.Contains(mutant.GetProperty("status").GetString()))
                    _mutants.Add(new Mutant(int.Parse(mutant.GetProperty("id").GetString()!), Path.GetFileNameWithoutExtension(file.Name), Shown(lines, mutant)));
        }
    }

    private sealed record Mutant(int Number, string File, string Shown);

    /// <summary>The numbers of all that can be tried.</summary>
    public IReadOnlyCollection<int> Mutants => [.. _mutants.Select(mutant => mutant.Number)];

    /// <summary>Each mutant that no test noticed, and the table.</summary>
    /// <param name="statuses">What became of each.</param>
    public IEnumerable<string> Lines(IReadOnlyDictionary<int, MutantStatus> statuses) =>
    [
        .. _mutants.Where(mutant => statuses[mutant.Number] >= MutantStatus.Survived)
            .Select(mutant => $"{mutant.File}{mutant.Shown}{(statuses[mutant.Number] == MutantStatus.NoCoverage ? "  (no test)" : "")}"),
        "| file | mutants | killed | timeout | survived | no test | score, % |",
        "|---|---|---|---|---|---|---|",
        .. _mutants.GroupBy(mutant => mutant.File).OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => Row($"`{file.Key}`", file, statuses)),
        Row("**all**", _mutants, statuses),
    ];

    /// <summary>How many of a hundred mutants the tests notice.</summary>
    /// <param name="statuses">What became of each.</param>
    public double Score(IReadOnlyDictionary<int, MutantStatus> statuses) =>
        100.0 * _mutants.Count(mutant => statuses[mutant.Number] is MutantStatus.Killed or MutantStatus.Timeout) / Math.Max(_mutants.Count, 1);

    private static string Row(string name, IEnumerable<Mutant> mutants, IReadOnlyDictionary<int, MutantStatus> statuses)
    {
        var of = mutants.ToLookup(mutant => statuses[mutant.Number]);
        int killed = of[MutantStatus.Killed].Count(), late = of[MutantStatus.Timeout].Count(), survived = of[MutantStatus.Survived].Count(), none = of[MutantStatus.NoCoverage].Count();
        var all = killed + late + survived + none;
        return FormattableString.Invariant($"| {name} | {all:#,0} | {killed:#,0} | {late:#,0} | {survived:#,0} | {none:#,0} | {100.0 * (killed + late) / Math.Max(all, 1):0.0} |");
    }

    /// <summary>The place, what stands there, and what could stand there as well.</summary>
    private static string Shown(string[] lines, JsonElement mutant)
    {
        var (start, end) = (mutant.GetProperty("location").GetProperty("start"), mutant.GetProperty("location").GetProperty("end"));
        var (line, from) = (start.GetProperty("line").GetInt32(), start.GetProperty("column").GetInt32() - 1);
        var text = lines[line - 1];
        var original = end.GetProperty("line").GetInt32() == line ? text[from..(end.GetProperty("column").GetInt32() - 1)] : text[from..] + " …";
        return $":{line}:{from + 1}  {original}  →  {mutant.GetProperty("replacement").GetString()!.ReplaceLineEndings(" ")}";
    }
}
