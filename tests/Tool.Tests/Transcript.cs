using System.Text;

namespace ImmutableGuard.Tool.Tests;

/// <summary>One run of the command in this process: what a person would see of it.</summary>
internal sealed record Transcript(int ExitCode, string Output, string Error)
{
    private const int Width = 140;

    public static Task<Transcript> RunAsync(params string[] args) => RunAsync("", args);

    public static Task<Transcript> RunAsync(string input, string[] args) => RunAsync(Encoding.UTF8.GetBytes(input), args);

    public static async Task<Transcript> RunAsync(byte[] input, string[] args)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter { NewLine = "\n" };
        int exitCode;
        using (var terminal = new Terminal(new MemoryStream(input), output, error, Width))
            exitCode = await ToolCommand.RunAsync(args, terminal);
        var lines = Encoding.UTF8.GetString(output.ToArray()).ReplaceLineEndings("\n").Split('\n');
        return new(exitCode, string.Join('\n', lines.Select(line => line.TrimEnd())), error.ToString());
    }
}
