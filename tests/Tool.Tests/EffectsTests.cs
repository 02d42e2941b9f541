using System.Text;
using System.Text.Json;
using ImmutableGuard.Sql;

namespace ImmutableGuard.Tool.Tests;

public class EffectsTests
{
    [Fact]
    public async Task Text_on_standard_input_is_answered_with_one_line()
    {
        var run = await Transcript.RunAsync("DELETE FROM customers", ["effects", "--dialect", "sqlite"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(Answer("\"-\"", "DELETE FROM customers", SqlDialect.Sqlite), run.Output);
    }

    [Fact]
    public async Task Text_of_a_file_is_answered_with_its_path_as_id()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("cleanup.sql", "DELETE FROM customers;\nUPDATE orders SET state = 1");

        var run = await Transcript.RunAsync("effects", file, "--dialect", "postgresql");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            Answer(JsonSerializer.Serialize(file), File.ReadAllText(file), SqlDialect.PostgreSql), run.Output);
    }

    [Fact]
    public async Task Lines_are_answered_in_their_order_with_their_ids_as_written()
    {
        var run = await Transcript.RunAsync(
            """
            {"id":"a","sql":"DELETE FROM customers"}
            {"id":2.50,"sql":"UPDATE orders SET state = 1","dialect":"tsql"}
            {"sql":"SELECT 1"}
            """, ["effects", "--jsonl", "--dialect", "mysql"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            Answer("\"a\"", "DELETE FROM customers", SqlDialect.MySql)
            + Answer("2.50", "UPDATE orders SET state = 1", SqlDialect.TSql)
            + Answer("null", "SELECT 1", SqlDialect.MySql), run.Output);
    }

    [Theory]
    [InlineData("nonsense", "stdin(2): error IG5004: not JSON at byte 2. ")]
    [InlineData("[1]", "stdin(2): error IG5004: not an object. ")]
    [InlineData("""{"id":1}""", "stdin(2): error IG5004: \"sql\" is missing. ")]
    [InlineData("""{"id":1,"sql":7}""", "stdin(2): error IG5004: \"sql\" is not a string. ")]
    [InlineData("""{"id":1,"sql":"\ud800"}""", "stdin(2): error IG5004: \"sql\" is not Unicode. ")]
    [InlineData("""{"id":1,"sql":"","dialect":"cobol"}""",
        "stdin(2): error IG5004: \"cobol\" is not a dialect; known are any, tsql, postgresql, mysql, sqlite, oracle. ")]
    public async Task Broken_line_is_named_and_the_others_are_answered(string line, string error)
    {
        var run = await Transcript.RunAsync(
            $$"""{"id":1,"sql":""}{{"\n"}}{{line}}{{"\n"}}{"id":3,"sql":""}""", ["effects", "--jsonl"]);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(error, run.Error, StringComparison.Ordinal);
        Assert.EndsWith("Write {\"id\": …, \"sql\": \"…\"} on one line.\n", run.Error, StringComparison.Ordinal);
        Assert.Equal(Answer("1", "", SqlDialect.Any) + Answer("3", "", SqlDialect.Any), run.Output);
    }

    [Theory]
    [InlineData("\uFEFF{\"id\":1,\"sql\":\"\"}\n")]
    [InlineData("{\"id\":1,\"sql\":\"\"}\r\n\r\n")]
    [InlineData("\n{\"id\":1,\"sql\":\"\"}")]
    public async Task Byte_order_mark_and_blank_lines_are_passed_over(string input)
    {
        var run = await Transcript.RunAsync(input, ["effects", "--jsonl"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(Answer("1", "", SqlDialect.Any), run.Output);
    }

    [Fact]
    public async Task Line_longer_than_any_buffer_is_one_question()
    {
        var sql = "SELECT '" + new string('x', 1 << 20) + "'";

        var run = await Transcript.RunAsync($$"""{"id":1,"sql":"{{sql}}"}""", ["effects", "--jsonl"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(Answer("1", sql, SqlDialect.Any), run.Output);
    }

    [Fact]
    public async Task Each_answer_comes_before_the_next_question_is_read()
    {
        using var output = new MemoryStream();
        var lengths = new List<long>();
        var input = new Conversation(["{\"sql\":\"\"}\n", "{\"sql\":\"\"}\n"], () => lengths.Add(output.Length));
        using (var terminal = new Terminal(input, output, TextWriter.Null, width: 80))
            await ToolCommand.RunAsync(["effects", "--jsonl"], terminal);

        var answer = Answer("null", "", SqlDialect.Any).Length;
        Assert.Equal([0, answer, 2 * answer], lengths);
    }

    [Fact]
    public async Task Missing_file_is_a_bad_input()
    {
        var run = await Transcript.RunAsync("effects", "nowhere.sql");

        Assert.Equal(
            (2, "", "nowhere.sql: error IG5002: not found. Check the path, and who may read it.\n"), (run.ExitCode, run.Output, run.Error));
    }

    private static string Answer(string id, string sql, SqlDialect dialect)
    {
        var effects = SqlEffects.Of(sql, dialect);
        var items = effects.Items.Select(effect =>
            $$"""{"operation":"{{effect.Operation.ToName()}}","resource":"{{effect.Resource}}","bounded":{{(effect.Bounded ? "true" : "false")}}}""");
        var reason = effects.Reason is null ? "null" : $"\"{effects.Reason}\"";
        return $$"""{"id":{{id}},"complete":{{(effects.Complete ? "true" : "false")}},"reason":{{reason}},"effects":[{{string.Join(',', items)}}]}"""
            + "\n";
    }

    /// <summary>Gives one line with each read, and tells when it is asked for the next.</summary>
    private sealed class Conversation(IEnumerable<string> lines, Action asked) : MemoryStream
    {
        private readonly Queue<string> left = new(lines);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            asked();
            return new(left.TryDequeue(out var line) ? Encoding.UTF8.GetBytes(line, buffer.Span) : 0);
        }
    }
}
