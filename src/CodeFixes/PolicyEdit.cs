using System.Text.RegularExpressions;
using ImmutableGuard.Json;
using ImmutableGuard.Policies;
using Microsoft.CodeAnalysis.Text;

namespace ImmutableGuard.CodeFixes;

/// <summary>Edits a policy's text as a person would: comments and layout stay.</summary>
internal static class PolicyEdit
{
    private const string Step = "  ";

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
    public static SourceText? AddSanction(SourceText text, Operation operation, string resource, string caller)
    {
        if (PolicyReader.Read(text.ToString(), out _) is not { } policy)
            return null;
        var root = (JsonObject)JsonReader.Read(text.ToString(), relaxed: true);
        var sanction = $"{{ \"id\": {Quote(Id(operation, resource, policy))}, \"operations\": [{Quote(operation.ToName())}], "
            + $"\"resources\": [{Quote(resource)}], \"callers\": [{Quote(caller)}], \"reason\": \"…\" }}";
        var list = root["sanctions"] as JsonArray;
        var place = (JsonValue?)list ?? root;
        var line = text.Lines[place.Line - 1];
        var content = line.ToString();
        var indent = content.Substring(0, content.Length - content.TrimStart().Length);
        var newLine = text.ToString().Contains("\r\n") ? "\r\n" : "\n";
        var inserted = list switch
        {
            null => $"{newLine}{indent}{Step}\"sanctions\": [{newLine}{indent}{Step}{Step}{sanction}{newLine}{indent}{Step}],",
            { Items.Count: 0 } => $"{newLine}{indent}{Step}{sanction}{newLine}{indent}",
            _ => $"{newLine}{indent}{Step}{sanction},",
        };
        // Right behind the bracket that opens the list, or the policy, which is never empty: it has a version.
        return text.Replace(new TextSpan(line.Start + place.Column, 0), inserted);
    }

    private static string Id(Operation operation, string resource, Policy policy)
    {
        var name = Regex.Replace(resource.Substring(resource.IndexOf(':') + 1), "[^A-Za-z0-9]+", "-").Trim('-').ToLowerInvariant();
        var id = $"{operation.ToName()}-{(name.Length == 0 ? "all" : name)}";
        var number = 1;
        var unique = id;
        while (policy.Sanctions.Any(sanction => sanction.Id == unique))
            unique = $"{id}-{++number}";
        return unique;
    }

    private static string Quote(string text) => ((JsonValue)text).ToString();
}
