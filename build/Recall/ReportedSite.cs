using System.Text.Json;

namespace ImmutableGuard.Build.Recall;

/// <summary>An effect as a manifest has it.</summary>
public sealed record ReportedEffect(string Operation, string Resource, bool Bounded);

/// <summary>A site as a manifest has it.</summary>
/// <param name="File">The file, relative to its repository.</param>
/// <param name="Line">The line where the call's expression begins.</param>
/// <param name="Call">The name of the method that is called.</param>
/// <param name="Effects">What it does.</param>
/// <param name="IsProven">Whether that is all.</param>
/// <param name="IsGiven">Whether its callers say what is accessed, and are reported instead.</param>
public sealed record ReportedSite(string File, int Line, string Call, IReadOnlyList<ReportedEffect> Effects, bool IsProven, bool IsGiven)
{
    /// <summary>What it changes: reading and adding need no sanction.</summary>
    public IEnumerable<ReportedEffect> Changes => Effects.Where(effect => effect.Operation is not ("read" or "insert"));

    /// <summary>Whether a warning stands there.</summary>
    public bool IsReported => !IsGiven && (!IsProven || Changes.Any());

    /// <summary>The place and what is said of it, for people.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{File}({Line}) {Call}: {string.Join("; ", Changes.Select(Show))}{(IsProven ? "" : " …not proven")}{(IsGiven ? " (callers say)" : "")}");

    /// <summary>Reads the sites of a manifest that lies beside an assembly.</summary>
    /// <exception cref="BuildFailedException">It is no manifest.</exception>
    public static IEnumerable<ReportedSite> Read(string path)
    {
        using var json = JsonDocument.Parse(System.IO.File.ReadAllText(path));
        if (!json.RootElement.TryGetProperty("predicate", out var manifest) || !manifest.TryGetProperty("sites", out var sites))
            throw new BuildFailedException($"{path} is no access manifest: it has no 'predicate' with 'sites'");
        return [.. sites.EnumerateArray().Select(Read)];
    }

    private static ReportedSite Read(JsonElement site) => new(
        site.GetProperty("file").GetString()!,
        site.GetProperty("line").GetInt32(),
        MethodName(site.GetProperty("sink").GetString()!),
        [.. site.GetProperty("effects").EnumerateArray().Select(ReadEffect)],
        site.GetProperty("complete").GetBoolean(),
        site.TryGetProperty("givenBy", out var givenBy) && givenBy.GetArrayLength() > 0);

    private static ReportedEffect ReadEffect(JsonElement effect) => new(
        effect.GetProperty("operation").GetString()!,
        effect.GetProperty("resource").GetString()!,
        !effect.TryGetProperty("bounded", out var bounded) || bounded.GetBoolean());

    // 'M:Dapper.SqlMapper.Execute``1(System.Data.IDbConnection,…)' is 'Execute'.
    private static string MethodName(string id) => id.Split('(')[0].Split('.')[^1].Split('`')[0].Split('#')[^1];

    private static string Show(ReportedEffect effect) =>
        $"{effect.Operation} {effect.Resource}{(effect.Operation is "delete" or "update" && !effect.Bounded ? " whole" : "")}";
}
