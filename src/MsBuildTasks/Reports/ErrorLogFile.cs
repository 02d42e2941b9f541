using ImmutableGuard.Json;

namespace ImmutableGuard.MsBuildTasks.Reports;

/// <summary>
/// The findings of the build as SARIF 2.1.0. They come after the compiler has closed its own file, and stay where a build that changes
/// nothing doesn't look again: each step's are replaced by those of its next look.
/// </summary>
internal static class ErrorLogFile
{
    private const string Suffix = ".access.sarif";
    private const string Site = "https://github.com/immutableguard/immutableguard";

    /// <summary>What the rules are called, as on their pages.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Titles = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["IG2001"] = "Policy invalid",
        ["IG3001"] = "Commit unknown",
        ["IG3002"] = "Work tree not clean",
        ["IG3003"] = "Manifest differs from access.lock.json",
        ["IG3004"] = "Sink call not mediated by the guard",
        ["IG3006"] = "Site unsanctioned but its warning suppressed",
        ["IG3007"] = "ImmutableGuard is switched off",
        ["IG3008"] = "No such SQL dialect",
        ["IG3009"] = "Access manifest can't be signed",
        ["IG3011"] = "Manifest of the application can't be written",
    };

    /// <summary>The file beside the compiler's: <c>Shop.access.sarif</c> beside <c>Shop.sarif,version=2.1</c>; null where the compiler writes none.</summary>
    public static string? Beside(string errorLog)
    {
        var file = errorLog.Split(',', ';')[0].Trim().Trim('"');
        return file.Length == 0 ? null : Path.ChangeExtension(file, null) + Suffix;
    }

    /// <summary>Puts the findings of a step in the place of its earlier ones.</summary>
    /// <exception cref="IOException">The file can't be written.</exception>
    public static void Put(string path, string step, string version, IEnumerable<Finding> findings)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            Directory.CreateDirectory(folder);
        var results = Read(path).Where(result => StepOf(result) != step).Concat(findings.Select(finding => Write(finding, step))).ToList();
        // A category of its own for each project: GitHub takes two runs of one tool and category for the same one.
        var category = Path.GetFileName(path).Substring(0, Path.GetFileName(path).Length - Suffix.Length);
        OutputFile.Write(path, new JsonObject
        {
            { "$schema", "https://json.schemastore.org/sarif-2.1.0.json" },
            { "version", "2.1.0" },
            {
                "runs", new JsonArray(
                [
                    new JsonObject
                    {
                        { "tool", new JsonObject { { "driver", WriteDriver(version) } } },
                        { "automationDetails", new JsonObject { { "id", $"immutableguard/{category}/" } } },
                        { "columnKind", "utf16CodeUnits" },
                        { "results", new JsonArray(results) },
                    },
                ])
            },
        } + "\n");
    }

    private static JsonObject WriteDriver(string version) => new()
    {
        { "name", "ImmutableGuard" },
        { "version", version },
        { "informationUri", Site },
        {
            "rules", new JsonArray(Titles.OrderBy(rule => rule.Key, StringComparer.Ordinal).Select(rule => new JsonObject
            {
                { "id", rule.Key },
                { "shortDescription", new JsonObject { { "text", rule.Value } } },
                { "helpUri", $"{Site}/blob/main/docs/rules/{rule.Key}.md" },
            }))
        },
    };

    private static JsonObject Write(Finding finding, string step)
    {
        var place = new JsonObject { { "artifactLocation", WriteFile(finding.File) } };
        if (finding.Line > 0)
        {
            var region = new JsonObject { { "startLine", finding.Line } };
            if (finding.Column > 0)
                region.Add("startColumn", finding.Column);
            place.Add("region", region);
        }

        var result = new JsonObject
        {
            { "ruleId", finding.Id },
            { "level", finding.IsError ? "error" : "warning" },
            { "message", new JsonObject { { "text", finding.Message } } },
            { "properties", new JsonObject { { "step", step } } },
        };
        if (finding.File.Length > 0)
            result.Add("locations", new JsonArray([new JsonObject { { "physicalLocation", place } }]));
        return result;
    }

    private static JsonObject WriteFile(string file)
    {
        // "/_/" is what deterministic builds put in the place of the repository's folder.
        var isRelative = file.StartsWith("/_/", StringComparison.Ordinal) || !Path.IsPathRooted(file);
        return isRelative
            ? new() { { "uri", Escape(file.StartsWith("/_/", StringComparison.Ordinal) ? file.Substring(3) : file) }, { "uriBaseId", "%SRCROOT%" } }
            : new() { { "uri", new Uri(Path.GetFullPath(file)).AbsoluteUri } };
    }

    private static string Escape(string path) => string.Join("/", path.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString));

    private static IEnumerable<JsonValue> Read(string path)
    {
        try
        {
            return File.Exists(path) && ((JsonReader.Read(File.ReadAllText(path)) as JsonObject)?["runs"] as JsonArray)?.Items is [JsonObject run] && run["results"] is JsonArray results
                ? results.Items
                : [];
        }
        catch (JsonSyntaxException)
        {
            // Cut off, or somebody else's: what is found is written all the same.
            return [];
        }
    }

    private static string? StepOf(JsonValue result) => (((result as JsonObject)?["properties"] as JsonObject)?["step"] as JsonString)?.Value;
}
