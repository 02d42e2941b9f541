using System.Globalization;
using System.Text;
using ImmutableGuard.Json;
using ImmutableGuard.Manifests;

namespace ImmutableGuard.Ledger;

/// <summary>Audit records as entries of the ledger: canonical JSON (RFC 8785) in UTF-8, and back.</summary>
internal static class AuditRecordJson
{
    // What a shortened record keeps of each text; all of them together stay far below the largest entry.
    private const int LongestKeptText = 256;
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMillisecond / 1000;

    private static readonly (AuditKind Kind, string Name)[] Kinds =
    [
        (AuditKind.Intent, "intent"),
        (AuditKind.Completed, "completed"),
        (AuditKind.Failed, "failed"),
        (AuditKind.Denied, "denied"),
        (AuditKind.Started, "started"),
        (AuditKind.Stopped, "stopped"),
    ];

    /// <summary>The entry of a record; one that would be too large keeps its short fields and the digest of the whole.</summary>
    public static byte[] ToEntry(AuditRecord record)
    {
        var json = Write(record);
        var entry = Encode(json);
        return entry.Length <= EntryBundle.LargestEntry ? entry : Encode(Shortened(json, Digest.Hex(entry)));
    }

    /// <summary>Makes sure that <see cref="ToEntry"/> can write a record.</summary>
    /// <exception cref="ArgumentException">It can't.</exception>
    public static void Check(AuditRecord record)
    {
        try
        {
            ToEntry(record ?? throw new ArgumentNullException(nameof(record)));
        }
        catch (Exception e) when (e is NotSupportedException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            throw new ArgumentException($"The record can't be written: {e.Message}", nameof(record), e);
        }
    }

    /// <summary>Reads an entry. Fields this release doesn't know are passed over: later ones only add.</summary>
    /// <exception cref="FormatException">The bytes are not an audit record.</exception>
    public static AuditRecord FromEntry(byte[] entry)
    {
        try
        {
            return Read(JsonReader.Read(StrictUtf8.Decode(entry)));
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            throw new FormatException("not UTF-8, or a number out of its range", e);
        }
    }

    /// <summary>The name of a kind as records spell it.</summary>
    private static string NameOf(AuditKind kind) =>
        Kinds.FirstOrDefault(entry => entry.Kind == kind).Name ?? throw new NotSupportedException($"{kind} is not a kind of record.");

    private static JsonObject Write(AuditRecord record)
    {
        var json = new JsonObject
        {
            { "time", record.Time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture) },
            { "kind", NameOf(record.Kind) },
        };
        AddIfPresent(json, "seq", record.Seq);
        AddIfPresent(json, "intent", record.Intent);
        json.AddIfPresent("service", record.Service);
        json.AddIfPresent("instance", record.Instance);
        json.AddIfPresent("principal", record.Principal);
        json.AddIfPresent("sanction", record.Sanction);
        json.AddIfPresent("commit", record.Commit);
        json.AddIfPresent("manifestSha256", record.ManifestDigest);
        json.AddIfPresent("site", record.Site);
        json.AddIfPresent("member", record.Member);
        json.AddIfPresent("connection", record.Connection);
        json.AddIfPresent("database", record.Database);
        if (record.Effects is { } effects)
        {
            json.Add("effects", new JsonArray(effects.Items.Select(ManifestWriter.Write)));
            json.Add("complete", effects.Complete);
            json.AddIfPresent("incompleteReason", effects.Reason);
        }

        json.AddIfPresent("statementSha256", record.StatementDigest);
        AddIfPresent(json, "rowsAffected", record.RowsAffected);
        json.AddIfPresent("transaction", record.Transaction);
        json.AddIfPresent("traceparent", record.TraceParent);
        AddIfPresent(json, "durationMicroseconds", record.Duration?.Ticks / TicksPerMicrosecond);
        json.AddIfPresent("reason", record.Reason);
        json.AddIfPresent("error", record.Error);
        json.AddIfPresent("fullRecordSha256", record.FullRecordDigest);
        return json;
    }

    private static AuditRecord Read(JsonValue value)
    {
        var json = value as JsonObject ?? throw new FormatException($"an object is expected, not {value.Kind}");
        return new AuditRecord
        {
            Seq = Integer(json, "seq"),
            Time = Time(Text(json, "time")),
            Kind = Kind(Text(json, "kind")),
            Intent = Integer(json, "intent"),
            Service = Text(json, "service"),
            Instance = Text(json, "instance"),
            Principal = Text(json, "principal"),
            Sanction = Text(json, "sanction"),
            Commit = Text(json, "commit"),
            ManifestDigest = Text(json, "manifestSha256"),
            Site = Text(json, "site"),
            Member = Text(json, "member"),
            Connection = Text(json, "connection"),
            Database = Text(json, "database"),
            Effects = ReadEffects(json),
            StatementDigest = Text(json, "statementSha256"),
            RowsAffected = checked((int?)Integer(json, "rowsAffected")),
            Transaction = Text(json, "transaction"),
            TraceParent = Text(json, "traceparent"),
            Duration = Integer(json, "durationMicroseconds") is { } duration ? new TimeSpan(checked(duration * TicksPerMicrosecond)) : null,
            Reason = Text(json, "reason"),
            Error = Text(json, "error"),
            FullRecordDigest = Text(json, "fullRecordSha256"),
        };
    }

    private static Effects? ReadEffects(JsonObject json)
    {
        if (json["effects"] is not JsonArray items)
            return null;
        // Said to be complete, or it isn't: a missing word is never taken for a promise.
        var complete = json["complete"] is JsonLiteral { Value: true };
        return new Effects(
            [.. items.Items.Select(ManifestReader.ReadEffect)],
            complete ? null : Text(json, "incompleteReason") ?? "not said to be complete");
    }

    private static JsonObject Shortened(JsonObject full, string digest)
    {
        var json = new JsonObject { { "fullRecordSha256", digest } };
        foreach (var property in full)
        {
            if (property.Value is JsonNumber or JsonString { Value.Length: <= LongestKeptText })
                json.Add(property.Key, property.Value);
        }

        return json;
    }

    private static byte[] Encode(JsonObject json) => Encoding.UTF8.GetBytes(CanonicalJson.Write(json));

    private static void AddIfPresent(JsonObject json, string name, long? value)
    {
        if (value is { } number)
            json.Add(name, number);
    }

    private static string? Text(JsonObject json, string name) => json[name] switch
    {
        null => null,
        JsonString text => text.Value,
        var other => throw new FormatException($"\"{name}\" is {other.Kind}, not a string"),
    };

    private static long? Integer(JsonObject json, string name) => json[name] switch
    {
        null => null,
        JsonNumber number when number.TryGetInteger(out var value) => value,
        _ => throw new FormatException($"\"{name}\" is not an integer"),
    };

    private static DateTimeOffset Time(string? text) =>
        DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new FormatException($"\"{text}\" is not a time");

    private static AuditKind Kind(string? name)
    {
        foreach (var (kind, candidate) in Kinds)
            if (candidate == name)
                return kind;
        throw new FormatException($"\"{name}\" is not a kind of record");
    }
}
