using System.CommandLine;
using ImmutableGuard.Ledger;
using ImmutableGuard.Tool.Ledgers;
using ImmutableGuard.Tool.Locks;
using ImmutableGuard.Tool.Manifests;
using ImmutableGuard.Tool.Policies;
using ImmutableGuard.Tool.Sql;

namespace ImmutableGuard.Tool;

/// <summary>The <c>immutableguard</c> command.</summary>
public static class ToolCommand
{
    /// <summary>Runs the command.</summary>
    /// <param name="args">The arguments, without the program's name.</param>
    /// <param name="terminal">Where it reads and writes.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(string[] args, Terminal terminal)
    {
        var parsed = Create(terminal).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                terminal.Error.WriteLine($"immutableguard: error {ToolException.Usage}: {string.Join(' ', error.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))} See 'immutableguard --help'.");
            return ExitCodes.BadInput;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = terminal.Text,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
            });
        }
        catch (ToolException e)
        {
            terminal.Error.WriteLine(e.Message);
            return ExitCodes.BadInput;
        }
        catch (LedgerException e)
        {
            terminal.Error.WriteLine($"{e.Path}: error {e.Id}: {e.Problem}. {e.Remedy}");
            return ExitCodes.BadInput;
        }
    }

    private static RootCommand Create(Terminal terminal) =>
        new("Reads and compares access manifests, verifies ledgers and tells the effects of SQL.")
        {
            new Command("manifest", "What a build can do to data.") { ShowManifest.Create(terminal), DiffManifests.Create(terminal), SignManifest.Create(terminal), VerifyManifest.Create(terminal) },
            HoldLock.Create(terminal),
            new Command("policy", "Who may do what to which data.") { PrintSchema.Create(terminal) },
            new Command("ledger", "What was done to data.") { ShowLedger.Create(terminal), VerifyLedger.Create(terminal) },
            TellEffects.Create(terminal),
        };
}
