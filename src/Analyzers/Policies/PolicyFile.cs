using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ImmutableGuard.Json;
using ImmutableGuard.Policies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ImmutableGuard.Analyzers.Policies;

/// <summary>The policy file among a compilation's additional files.</summary>
internal static class PolicyFile
{
    public const string Name = "immutableguard.json";

    public static bool Is(AdditionalText file) => Is(file.Path);

    public static bool Is(string path) => string.Equals(Path.GetFileName(path), Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>A place in a policy file, given by line and column from 1.</summary>
    public static Location Place(AdditionalText file, int line, int column)
    {
        var place = new LinePosition(Math.Max(line - 1, 0), Math.Max(column - 1, 0));
        return Location.Create(file.Path, default, new LinePositionSpan(place, place));
    }

    /// <summary>The place of a value that was read from a policy file.</summary>
    public static Location Place(AdditionalText file, JsonValue value) => Place(file, value.Line, value.Column);

    /// <summary>The sanctions of a policy file, each with the JSON it was read from; none where there is any problem in it.</summary>
    public static IReadOnlyList<(Sanction Sanction, JsonObject Json)> SanctionsIn(AdditionalText file, CancellationToken cancellation)
    {
        var text = file.GetText(cancellation)?.ToString() ?? "";
        if (PolicyReader.Read(text, out _) is not { Sanctions.Count: > 0 } policy)
            return [];
        var items = ((JsonArray)((JsonObject)JsonReader.Read(text, relaxed: true))["sanctions"]!).Items;
        return [.. policy.Sanctions.Select((sanction, i) => (sanction, (JsonObject)items[i]))];
    }

    /// <summary>The text of the policy file among others; null where there is none. A file that can't be read has an empty one.</summary>
    public static SourceText? TextAmong(ImmutableArray<AdditionalText> files, CancellationToken cancellation)
    {
        foreach (var file in files)
            if (Is(file))
                return file.GetText(cancellation) ?? Unreadable;
        return null;
    }

    /// <summary>
    /// The policy of a file's text, and the text's digest as manifests give it. A file with any problem is the policy without
    /// sanctions: nothing becomes sanctioned by accident.
    /// </summary>
    public static (Policy Policy, string Digest) Read(SourceText? text)
    {
        var content = text?.ToString() ?? "";
        return (PolicyReader.Read(content, out _) ?? Broken, Sha256(content.Replace("\r\n", "\n")));
    }

    private static SourceText Unreadable { get; } = SourceText.From("");

    /// <summary>A policy that can't be read sanctions nothing, in code neither; IG2001 says what is wrong with it.</summary>
    private static Policy Broken { get; } = new() { Mode = PolicyMode.Enforce, AllowsInCode = false };

    private static string Sha256(string text)
    {
        using var sha256 = SHA256.Create();
        return string.Concat(sha256.ComputeHash(Encoding.UTF8.GetBytes(text)).Select(part => part.ToString("x2")));
    }
}
