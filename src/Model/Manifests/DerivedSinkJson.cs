using ImmutableGuard.Json;

namespace ImmutableGuard.Manifests;

/// <summary>Writes and reads the derived sinks of a manifest.</summary>
internal static class DerivedSinkJson
{
    public static JsonValue Write(DerivedSink sink) => new JsonObject
    {
        { "id", sink.Id },
        { "accesses", new JsonArray(sink.Accesses.Select(Write)) },
    };

    /// <exception cref="JsonSyntaxException">The value is no derived sink.</exception>
    public static DerivedSink Read(JsonValue json) =>
        new(Text(json, "id"), [.. Field<JsonArray>(json, "accesses").Items.Select(ReadAccess)]);

    private static JsonValue Write(PassedAccess access)
    {
        var json = new JsonObject
        {
            { "sink", access.Sink },
            { "member", access.Member },
        };
        json.AddIfPresent("text", access.Text);
        json.AddIfPresent("commandType", access.CommandType);
        json.AddIfPresent("dialect", access.Dialect);
        if (access.Resource is null)
            return json;
        json.AddIfPresent("verb", access.Verb);
        json.Add("operation", access.Operation.ToName());
        json.Add("resource", access.Resource);
        json.Add("bounded", access.Bounded);
        json.AddIfPresent("limitedBy", access.LimitedBy);
        if (access.Drops)
            json.Add("drops", true);
        return json;
    }

    private static PassedAccess ReadAccess(JsonValue json)
    {
        var resource = Optional(json, "resource");
        var operation = Operation.None;
        if (resource is not null && !OperationNames.TryParse(Text(json, "operation"), out operation))
            throw new JsonSyntaxException(json.Line, json.Column, "\"operation\" is not an operation");
        return new PassedAccess
        {
            Sink = Text(json, "sink"),
            Member = Text(json, "member"),
            Text = (Optional(json, "text") as JsonString)?.Value,
            CommandType = (Optional(json, "commandType") as JsonString)?.Value,
            Dialect = (Optional(json, "dialect") as JsonString)?.Value,
            Verb = (Optional(json, "verb") as JsonString)?.Value,
            Operation = operation,
            Resource = (resource as JsonString)?.Value,
            Bounded = (Optional(json, "bounded") as JsonLiteral)?.Value ?? false,
            LimitedBy = (Optional(json, "limitedBy") as JsonString)?.Value,
            Drops = (Optional(json, "drops") as JsonLiteral)?.Value ?? false,
        };
    }

    private static JsonValue? Optional(JsonValue json, string name) => (json as JsonObject)?[name];

    private static T Field<T>(JsonValue json, string name) where T : JsonValue =>
        Optional(json, name) as T ?? throw new JsonSyntaxException(json.Line, json.Column, $"not a derived sink: \"{name}\" is missing or of the wrong kind");

    private static string Text(JsonValue json, string name) => Field<JsonString>(json, name).Value;
}
