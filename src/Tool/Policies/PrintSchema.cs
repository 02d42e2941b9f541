using System.CommandLine;

namespace ImmutableGuard.Tool.Policies;

/// <summary><c>immutableguard policy schema</c>: the policy's JSON schema, for a file that <c>"$schema"</c> names.</summary>
internal static class PrintSchema
{
    private const string Resource = "immutableguard.schema.json";

    public static Command Create(Terminal terminal)
    {
        var command = new Command("schema", "Prints the JSON schema of immutableguard.json, with which editors complete and check it.");
        command.SetAction(_ =>
        {
            using var schema = new StreamReader(typeof(PrintSchema).Assembly.GetManifestResourceStream(Resource)!);
            terminal.Text.Write(schema.ReadToEnd());
            return ExitCodes.Success;
        });
        return command;
    }
}
