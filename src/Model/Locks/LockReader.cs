using ImmutableGuard.Json;

namespace ImmutableGuard.Locks;

/// <summary>Reads a lock. Everything in it must be understood, and the order of its lines doesn't matter: people merge it.</summary>
public static class LockReader
{
    /// <summary>Reads a lock from its JSON text.</summary>
    /// <exception cref="JsonSyntaxException">The text isn't a lock of the version this release reads.</exception>
    public static AccessLock Read(string text)
    {
        RefuseConflict(text);
        return Read(JsonReader.Read(text));
    }

    /// <summary>Whether a text is a lock that a later release wrote: it may say what this one doesn't know, so it must not be written over.</summary>
    public static bool IsOfLaterRelease(string text)
    {
        try
        {
            return JsonReader.Read(text) is JsonObject fields && fields["version"] is JsonNumber version
                && version.TryGetInteger(out var number) && number > AccessLock.CurrentVersion;
        }
        catch (JsonSyntaxException)
        {
            return false;
        }
    }

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

    // In JSON no line can begin so.
    private static void RefuseConflict(string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
            if (lines[i].StartsWith("<<<<<<<", StringComparison.Ordinal) || lines[i].StartsWith(">>>>>>>", StringComparison.Ordinal))
                throw new JsonSyntaxException(i + 1, 1, "a merge left its conflict here; keep the lines of both sides that are still true");
    }

    private static LockedAccess ReadAccess(JsonValue json) =>
        json is not JsonString line ? throw Error(json, $"an access is a string, not a value of the kind {json.Kind}")
            : LockedAccess.Parse(line.Value) ?? throw Error(json,
                $"{line} is not an access: write \"delete sql:orders by M:Shop.Orders.Cancel via sanction-id\", or let the build write the lock");

    private static JsonSyntaxException Error(JsonValue place, string problem) => new(place.Line, place.Column, problem);
}
