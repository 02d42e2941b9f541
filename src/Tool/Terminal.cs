using System.Text;
using Spectre.Console;

namespace ImmutableGuard.Tool;

/// <summary>Where a command reads and writes. Tests give streams of their own.</summary>
public sealed class Terminal : IDisposable
{
    // A table that is piped into a file or a pager must not be folded at the width of a terminal nobody has.
    private const int RedirectedWidth = 200;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Creates a terminal over streams; they are not closed with it.</summary>
    /// <param name="input">What the command reads.</param>
    /// <param name="output">What the command answers.</param>
    /// <param name="error">What goes wrong, for people.</param>
    /// <param name="width">The width of tables in characters; null means the process's terminal, with its colours.</param>
    public Terminal(Stream input, Stream output, TextWriter error, int? width)
    {
        Input = input;
        Output = output;
        Error = error;
        Text = new StreamWriter(output, Utf8, leaveOpen: true) { AutoFlush = true };
        var isProcess = width is null && !Console.IsOutputRedirected;
        Tables = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isProcess ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isProcess ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(Text),
        });
        if (!isProcess)
            Tables.Profile.Width = width ?? RedirectedWidth;
    }

    /// <summary>What the command reads, as bytes.</summary>
    public Stream Input { get; }

    /// <summary>What the command answers, as bytes; don't mix with <see cref="Text"/> in one command.</summary>
    public Stream Output { get; }

    /// <summary>What the command answers, as text.</summary>
    public TextWriter Text { get; }

    /// <summary>What the command answers, as tables.</summary>
    public IAnsiConsole Tables { get; }

    /// <summary>What goes wrong, for people.</summary>
    public TextWriter Error { get; }

    /// <summary>The terminal of this process.</summary>
    public static Terminal OfProcess()
    {
        if (!Console.IsOutputRedirected)
            Console.OutputEncoding = Utf8;
        return new(Console.OpenStandardInput(), Console.OpenStandardOutput(), Console.Error, width: null);
    }

    /// <inheritdoc/>
    public void Dispose() => Text.Dispose();
}
