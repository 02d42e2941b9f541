using ImmutableGuard.Json;

namespace ImmutableGuard.Manifests;

/// <summary>
/// The in-toto Statement v1 around a manifest: <c>&lt;Name&gt;.access.json</c>. Its subject is the compiled assembly.
/// </summary>
/// <param name="Assembly">The assembly's file name, for example <c>Shop.dll</c>.</param>
/// <param name="Sha256">The SHA-256 of the assembly's bytes, in lower-case hex.</param>
/// <param name="Manifest">The predicate.</param>
public sealed record ManifestStatement(string Assembly, string Sha256, AccessManifest Manifest)
{
    /// <summary>The type of every in-toto Statement of the first version.</summary>
    internal const string StatementType = "https://in-toto.io/Statement/v1";

    /// <summary>The ending of a statement's file name, after the assembly's name.</summary>
    public const string FileSuffix = ".access.json";

    /// <summary>The statement as JSON.</summary>
    public JsonObject Write() => new()
    {
        { "_type", StatementType },
        { "subject", new JsonArray([Subject()]) },
        { "predicateType", AccessManifest.PredicateType },
        { "predicate", ManifestWriter.Write(Manifest) },
    };

    /// <summary>The assembly as the subject of a statement.</summary>
    internal JsonObject Subject() => new() { { "name", Assembly }, { "digest", ManifestWriter.Digest(Sha256) } };

    /// <summary>Reads a statement from its JSON text.</summary>
    /// <exception cref="JsonSyntaxException">The text isn't a statement about an access manifest.</exception>
    public static ManifestStatement Read(string text)
    {
        var json = JsonReader.Read(text) as JsonObject;
        if (json?["_type"] is not JsonString { Value: StatementType }
            || json["predicateType"] is not JsonString { Value: AccessManifest.PredicateType }
            || json["predicate"] is not { } predicate
            || (json["subject"] as JsonArray)?.Items is not [JsonObject subject]
            || subject["name"] is not JsonString name
            || (subject["digest"] as JsonObject)?["sha256"] is not JsonString digest)
            throw new JsonSyntaxException(1, 1, "not an in-toto Statement v1 about one assembly's access manifest");
        return new ManifestStatement(name.Value, digest.Value, ManifestReader.Read(predicate));
    }
}
