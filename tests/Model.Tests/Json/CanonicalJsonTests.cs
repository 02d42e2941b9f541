using ImmutableGuard.Json;

namespace ImmutableGuard.Model.Tests.Json;

public class CanonicalJsonTests
{
    [Fact]
    public void Names_are_sorted_by_utf16_code_units() => Assert.Equal(
        // RFC 8785, 3.2.3: the order of its example.
        "{\"\\r\":1,\"1\":2,\"\u0080\":3,\"\u00f6\":4,\"\u20ac\":5,\"\ud83d\ude00\":6,\"\ufb33\":7}",
        JsonReader.Read("""{"\u20ac":5,"\r":1,"\ufb33":7,"1":2,"\ud83d\ude00":6,"\u0080":3,"\u00f6":4}""").ToString());

    [Theory]
    [InlineData("""  [ 1 , true , null , { } ] """, "[1,true,null,{}]")]
    [InlineData("-0", "0")]
    [InlineData("9007199254740992", "9007199254740992")]
    [InlineData("\"\\u0001\\b\\f\\n\\r\\t\\\"\\\\\\/\\u007f\"", "\"\\u0001\\b\\f\\n\\r\\t\\\"\\\\/\u007f\"")]
    public void Each_value_has_one_spelling(string text, string expected) => Assert.Equal(expected, JsonReader.Read(text).ToString());

    [Theory]
    [InlineData("1.5")]
    [InlineData("1e2")]
    [InlineData("9007199254740993")]
    public void Number_that_readers_might_round_is_refused(string text) =>
        Assert.Throws<NotSupportedException>(() => JsonReader.Read(text).ToString());
}
