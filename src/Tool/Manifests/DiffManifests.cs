using System.CommandLine;
using ImmutableGuard.Locks;
using ImmutableGuard.Tool.Locks;

namespace ImmutableGuard.Tool.Manifests;

/// <summary><c>immutableguard manifest diff</c>: what one build can do to data that another can't.</summary>
internal static class DiffManifests
{
    public static Command Create(Terminal terminal)
    {
        var before = new Argument<string>("before") { Description = AccessSource.Description };
        var after = new Argument<string>("after") { Description = "Likewise." };
        var format = DifferenceReport.FormatOption();
        var command = new Command("diff", "Tells what a build can do differently; the exit code says whether access widened.") { before, after, format };
        command.SetAction(parsed =>
        {
            var differences = AccessComparison.Compare(
                AccessSource.Read(parsed.GetRequiredValue(before), terminal.Error), AccessSource.Read(parsed.GetRequiredValue(after), terminal.Error));
            terminal.Text.Write(DifferenceReport.Write(differences, parsed.GetRequiredValue(format)));
            return differences.Any(difference => difference.WidensAccess) ? ExitCodes.Finding : ExitCodes.Success;
        });
        return command;
    }
}
