using CsCheck;
using ImmutableGuard.Json;

namespace ImmutableGuard.Model.Tests.Json;

public class JsonReaderTests
{
    private static readonly Gen<JsonValue> Scalars = Gen.OneOf(
        Gen.String.Select(text => (JsonValue)text),
        Gen.Long[-(1L << 53), 1L << 53].Select(number => (JsonValue)number),
        Gen.Bool.Select(flag => (JsonValue)flag),
        Gen.Const((JsonValue)JsonLiteral.Null));

    private static readonly Gen<JsonValue> Values = Gen.Recursive<JsonValue>((depth, inner) => depth == 3 ? Scalars : Gen.OneOf(
        Scalars,
        inner.Array[0, 4].Select(items => (JsonValue)new JsonArray(items)),
        Gen.Dictionary(Gen.String, inner)[0, 4].Select(JsonValue (fields) =>
        {
            var json = new JsonObject();
            foreach (var field in fields)
                json.Add(field.Key, field.Value);
            return json;
        })));

    [Fact]
    public void Value_that_was_written_is_read_back() =>
        Values.Sample(value => Assert.Equal(value.ToString(), JsonReader.Read(value.ToString()).ToString()));

    [Fact]
    public void Value_that_was_written_is_what_another_reader_reads() => Values.Sample(value =>
    {
        using var other = System.Text.Json.JsonDocument.Parse(value.ToString());
        Assert.Equal(value.ToString(), Same(other.RootElement).ToString());
    });

    [Fact]
    public void Text_is_accepted_exactly_where_another_reader_accepts_it()
    {
        var texts = Gen.OneOf(
            "{", "}", "[", "]", ":", ",", "\"a\"", "\"b\"", "\"\\u00e9\"", "\"\\u12\0\0\"", "\"\\x\"", "\"\t\"", "0", "-", "01", "1.5", "1.", "1e2",
            "1e", "true", "tru", "null", "nul", " ", "\n", "/", "'a'", "NaN").Array[1, 8].Select(string.Concat);

        texts.Sample(text => Assert.Equal(OtherAccepts(text), Accepts(text)), iter: 20_000);
    }

    [Theory]
    [InlineData("", 1, 1, "the text ends where a value is expected")]
    [InlineData("{", 1, 2, "a name in double quotes is expected")]
    [InlineData("{\"a\" 1}", 1, 6, "':' is expected")]
    [InlineData("{\"a\":1", 1, 7, "the text ends before '}'")]
    [InlineData("[1 2]", 1, 4, "',' or ']' is expected")]
    [InlineData("[1,]", 1, 4, "a trailing comma is not allowed")]
    [InlineData("{\n  \"a\": 1,\n  \"a\": 2\n}", 3, 3, "the name \"a\" is there twice")]
    [InlineData("[\r\n\ttrue,\r\n\tmaybe]", 3, 2, "unexpected character 'm'")]
    [InlineData("\"a\nb\"", 1, 3, "the string is not closed")]
    [InlineData("\"\\u12x4\"", 1, 6, "four hexadecimal digits are expected")]
    [InlineData("\"\\u12", 1, 6, "four hexadecimal digits are expected")]
    [InlineData("1 2", 1, 3, "text after the end of the value")]
    [InlineData("-", 1, 2, "a digit is expected")]
    [InlineData("// no\n1", 1, 1, "unexpected character '/'")]
    public void Error_names_its_place(string text, int line, int column, string problem)
    {
        var error = Assert.Throws<JsonSyntaxException>(() => JsonReader.Read(text));

        Assert.Equal((line, column, problem), (error.Line, error.Column, error.Problem));
        Assert.Equal($"line {line}, column {column}: {problem}", error.Message);
    }

    [Fact]
    public void Value_knows_its_place()
    {
        var json = (JsonObject)JsonReader.Read("\uFEFF{\n  \"a\": [1,\n    {}]\n}");
        var items = ((JsonArray)json["a"]!).Items;

        Assert.Equal((2, 8), (json["a"]!.Line, json["a"]!.Column));
        Assert.Equal((2, 9), (items[0].Line, items[0].Column));
        Assert.Equal((3, 5), (items[1].Line, items[1].Column));
    }

    [Theory]
    [InlineData("// why\n{\"a\": 1, /* more\n lines */ \"b\": [1, 2,], }", """{"a":1,"b":[1,2]}""")]
    [InlineData("1 // to the end", "1")]
    public void Relaxed_reading_passes_over_comments_and_trailing_commas(string text, string expected) =>
        Assert.Equal(expected, JsonReader.Read(text, relaxed: true).ToString());

    [Theory]
    [InlineData("[,]", 1, 2, "unexpected character ','")]
    [InlineData("[1,,]", 1, 4, "unexpected character ','")]
    [InlineData("\n/* open", 2, 1, "the comment is not closed")]
    [InlineData("/1", 1, 1, "unexpected character '/'")]
    public void Relaxed_reading_has_its_limits(string text, int line, int column, string problem)
    {
        var error = Assert.Throws<JsonSyntaxException>(() => JsonReader.Read(text, relaxed: true));

        Assert.Equal((line, column, problem), (error.Line, error.Column, error.Problem));
    }

    [Fact]
    public void Nesting_is_limited_before_the_stack_is()
    {
        Assert.Equal(128, Depth(JsonReader.Read(Nested(128))));
        var error = Assert.Throws<JsonSyntaxException>(() => JsonReader.Read(Nested(100_000)));
        Assert.Equal("nested deeper than 128 levels", error.Problem);
    }

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    private static int Depth(JsonValue value) => value is JsonArray array ? 1 + array.Items.Select(Depth).DefaultIfEmpty().Max() : 0;

    private static bool Accepts(string text)
    {
        try
        {
            JsonReader.Read(text);
            return true;
        }
        catch (JsonSyntaxException e) when (!e.Problem.EndsWith("is there twice", StringComparison.Ordinal))
        {
            return false;
        }
        catch (JsonSyntaxException)
        {
            // The other reader takes the last of two; here that is an error on purpose.
            return OtherAccepts(text);
        }
    }

    private static bool OtherAccepts(string text)
    {
        try
        {
            System.Text.Json.JsonDocument.Parse(text).Dispose();
            return true;
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }

    private static JsonValue Same(System.Text.Json.JsonElement element)
    {
        switch (element.ValueKind)
        {
            case System.Text.Json.JsonValueKind.Object:
                var json = new JsonObject();
                foreach (var property in element.EnumerateObject())
                    json.Add(property.Name, Same(property.Value));
                return json;
            case System.Text.Json.JsonValueKind.Array: return new JsonArray(element.EnumerateArray().Select(Same));
            case System.Text.Json.JsonValueKind.String: return element.GetString();
            case System.Text.Json.JsonValueKind.Number: return element.GetInt64();
            case System.Text.Json.JsonValueKind.Null: return JsonLiteral.Null;
            default: return element.GetBoolean();
        }
    }
}
