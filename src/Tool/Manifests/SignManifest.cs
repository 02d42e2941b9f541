using System.CommandLine;
using ImmutableGuard.Attestation;

namespace ImmutableGuard.Tool.Manifests;

/// <summary><c>immutableguard manifest sign</c>: what the build does where it is given a key, for builds that must not see it.</summary>
internal static class SignManifest
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("file") { Description = "An .access.json, the assembly beside it, or an application's .access.app.json." };
        var key = new Option<string?>("--key") { Description = $"The private key (PEM). Default: the text of the environment variable {SigningKey.EnvironmentVariable}." };
        var command = new Command("sign", "Signs an access manifest into a DSSE envelope beside it.") { file, key };
        command.SetAction(parsed =>
        {
            var path = Envelope.PathOf(parsed.GetRequiredValue(file));
            var envelope = SignedStatement.Sign(Envelope.ReadBytes(Envelope.ManifestOf(parsed.GetRequiredValue(file))), Key(parsed.GetValue(key)));
            try
            {
                File.WriteAllText(path, envelope.Write() + "\n");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw ToolException.Unreadable(path, e);
            }

            terminal.Text.WriteLine($"Wrote {path}, signed by the key {envelope.Signatures[0].KeyId}.");
            return ExitCodes.Success;
        });
        return command;
    }

    private static SigningKey Key(string? path) => path is not null
        ? KeyFile.Read(path, SigningKey.Read)
        : KeyFile.Parse(SigningKey.EnvironmentVariable, Environment.GetEnvironmentVariable(SigningKey.EnvironmentVariable) ?? "", SigningKey.Read);
}
