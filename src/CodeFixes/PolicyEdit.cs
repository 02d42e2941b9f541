using System.Text.RegularExpressions;
using ImmutableGuard.Json;
using ImmutableGuard.Policies;
using Microsoft.CodeAnalysis.Text;

namespace ImmutableGuard.CodeFixes;

/// <summary>Edits a policy's text as a person would: comments and layout stay.</summary>
internal static class PolicyEdit
{
    /// <summary>The policy to begin with: nothing is denied before somebody says so.</summary>
    public const string NewPolicy = """
        {
          "version": 1,
          "mode": "observe",
          "sanctions": []
        }

        """;

    /// <summary>
    /// Adds a sanction in front of the others, with <c>…</c> for its reason; null where the text isn't a valid policy, in which
    /// nothing more should be written before it is mended.
    /// </summary>
    /// <param name="text">The policy.</param>
    /// <param name="operation">What is sanctioned.</param>
    /// <param name="resource">Of what.</param>
    /// <param name="caller">To whom.</param>
    /// <param name="taken">Ids that mean something else already: those of a shared policy, which one of the same id narrows.</param>
    public static SourceText? AddSanction(SourceText text, Operation operation, string resource, string caller, IEnumerable<string>? taken = null)
    {
        if (PolicyReader.Read(text.ToString(), out _) is not { } policy)
            return null;
        var root = (JsonObject)JsonReader.Read(text.ToString(), relaxed: true);
        var sanction = $"{{ \"id\": {Quote(Id(operation, resource, [.. policy.Sanctions.Select(sanction => sanction.Id), .. taken ?? []]))}, \"operations\": [{Quote(operation.ToName())}], "
            + $"\"resources\": [{Quote(resource)}], \"callers\": [{Quote(caller)}], \"reason\": \"…\" }}";
        var list = root["sanctions"] as JsonArray;
        var place = (JsonValue?)list ?? root;
        var line = text.Lines[place.Line - 1];
        // Right behind the bracket that opens the list, or the policy, which is never empty: it has a version; and behind what is remarked on it.
        var at = line.Start + place.Column;
        var rest = text.ToString(TextSpan.FromBounds(at, line.End)).Trim();
        if (rest.StartsWith("//", StringComparison.Ordinal))
            (at, rest) = (line.End, "");
        var (indent, step) = (IndentOf(line), StepOf(text, root));
        var newLine = text.ToString().Contains("\r\n") ? "\r\n" : "\n";
        var inner = newLine + indent + step;
        var inserted = list switch
        {
            null => $"{inner}\"sanctions\": [{inner}{step}{sanction}{inner}],",
            { Items.Count: 0 } => inner + sanction + (rest.Length > 0 ? newLine + indent : ""),
            _ => inner + sanction + ",",
        };
        // What stood on the bracket's line goes below.
        return rest.Length > 0 && list?.Items.Count != 0
            ? text.Replace(TextSpan.FromBounds(at, text.ToString().IndexOf(rest, at, StringComparison.Ordinal)), inserted + inner)
            : text.Replace(new TextSpan(at, 0), inserted);
    }

    private static string IndentOf(TextLine line)
    {
        var content = line.ToString();
        return content.Substring(0, content.Length - content.TrimStart().Length);
    }

    /// <summary>By how much the policy is indented: its first field on a line of its own tells.</summary>
    private static string StepOf(SourceText text, JsonObject root) =>
        root["version"] is { } version && version.Line > root.Line && IndentOf(text.Lines[version.Line - 1]) is { Length: > 0 } indent ? indent : "  ";

    private static string Id(Operation operation, string resource, IReadOnlyCollection<string> taken)
    {
        var name = Regex.Replace(resource.Substring(resource.IndexOf(':') + 1), "[^A-Za-z0-9]+", "-").Trim('-').ToLowerInvariant();
        var id = $"{operation.ToName()}-{(name.Length == 0 ? "all" : name)}";
        var number = 1;
        var unique = id;
        while (taken.Contains(unique))
            unique = $"{id}-{++number}";
        return unique;
    }

    private static string Quote(string text) => ((JsonValue)text).ToString();
}
