using System.CommandLine;

namespace ImmutableGuard.Tool.Policies;

/// <summary><c>immutableguard policy schema</c>: the policy's JSON schema, for a file that <c>"$schema"</c> names.</summary>
internal static class PrintSchema
{
    private const string OfAService = "immutableguard.schema.json", OfMany = "immutableguard.shared.schema.json";

    public static Command Create(Terminal terminal)
    {
        var shared = new Option<bool>("--shared") { Description = "The schema of a policy that many repositories share, immutableguard.shared.json." };
        var command = new Command("schema", "Prints the JSON schema of immutableguard.json, with which editors complete and check it.") { shared };
        command.SetAction(parsed =>
        {
            using var schema = new StreamReader(typeof(PrintSchema).Assembly.GetManifestResourceStream(parsed.GetValue(shared) ? OfMany : OfAService)!);
            terminal.Text.Write(schema.ReadToEnd());
            return ExitCodes.Success;
        });
        return command;
    }
}
