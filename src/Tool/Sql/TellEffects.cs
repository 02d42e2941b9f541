using System.CommandLine;
using System.Text.Json;
using ImmutableGuard.Sql;

namespace ImmutableGuard.Tool.Sql;

/// <summary><c>immutableguard effects</c>: what a SQL text does to which table, as a line of JSON.</summary>
internal static class TellEffects
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string?>("file") { Arity = ArgumentArity.ZeroOrOne, Description = "The file to read; standard input if left out." };
        var dialect = new Option<string>("--dialect")
        {
            Description = "The dialect the text is written in.",
            DefaultValueFactory = _ => SqlDialect.Any.ToName(),
        };
        dialect.AcceptOnlyFromAmong([.. SqlDialects.All]);
        var lines = new Option<bool>("--jsonl") { Description = "Read a question a line: {\"id\", \"sql\", \"dialect\"}." };

        var command = new Command("effects", "What a SQL text does to which table: one line of JSON for each text.") { file, dialect, lines };
        command.SetAction(async (parsed, cancellation) =>
        {
            SqlDialects.TryParse(parsed.GetRequiredValue(dialect), out var spoken);
            var path = parsed.GetValue(file);
            await using var input = path is null ? terminal.Input : Open(path);
            return parsed.GetValue(lines)
                ? await new QuestionLines(input, path ?? "stdin", spoken, terminal).AnswerAsync(cancellation)
                : await AnswerAsync(input, path ?? "-", spoken, terminal, cancellation);
        });
        return command;
    }

    private static async Task<int> AnswerAsync(
        Stream input, string id, SqlDialect dialect, Terminal terminal, CancellationToken cancellation)
    {
        using var reader = new StreamReader(input);
        var text = await reader.ReadToEndAsync(cancellation);
        using var answers = new AnswerLines(terminal.Output);
        answers.Write(writer => writer.WriteStringValue(id), SqlEffects.Of(text, dialect));
        return ExitCodes.Success;
    }

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ToolException.Unreadable(path, e);
        }
    }
}
