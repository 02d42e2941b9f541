using System.Globalization;
using System.Text;

namespace ImmutableGuard.Json;

/// <summary>Writes JSON in the canonical form of RFC 8785 (JCS): no space, names sorted, one spelling for each value.</summary>
public static class CanonicalJson
{
    // RFC 8785 takes numbers as IEEE doubles; whole numbers up to here are exact, and nothing else is written by this project.
    private const long LargestExactInteger = 1L << 53;

    /// <summary>Writes a value.</summary>
    /// <exception cref="NotSupportedException">A number is not an integer of at most 53 bits.</exception>
    public static string Write(JsonValue value)
    {
        var output = new StringBuilder();
        Write(output, value);
        return output.ToString();
    }

    private static void Write(StringBuilder output, JsonValue value)
    {
        switch (value)
        {
            case JsonString text:
                WriteString(output, text.Value);
                break;
            case JsonNumber number:
                output.Append(Integer(number).ToString(CultureInfo.InvariantCulture));
                break;
            case JsonLiteral literal:
                output.Append(literal.Value switch { true => "true", false => "false", null => "null" });
                break;
            case JsonArray array:
                WriteAll(output, '[', array.Items, Write, ']');
                break;
            case JsonObject properties:
                WriteAll(output, '{', properties.OrderBy(property => property.Key, StringComparer.Ordinal), WriteProperty, '}');
                break;
        }
    }

    private static void WriteAll<T>(StringBuilder output, char open, IEnumerable<T> items, Action<StringBuilder, T> write, char close)
    {
        output.Append(open);
        var first = true;
        foreach (var item in items)
        {
            if (!first)
                output.Append(',');
            first = false;
            write(output, item);
        }

        output.Append(close);
    }

    private static void WriteProperty(StringBuilder output, KeyValuePair<string, JsonValue> property)
    {
        WriteString(output, property.Key);
        output.Append(':');
        Write(output, property.Value);
    }

    private static long Integer(JsonNumber number) =>
        number.TryGetInteger(out var value) && value is >= -LargestExactInteger and <= LargestExactInteger
            ? value
            : throw new NotSupportedException($"The number {number.Text} is not an integer of at most 53 bits.");

    private static void WriteString(StringBuilder output, string text)
    {
        output.Append('"');
        foreach (var c in text)
        {
            switch (c)
            {
                case '"': output.Append("\\\""); break;
                case '\\': output.Append("\\\\"); break;
                case '\b': output.Append("\\b"); break;
                case '\f': output.Append("\\f"); break;
                case '\n': output.Append("\\n"); break;
                case '\r': output.Append("\\r"); break;
                case '\t': output.Append("\\t"); break;
                case < ' ': output.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)); break;
                default: output.Append(c); break;
            }
        }

        output.Append('"');
    }
}
