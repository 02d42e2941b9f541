using System.Text;

namespace ImmutableGuard.Json;

/// <summary>Reads JSON (RFC 8259), and for files that people write also comments and trailing commas.</summary>
public sealed class JsonReader
{
    private const int MaximumDepth = 128;

    private readonly string text;
    private readonly bool relaxed;
    private int position;
    private int line = 1;
    private int lineStart;
    private int depth;

    private JsonReader(string text, bool relaxed)
    {
        this.text = text;
        this.relaxed = relaxed;
    }

    /// <summary>Reads a whole text as one value.</summary>
    /// <param name="text">The JSON; a byte order mark in front is skipped.</param>
    /// <param name="relaxed">Whether <c>//</c> and <c>/* */</c> comments and trailing commas are allowed.</param>
    /// <exception cref="JsonSyntaxException">The text isn't JSON, repeats a name, or nests deeper than 128.</exception>
    public static JsonValue Read(string text, bool relaxed = false)
    {
        var reader = new JsonReader(text, relaxed);
        if (text.Length > 0 && text[0] == '\uFEFF')
            reader.position = 1;
        var value = reader.ReadValue();
        reader.SkipSpace();
        return reader.position == text.Length ? value : throw reader.Error("text after the end of the value");
    }

    private JsonValue ReadValue()
    {
        SkipSpace();
        if (position == text.Length)
            throw Error("the text ends where a value is expected");
        var (startLine, startColumn) = (line, Column);
        JsonValue value = text[position] switch
        {
            '{' => Nested(ReadObject),
            '[' => Nested(ReadArray),
            '"' => new JsonString(ReadString()),
            't' => ReadWord("true", new JsonLiteral(true)),
            'f' => ReadWord("false", new JsonLiteral(false)),
            'n' => ReadWord("null", JsonLiteral.Null),
            '-' or (>= '0' and <= '9') => ReadNumber(),
            var other => throw Error($"unexpected character '{other}'"),
        };
        (value.Line, value.Column) = (startLine, startColumn);
        return value;
    }

    private int Column => position - lineStart + 1;

    private JsonValue Nested(Func<JsonValue> read)
    {
        if (++depth > MaximumDepth)
            throw Error($"nested deeper than {MaximumDepth} levels");
        position++;
        var value = read();
        depth--;
        return value;
    }

    private JsonObject ReadObject()
    {
        var result = new JsonObject();
        while (!AtEnd('}', any: result.Any()))
        {
            if (position == text.Length || text[position] != '"')
                throw Error("a name in double quotes is expected");
            var (nameLine, nameColumn) = (line, Column);
            var name = ReadString();
            if (result[name] is not null)
                throw new JsonSyntaxException(nameLine, nameColumn, $"the name \"{name}\" is there twice");
            SkipSpace();
            Expect(':');
            result.Add(name, ReadValue());
        }

        return result;
    }

    private JsonArray ReadArray()
    {
        var items = new List<JsonValue>();
        while (!AtEnd(']', any: items.Count > 0))
            items.Add(ReadValue());
        return new JsonArray(items);
    }

    /// <summary>Consumes the closing bracket or, between elements, the comma.</summary>
    private bool AtEnd(char close, bool any)
    {
        SkipSpace();
        if (TryTake(close))
            return true;
        if (!any)
            return false;
        if (!TryTake(','))
            throw Error(position == text.Length ? $"the text ends before '{close}'" : $"',' or '{close}' is expected");
        SkipSpace();
        if (position < text.Length && text[position] == close)
        {
            if (!relaxed)
                throw Error("a trailing comma is not allowed");
            position++;
            return true;
        }

        return false;
    }

    private string ReadString()
    {
        position++;
        var start = position;
        StringBuilder? unescaped = null;
        while (true)
        {
            if (position == text.Length || text[position] < ' ')
                throw Error("the string is not closed");
            var c = text[position];
            if (c == '"')
            {
                var rest = text.Substring(start, position++ - start);
                return unescaped is null ? rest : unescaped.Append(rest).ToString();
            }

            if (c != '\\')
            {
                position++;
                continue;
            }

            unescaped = (unescaped ?? new StringBuilder()).Append(text, start, position - start).Append(ReadEscape());
            start = position;
        }
    }

    private char ReadEscape()
    {
        position++;
        var c = position < text.Length ? text[position++] : '\0';
        switch (c)
        {
            case '"' or '\\' or '/': return c;
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u': return ReadHexadecimal();
            default: throw Error("unknown escape sequence");
        }
    }

    private char ReadHexadecimal()
    {
        var code = 0;
        for (var end = position + 4; position < end; position++)
        {
            var digit = position == text.Length ? -1 : text[position] switch
            {
                >= '0' and <= '9' and var c => c - '0',
                >= 'a' and <= 'f' and var c => c - 'a' + 10,
                >= 'A' and <= 'F' and var c => c - 'A' + 10,
                _ => -1,
            };
            if (digit < 0)
                throw Error("four hexadecimal digits are expected");
            code = code * 16 + digit;
        }

        return (char)code;
    }

    private JsonNumber ReadNumber()
    {
        var start = position;
        TryTake('-');
        if (!TryTake('0'))
            TakeDigits();
        if (TryTake('.'))
            TakeDigits();
        if (TryTake('e') || TryTake('E'))
        {
            if (!TryTake('+'))
                TryTake('-');
            TakeDigits();
        }

        return new JsonNumber(text.Substring(start, position - start));
    }

    private void TakeDigits()
    {
        var start = position;
        while (position < text.Length && text[position] is >= '0' and <= '9')
            position++;
        if (position == start)
            throw Error("a digit is expected");
    }

    private JsonLiteral ReadWord(string word, JsonLiteral value)
    {
        if (string.CompareOrdinal(text, position, word, 0, word.Length) != 0)
            throw Error($"unexpected character '{text[position]}'");
        position += word.Length;
        return value;
    }

    private void SkipSpace()
    {
        while (position < text.Length)
        {
            switch (text[position])
            {
                case '\n':
                    NextLine(position);
                    position++;
                    break;
                case ' ' or '\t' or '\r':
                    position++;
                    break;
                case '/' when relaxed && StartsWith("//"):
                    while (position < text.Length && text[position] != '\n')
                        position++;
                    break;
                case '/' when relaxed && StartsWith("/*"):
                    SkipBlockComment();
                    break;
                default:
                    return;
            }
        }
    }

    private void SkipBlockComment()
    {
        var end = text.IndexOf("*/", position + 2, StringComparison.Ordinal);
        if (end < 0)
            throw Error("the comment is not closed");
        for (; position < end + 2; position++)
            if (text[position] == '\n')
                NextLine(position);
    }

    private void NextLine(int lineFeed)
    {
        line++;
        lineStart = lineFeed + 1;
    }

    private bool StartsWith(string start) => string.CompareOrdinal(text, position, start, 0, start.Length) == 0;

    private bool TryTake(char c)
    {
        if (position == text.Length || text[position] != c)
            return false;
        position++;
        return true;
    }

    private void Expect(char c)
    {
        if (!TryTake(c))
            throw Error($"'{c}' is expected");
    }

    private JsonSyntaxException Error(string problem) => new(line, Column, problem);
}
