using System.Globalization;
using ImmutableGuard.Json;
using ImmutableGuard.Policies;

namespace ImmutableGuard.Manifests;

/// <summary>Reads an access manifest's predicate. Fields this release doesn't know are passed over: later ones only add.</summary>
public static class ManifestReader
{
    /// <summary>Reads a manifest from its JSON text.</summary>
    /// <exception cref="JsonSyntaxException">The text isn't JSON, or not an access manifest of a version this release reads.</exception>
    public static AccessManifest Read(string text) => Read(JsonReader.Read(text));

    /// <summary>Reads a manifest from JSON that is read already.</summary>
    /// <exception cref="JsonSyntaxException">The value is not an access manifest of a version this release reads.</exception>
    public static AccessManifest Read(JsonValue json) => ReadWithoutSites(json) with
    {
        Sites = [.. Field<JsonArray>(json, "sites").Items.Select(ReadSite)],
        Dependencies = Optional(json, "dependencies") is null ? null : ReadDependencies(json),
    };

    /// <summary>Reads everything but sites and dependencies.</summary>
    internal static AccessManifest ReadWithoutSites(JsonValue json)
    {
        var version = Field<JsonNumber>(json, "schemaVersion");
        if (!version.TryGetInteger(out var number) || number != AccessManifest.CurrentSchemaVersion)
            throw Error(version, $"schemaVersion {version.Text} is not supported; this release reads {AccessManifest.CurrentSchemaVersion}");
        var policyJson = Field<JsonObject>(json, "policy");
        var policy = PolicyReader.Read(policyJson, out var problems);
        if (policy is null)
            throw new JsonSyntaxException(problems[0].Line, problems[0].Column, problems[0].Message);
        return new AccessManifest
        {
            Service = Text(json, "service"),
            Stamp = Optional(json, "stamp") is { } stamp ? ReadStamp(stamp) : null,
            Mvid = OptionalText(json, "mvid"),
            Policy = policy,
            PolicyDigest = Digest(policyJson),
            SharedPolicyDigest = policyJson["shared"] is JsonObject shared ? Digest(shared) : null,
            DerivedSinks = [.. (Optional(json, "derivedSinks") as JsonArray)?.Items.Select(DerivedSinkJson.Read) ?? []],
            Entities = [.. (Optional(json, "entities") as JsonArray)?.Items.Select(ReadEntity) ?? []],
            Sites = [],
            Tools = (Optional(json, "tools") as JsonObject)?.Where(tool => tool.Value is JsonString).ToDictionary(tool => tool.Key, tool => ((JsonString)tool.Value).Value),
            Unproven = [.. (Optional(json, "unproven") as JsonArray)?.Items.OfType<JsonString>().Select(text => text.Value) ?? []],
        };
    }

    private static MappedEntity ReadEntity(JsonValue json) => new(Text(json, "type"), [.. Field<JsonArray>(json, "tables").Items.OfType<JsonString>().Select(table => table.Value)]);

    /// <summary>Reads an effect as <see cref="ManifestWriter"/> spells it.</summary>
    /// <exception cref="JsonSyntaxException">The value is not an effect.</exception>
    public static Effect ReadEffect(JsonValue json)
    {
        var name = Field<JsonString>(json, "operation");
        if (!OperationNames.TryParse(name.Value, out var operation))
            throw Error(name, $"\"{name.Value}\" is not an operation");
        return new Effect(operation, Text(json, "resource"), Boolean(json, "bounded") ?? true) { Drops = Boolean(json, "drops") ?? false };
    }

    private static string? Digest(JsonObject policy) => policy["digest"] is { } digest ? Text(digest, "sha256") : null;

    private static Stamp ReadStamp(JsonValue json) => new(
        OptionalText(json, "commit"),
        OptionalText(json, "repository"),
        OptionalText(json, "ref"),
        Boolean(json, "dirty"),
        Optional(json, "committedAt") is { } time ? ReadTime(time) : null);

    private static DateTime ReadTime(JsonValue json) =>
        json is JsonString text && DateTime.TryParse(text.Value, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw Error(json, "\"committedAt\" is not a time");

    /// <summary>Reads the dependencies of an assembly or an application.</summary>
    internal static IReadOnlyList<Dependency> ReadDependencies(JsonValue json) =>
        [.. Field<JsonArray>(json, "dependencies").Items.Select(each => new Dependency(
            Text(each, "name"), Text(each, "version"), ReadDigest(each), Boolean(each, "guarded") ?? false, ReadEffects(each))
        {
            IsTold = Boolean(each, "told") ?? false,
        })];

    /// <summary>Reads a site of a manifest.</summary>
    internal static AccessSite ReadSite(JsonValue json)
    {
        var effects = ReadEffects(json);
        return new AccessSite
        {
            Id = Text(json, "id"),
            Member = Text(json, "member"),
            File = Text(json, "file"),
            Line = Field<JsonNumber>(json, "line").TryGetInteger(out var line) ? (int)line : 0,
            Sink = Text(json, "sink"),
            Effects = effects,
            Sanction = OptionalText(json, "sanction"),
            Tolerated = Boolean(json, "tolerated") ?? false,
            Suppressed = Boolean(json, "suppressed") ?? false,
            GivenBy = [.. (Optional(json, "givenBy") as JsonArray)?.Items.OfType<JsonString>().Select(text => text.Value) ?? []],
            Derived = Boolean(json, "derived") ?? false,
            Mediated = Boolean(json, "mediated"),
        };
    }

    /// <summary>The SHA-256 of what has one.</summary>
    internal static string ReadDigest(JsonValue json) => Text(Field<JsonObject>(json, "digest"), "sha256");

    private static Effects ReadEffects(JsonValue json)
    {
        var effects = Field<JsonArray>(json, "effects").Items.Select(ReadEffect).ToList();
        var complete = Boolean(json, "complete") ?? false;
        return new Effects(effects, complete ? null : OptionalText(json, "reason") ?? "no reason given");
    }

    internal static T Field<T>(JsonValue json, string name) where T : JsonValue =>
        Optional(json, name) as T ?? throw Error(json, $"not an access manifest: \"{name}\" is missing or of the wrong kind");

    private static JsonValue? Optional(JsonValue json, string name) => (json as JsonObject)?[name];

    internal static string Text(JsonValue json, string name) => Field<JsonString>(json, name).Value;

    private static string? OptionalText(JsonValue json, string name) => (Optional(json, name) as JsonString)?.Value;

    private static bool? Boolean(JsonValue json, string name) => (Optional(json, name) as JsonLiteral)?.Value;

    private static JsonSyntaxException Error(JsonValue place, string problem) => new(place.Line, place.Column, problem);
}
