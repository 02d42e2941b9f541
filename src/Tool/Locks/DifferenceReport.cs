using System.CommandLine;
using System.Text;
using ImmutableGuard.Json;
using ImmutableGuard.Locks;
using ImmutableGuard.Manifests;

namespace ImmutableGuard.Tool.Locks;

/// <summary>Differences between what two builds can do, for people, machines and pull requests.</summary>
internal static class DifferenceReport
{
    private const string AsText = "text", AsJson = "json", AsMarkdown = "markdown";

    /// <summary>The option that chooses the format.</summary>
    public static Option<string> FormatOption()
    {
        var option = new Option<string>("--format")
        {
            Description = "text for people, json for machines, markdown for a comment on a pull request.",
            DefaultValueFactory = _ => AsText,
        };
        option.AcceptOnlyFromAmong(AsText, AsJson, AsMarkdown);
        return option;
    }

    /// <summary>The report, with a line end at its end.</summary>
    public static string Write(IReadOnlyList<AccessDifference> differences, string format) => format switch
    {
        AsJson => WriteJson(differences) + "\n",
        AsMarkdown => WriteMarkdown(differences),
        _ => WriteText(differences),
    };

    private static string Summary(IReadOnlyList<AccessDifference> differences) =>
        differences.Count == 0 ? "No access differs"
            : differences.Any(difference => difference.WidensAccess) ? "Access widens"
            : "Access differs and doesn't widen";

    private static string WriteText(IReadOnlyList<AccessDifference> differences) => string.Concat(
        differences.Select(difference => $"{difference}\n").Append($"{Summary(differences)}.\n"));

    private static string WriteMarkdown(IReadOnlyList<AccessDifference> differences)
    {
        var text = new StringBuilder($"**{Summary(differences)}.**\n");
        if (differences.Count > 0)
            text.Append("\n| | member | before | after |\n|---|---|---|---|\n");
        foreach (var difference in differences)
        {
            text.Append(difference.WidensAccess ? "| ⚠️ " : "| ").Append(Words(difference.Kind))
                .Append(" | ").Append(Code(DocumentationId.Shorten(difference.Member)))
                .Append(" | ").Append(Cell(difference.Before)).Append(" | ").Append(Cell(difference.After)).Append(" |\n");
        }

        return text.ToString();
    }

    private static string Cell(LockedAccess? access) => access is null ? "" : $"{Code(access.What)} {Code(access.Grant.Text)}";

    // A name comes from code that is under review: it must not be able to write the comment.
    private static string Code(string name) => "<code>" + string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '.' or ':' or '(' or ')' or ',' or '/'
        ? c.ToString()
        : $"&#{(int)c};")) + "</code>";

    private static string Words(DifferenceKind kind) => kind == DifferenceKind.SanctionChanged ? "other sanction" : Name(kind);

    private static JsonObject WriteJson(IReadOnlyList<AccessDifference> differences) => new()
    {
        { "widened", differences.Any(difference => difference.WidensAccess) },
        {
            "differences", new JsonArray(differences.Select(difference => new JsonObject
            {
                { "kind", Name(difference.Kind) },
                { "widens", difference.WidensAccess },
                { "member", difference.Member },
                { "before", Write(difference.Before) },
                { "after", Write(difference.After) },
            }))
        },
    };

    private static JsonValue Write(LockedAccess? access)
    {
        if (access is null)
            return JsonLiteral.Null;
        var json = ManifestWriter.Write(access.Effect);
        json.Add("grant", access.Grant.Text);
        json.Add("sanction", access.Grant.Sanction);
        return json;
    }

    private static string Name(DifferenceKind kind) => char.ToLowerInvariant(kind.ToString()[0]) + kind.ToString()[1..];
}
