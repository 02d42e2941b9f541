using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ImmutableGuard.Json;
using ImmutableGuard.Policies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ImmutableGuard.Analyzers.Policies;

/// <summary>The policy file among a compilation's additional files, and the shared one it stands below.</summary>
internal static class PolicyFile
{
    public const string Name = "immutableguard.json";

    /// <summary>How the name of a shared policy ends; <c>ImmutableGuard.targets</c> sees to it.</summary>
    public const string SharedName = "immutableguard.shared.json";

    public static bool Is(AdditionalText file) => Is(file.Path);

    public static bool IsShared(AdditionalText file) => IsShared(file.Path);

    public static bool IsShared(string path) => path.EndsWith(SharedName, StringComparison.OrdinalIgnoreCase);

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

    /// <summary>The texts of the policies among other files.</summary>
    public static PolicyTexts Among(ImmutableArray<AdditionalText> files, CancellationToken cancellation) =>
        new(TextOf(files.FirstOrDefault(Is), cancellation), TextOf(files.FirstOrDefault(IsShared), cancellation));

    /// <summary>A file's text; null where there is no file. One that can't be read has an empty text.</summary>
    public static SourceText? TextOf(AdditionalText? file, CancellationToken cancellation) =>
        file is null ? null : file.GetText(cancellation) ?? Unreadable;

    /// <summary>
    /// The policy that holds, <see cref="Policy.None"/> where there is no file. One with any problem is the policy without sanctions:
    /// nothing becomes sanctioned by accident.
    /// </summary>
    public static Policy Read(PolicyTexts texts)
    {
        if (texts.Shared is null)
            return texts.Own is null ? Policy.None : PolicyReader.Read(texts.Own.ToString(), out _) ?? Broken;
        if (PolicyReader.ReadShared(texts.Shared.ToString(), out _) is not { } shared)
            return Broken;
        // What the shared policy restricts stays restricted, but its sanctions count no more than others.
        return texts.Own is null ? NarrowedPolicy.Of(shared)
            : NarrowedPolicy.Read(shared, texts.Own.ToString(), out _, out _) ?? Broken with { Shared = shared with { Sanctions = [] } };
    }

    /// <summary>The digest of a file's text as manifests give it; null where there is no file.</summary>
    public static string? Digest(SourceText? text) => text is null ? null : Sha256(text.ToString().Replace("\r\n", "\n"));

    private static SourceText Unreadable { get; } = SourceText.From("");

    /// <summary>A policy that can't be read sanctions nothing, in code neither; IG2001 says what is wrong with it.</summary>
    private static Policy Broken { get; } = new() { Mode = PolicyMode.Enforce, AllowsInCode = false };

    private static string Sha256(string text)
    {
        using var sha256 = SHA256.Create();
        return string.Concat(sha256.ComputeHash(Encoding.UTF8.GetBytes(text)).Select(part => part.ToString("x2")));
    }
}

/// <summary>The texts of the policies a compilation is held against, compared by reference; null where there is no file.</summary>
/// <param name="Own">The service's own.</param>
/// <param name="Shared">The one above it.</param>
internal readonly record struct PolicyTexts(SourceText? Own, SourceText? Shared);
