using System.Globalization;
using System.Text;
using ImmutableGuard.Json;

namespace ImmutableGuard.Manifests;

/// <summary>A signature in an envelope.</summary>
/// <param name="KeyId">Which key the signer says it is from; a hint that nothing is decided by. Null where it isn't said.</param>
/// <param name="Bytes">The signature.</param>
public sealed record DsseSignature(string? KeyId, byte[] Bytes);

/// <summary>
/// A signed text, as secure-systems-lab/dsse has it: <c>&lt;Name&gt;.access.dsse.json</c> holds the bytes of
/// <c>&lt;Name&gt;.access.json</c> with signatures over them.
/// </summary>
/// <param name="PayloadType">What the payload is.</param>
/// <param name="Payload">The bytes that are signed; whoever verified them reads them and nothing else.</param>
/// <param name="Signatures">The signatures.</param>
public sealed record DsseEnvelope(string PayloadType, byte[] Payload, IReadOnlyList<DsseSignature> Signatures)
{
    /// <summary>The payload type of an in-toto Statement.</summary>
    public const string StatementType = "application/vnd.in-toto+json";

    /// <summary>The ending of an envelope's file name, after the assembly's name.</summary>
    public const string FileSuffix = ".access.dsse.json";

    /// <summary>The bytes that are signed (DSSE's pre-authentication encoding): the type is signed along with the payload.</summary>
    public static byte[] PreAuthentication(string payloadType, byte[] payload)
    {
        var type = Encoding.UTF8.GetBytes(payloadType);
        return
        [
            .. Encoding.ASCII.GetBytes("DSSEv1 " + Length(type) + " "), .. type,
            .. Encoding.ASCII.GetBytes(" " + Length(payload) + " "), .. payload,
        ];
    }

    /// <summary>The envelope as JSON.</summary>
    public JsonObject Write() => new()
    {
        { "payload", Convert.ToBase64String(Payload) },
        { "payloadType", PayloadType },
        { "signatures", new JsonArray(Signatures.Select(Write)) },
    };

    /// <summary>Reads an envelope from its JSON text. Fields that aren't known are passed over, as the format asks.</summary>
    /// <exception cref="JsonSyntaxException">The text isn't an envelope with at least one signature.</exception>
    public static DsseEnvelope Read(string text)
    {
        var json = JsonReader.Read(text) as JsonObject;
        if (json?["payload"] is not JsonString payload || json["payloadType"] is not JsonString type
            || json["signatures"] is not JsonArray { Items.Count: > 0 } signatures)
            throw new JsonSyntaxException(1, 1, "not a DSSE envelope");
        return new DsseEnvelope(type.Value, Decode(payload), [.. signatures.Items.Select(ReadSignature)]);
    }

    private static JsonObject Write(DsseSignature signature)
    {
        var json = new JsonObject();
        json.AddIfPresent("keyid", signature.KeyId);
        json.Add("sig", Convert.ToBase64String(signature.Bytes));
        return json;
    }

    private static DsseSignature ReadSignature(JsonValue json) =>
        (json as JsonObject)?["sig"] is JsonString signature
            ? new(((json as JsonObject)?["keyid"] as JsonString)?.Value, Decode(signature))
            : throw new JsonSyntaxException(json.Line, json.Column, "not a signature of a DSSE envelope");

    /// <summary>Both alphabets of base64 are allowed, with padding or without.</summary>
    private static byte[] Decode(JsonString text)
    {
        var standard = text.Value.TrimEnd('=').Replace('-', '+').Replace('_', '/');
        try
        {
            return Convert.FromBase64String(standard + new string('=', (4 - standard.Length % 4) % 4));
        }
        catch (FormatException)
        {
            throw new JsonSyntaxException(text.Line, text.Column, "not base64");
        }
    }

    private static string Length(byte[] bytes) => bytes.Length.ToString(CultureInfo.InvariantCulture);
}
