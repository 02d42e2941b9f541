using Spectre.Console;

namespace ImmutableGuard.Build.Try;

/// <summary>Tells a story step by step, in plain words, and stops it where it doesn't go as told.</summary>
/// <param name="console">Where it is told.</param>
/// <param name="details">Where what is too long for a picture is told; the same terminal, past what records it.</param>
public sealed class Narrator(IAnsiConsole console, IAnsiConsole details)
{
    private int steps;

    /// <summary>Begins a step.</summary>
    public void Step(string title, string explanation)
    {
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold aqua]{++steps}. {title}[/]");
        console.MarkupLineInterpolated($"[grey]{explanation}[/]");
    }

    /// <summary>Shows a command that a person would type.</summary>
    public void Command(string command) => console.MarkupLineInterpolated($"   [yellow]$ {command}[/]");

    /// <summary>Shows what came of it.</summary>
    public void Show(IEnumerable<string> lines) => Show(console, lines);

    /// <summary>Shows what came of it where there is room.</summary>
    public void ShowDetails(IEnumerable<string> lines) => Show(details, lines);

    private static void Show(IAnsiConsole console, IEnumerable<string> lines)
    {
        foreach (var line in lines.Where(line => !string.IsNullOrWhiteSpace(line)))
            console.MarkupLineInterpolated($"   [silver]{line.TrimEnd()}[/]");
    }

    /// <summary>Says that what was promised has happened, or ends the story.</summary>
    /// <exception cref="BuildFailedException">It hasn't.</exception>
    public void Promise(bool kept, string promise)
    {
        if (!kept)
        {
            console.MarkupLineInterpolated($"   [red]✗ {promise}[/]");
            throw new BuildFailedException($"this was promised and is not so: {promise}");
        }

        console.MarkupLineInterpolated($"   [green]✓ {promise}[/]");
    }
}
