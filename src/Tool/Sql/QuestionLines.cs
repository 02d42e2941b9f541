using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using System.Text.Json;
using ImmutableGuard.Sql;

namespace ImmutableGuard.Tool.Sql;

/// <summary>Answers questions that come as lines of JSON, and goes on after a line that is none.</summary>
internal sealed class QuestionLines(Stream input, string place, SqlDialect dialect, Terminal terminal)
{
    private const int BufferSize = 1 << 16;

    private int line;
    private int exitCode = ExitCodes.Success;

    public async Task<int> AnswerAsync(CancellationToken cancellation)
    {
        using var answers = new AnswerLines(terminal.Output);
        var reader = PipeReader.Create(input, new StreamPipeReaderOptions(bufferSize: BufferSize, leaveOpen: true));
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                Answer(rest.Slice(0, end), answers);
                rest = rest.Slice(rest.GetPosition(1, end));
            }

            if (read.IsCompleted)
            {
                Answer(rest, answers);
                return exitCode;
            }

            reader.AdvanceTo(rest.Start, rest.End);
            // Whoever asks line by line waits for the answer before the next question.
            answers.Flush();
        }
    }

    private void Answer(ReadOnlySequence<byte> text, AnswerLines answers)
    {
        line++;
        if (line == 1 && StartsWithByteOrderMark(text))
            text = text.Slice(3);
        if (IsBlank(text))
            return;
        try
        {
            using var question = JsonDocument.Parse(text);
            var root = question.RootElement;
            answers.Write(
                writer => WriteId(root, writer),
                SqlEffects.Of(Text(root, "sql") ?? throw new FormatException("\"sql\" is missing"), Dialect(root)));
        }
        catch (JsonException e)
        {
            Report($"not JSON at byte {e.BytePositionInLine + 1}");
        }
        catch (FormatException e)
        {
            Report(e.Message);
        }
    }

    private static void WriteId(JsonElement question, Utf8JsonWriter writer)
    {
        if (question.TryGetProperty("id", out var id))
            // As it was written, whatever it is: the asker compares it with its own.
            writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(id), skipInputValidation: true);
        else
            writer.WriteNullValue();
    }

    private SqlDialect Dialect(JsonElement question) =>
        Text(question, "dialect") is not { } name ? dialect
        : SqlDialects.TryParse(name, out var spoken) ? spoken
        : throw new FormatException($"\"{name}\" is not a dialect; known are {string.Join(", ", SqlDialects.All)}");

    private static string? Text(JsonElement question, string name)
    {
        if (question.ValueKind != JsonValueKind.Object)
            throw new FormatException("not an object");
        if (!question.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind != JsonValueKind.String)
            throw new FormatException($"\"{name}\" is not a string");
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            throw new FormatException($"\"{name}\" is not Unicode");
        }
    }

    private void Report(string problem)
    {
        exitCode = ExitCodes.BadInput;
        terminal.Error.WriteLine(new ToolException(
            ToolException.BadLine, $"{place}({line})", problem, "Write {\"id\": …, \"sql\": \"…\"} on one line.").Message);
    }

    private static bool StartsWithByteOrderMark(ReadOnlySequence<byte> text)
    {
        var reader = new SequenceReader<byte>(text);
        return reader.IsNext([0xEF, 0xBB, 0xBF]);
    }

    private static bool IsBlank(ReadOnlySequence<byte> text)
    {
        var reader = new SequenceReader<byte>(text);
        reader.AdvancePastAny(" \t\r"u8);
        return reader.End;
    }
}
