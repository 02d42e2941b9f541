using System.CommandLine;
using ImmutableGuard.Build.Packaging;
using Spectre.Console;

namespace ImmutableGuard.Build.Try;

/// <summary><c>try</c>: the main job end to end, from packing to a denied delete and its record.</summary>
public static class TryTarget
{
    // In characters. A log is not folded, a picture is read on a page.
    private const int LogWidth = 240;
    private const int PictureWidth = 168;

    /// <summary>Creates the target.</summary>
    public static Command Create()
    {
        var picture = new Option<string?>("--picture") { Description = "Write what is shown as an SVG picture, too." };
        var keep = new Option<bool>("--keep") { Description = "Leave the project in its temporary folder, to look around in it." };
        var command = new Command("try", "Shows ImmutableGuard at work in a new project, step by step.") { picture, keep };
        command.SetAction(parsed => RunAsync(null, parsed.GetValue(picture), parsed.GetValue(keep)));
        return command;
    }

    /// <summary>Tells the story.</summary>
    /// <param name="packedVersion">The version that lies in <c>artifacts/packages</c>; null packs a new one.</param>
    /// <param name="picture">Where to write a picture of what is shown; null for none.</param>
    /// <param name="keep">Whether the project stays where it was made.</param>
    /// <exception cref="BuildFailedException">Something didn't go as promised.</exception>
    public static async Task RunAsync(string? packedVersion, string? picture = null, bool keep = false)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        if (picture is not null)
            console.Profile.Width = PictureWidth;
        else if (Console.IsOutputRedirected)
            console.Profile.Width = LogWidth;
        using var recorder = new Recorder(console);
        var narrator = new Narrator(recorder, console);
        var version = packedVersion ?? PackTarget.UnseenVersion("try");
        if (packedVersion is null)
        {
            narrator.Step("Pack", "The packages, as they would be published.");
            narrator.Command("dotnet run --project build -- pack");
            narrator.ShowDetails((await PackTarget.PackAsync(version)).Select(package => Path.GetFileName(package)!));
        }

        var shop = new ShopProject();
        try
        {
            await new Story(shop, narrator, version).TellAsync();
            if (picture is not null)
                await File.WriteAllTextAsync(picture, SvgPicture.Of(recorder));
        }
        finally
        {
            if (keep)
                console.WriteLine($"The project is in {shop.Folder}");
            else
                await shop.DeleteAsync(version);
        }
    }
}
