using System.Globalization;

namespace ImmutableGuard.Json;

/// <summary>
/// A JSON value that knows where it stood in its text. The project reads and writes its own JSON because the analyzers may
/// not bring a third-party library with them (docs/decisions/0004).
/// </summary>
public abstract class JsonValue
{
    /// <summary>The line of the value's first character, from 1; 0 for a value that was not read from a text.</summary>
    public int Line { get; internal set; }

    /// <summary>The column of the value's first character, from 1; 0 for a value that was not read from a text.</summary>
    public int Column { get; internal set; }

    /// <summary>What the value is, as messages say it: <c>object</c>, <c>array</c>, <c>string</c>, <c>number</c>, <c>boolean</c>, <c>null</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The value in the canonical form of RFC 8785.</summary>
    public override string ToString() => CanonicalJson.Write(this);

    /// <summary>A string value; null becomes JSON's null.</summary>
    public static implicit operator JsonValue(string? value) => value is null ? JsonLiteral.Null : new JsonString(value);

    /// <summary>An integer value.</summary>
    public static implicit operator JsonValue(long value) => new JsonNumber(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A boolean value.</summary>
    public static implicit operator JsonValue(bool value) => new JsonLiteral(value);
}

/// <summary>A JSON string.</summary>
/// <param name="value">The text, unescaped.</param>
public sealed class JsonString(string value) : JsonValue
{
    /// <summary>The text, unescaped.</summary>
    public string Value { get; } = value;

    /// <inheritdoc/>
    public override string Kind => "string";
}

/// <summary>A JSON number, kept as it was written.</summary>
/// <param name="text">The number as JSON spells it.</param>
public sealed class JsonNumber(string text) : JsonValue
{
    /// <summary>The number as it was written.</summary>
    public string Text { get; } = text;

    /// <inheritdoc/>
    public override string Kind => "number";

    /// <summary>The number as an integer; false where it has a fraction or an exponent or doesn't fit.</summary>
    public bool TryGetInteger(out long value) =>
        long.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
}

/// <summary>JSON's <c>true</c>, <c>false</c> or <c>null</c>.</summary>
/// <param name="value">The boolean; null for JSON's null.</param>
public sealed class JsonLiteral(bool? value) : JsonValue
{
    /// <summary>JSON's null.</summary>
    public static JsonLiteral Null => new(null);

    /// <summary>The boolean; null for JSON's null.</summary>
    public bool? Value { get; } = value;

    /// <inheritdoc/>
    public override string Kind => Value is null ? "null" : "boolean";
}

/// <summary>A JSON array.</summary>
/// <param name="items">The elements, in order.</param>
public sealed class JsonArray(IEnumerable<JsonValue> items) : JsonValue
{
    /// <summary>The elements, in order.</summary>
    public IReadOnlyList<JsonValue> Items { get; } = [.. items];

    /// <inheritdoc/>
    public override string Kind => "array";
}
