using ImmutableGuard.Json;

namespace ImmutableGuard.Locks;

/// <summary>Reads a lock. Everything in it must be understood, and the order of its lines doesn't matter: people merge it.</summary>
public static class LockReader
{
    /// <summary>Reads a lock from its JSON text.</summary>
    /// <exception cref="JsonSyntaxException">The text isn't a lock of the version this release reads.</exception>
    public static AccessLock Read(string text) => Read(JsonReader.Read(text));

    /// <summary>Reads a lock from JSON that is read already.</summary>
    /// <inheritdoc cref="Read(string)"/>
    public static AccessLock Read(JsonValue json)
    {
        if (json is not JsonObject fields)
            throw Error(json, "a lock is an object");
        if (fields["version"] is not JsonNumber version)
            throw Error(json, "a lock needs a number \"version\"");
        if (!version.TryGetInteger(out var number) || number != AccessLock.CurrentVersion)
            throw Error(version, $"version {version.Text} is not supported; this release reads version {AccessLock.CurrentVersion}");
        foreach (var field in fields)
            if (field.Key is not ("version" or "service" or "accesses"))
                throw Error(field.Value, $"\"{field.Key}\" is not known in a lock");
        if (fields["service"] is not JsonString service)
            throw Error(json, "a lock needs a string \"service\"");
        if (fields["accesses"] is not JsonArray accesses)
            throw Error(json, "a lock needs a list \"accesses\"");
        return new(service.Value, accesses.Items.Select(ReadAccess));
    }

    private static LockedAccess ReadAccess(JsonValue json) =>
        json is not JsonString line ? throw Error(json, $"an access is a string, not a value of the kind {json.Kind}")
            : LockedAccess.Parse(line.Value) ?? throw Error(json,
                $"{line} is not an access: write \"delete sql:orders by M:Shop.Orders.Cancel via sanction-id\", or let the build write the lock");

    private static JsonSyntaxException Error(JsonValue place, string problem) => new(place.Line, place.Column, problem);
}
