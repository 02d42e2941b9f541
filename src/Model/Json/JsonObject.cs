using System.Collections;

namespace ImmutableGuard.Json;

/// <summary>A JSON object; names are unique and keep the order in which they were added.</summary>
public sealed class JsonObject : JsonValue, IEnumerable<KeyValuePair<string, JsonValue>>
{
    private readonly List<KeyValuePair<string, JsonValue>> properties = [];
    private readonly Dictionary<string, JsonValue> byName = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string Kind => "object";

    /// <summary>The value of a property, or null where there is none.</summary>
    public JsonValue? this[string name] => byName.TryGetValue(name, out var value) ? value : null;

    /// <summary>Adds a property.</summary>
    /// <exception cref="ArgumentException">The name is there already.</exception>
    public void Add(string name, JsonValue value)
    {
        byName.Add(name, value);
        properties.Add(new(name, value));
    }

    /// <summary>Adds a property unless the value is null: an absent field means "not reported".</summary>
    public void AddIfPresent(string name, string? value)
    {
        if (value is not null)
            Add(name, value);
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, JsonValue>> GetEnumerator() => properties.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
