using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ImmutableGuard.Tool.Sql;

/// <summary>Writes answers, <c>{"id","complete","reason","effects"}</c>, a line each.</summary>
internal sealed class AnswerLines(Stream output) : IDisposable
{
    private const int FlushAt = 1 << 16;

    private static readonly byte[] LineFeed = "\n"u8.ToArray();

    private readonly ArrayBufferWriter<byte> buffer = new(2 * FlushAt);

    // Relaxed: the lines are read by programs and by people, never put into a page of HTML.
    private readonly Utf8JsonWriter writer = new(Stream.Null, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public void Write(Action<Utf8JsonWriter> writeId, Effects effects)
    {
        writer.Reset(buffer);
        writer.WriteStartObject();
        writer.WritePropertyName("id"u8);
        writeId(writer);
        writer.WriteBoolean("complete"u8, effects.Complete);
        writer.WriteString("reason"u8, effects.Reason);
        writer.WriteStartArray("effects"u8);
        foreach (var effect in effects.Items)
        {
            writer.WriteStartObject();
            writer.WriteString("operation"u8, effect.Operation.ToName());
            writer.WriteString("resource"u8, effect.Resource);
            writer.WriteBoolean("bounded"u8, effect.Bounded);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        buffer.Write(LineFeed);
        if (buffer.WrittenCount >= FlushAt)
            Flush();
    }

    public void Flush()
    {
        output.Write(buffer.WrittenSpan);
        output.Flush();
        buffer.ResetWrittenCount();
    }

    public void Dispose()
    {
        Flush();
        writer.Dispose();
    }
}
