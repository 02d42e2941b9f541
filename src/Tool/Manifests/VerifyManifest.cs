using System.CommandLine;
using ImmutableGuard.Attestation;
using ImmutableGuard.Json;

namespace ImmutableGuard.Tool.Manifests;

/// <summary><c>immutableguard manifest verify</c>: whether an assembly is what a signed manifest speaks of, built from a commit.</summary>
internal static class VerifyManifest
{
    public static Command Create(Terminal terminal)
    {
        var assembly = new Argument<string>("assembly") { Description = "The assembly, or an application's .access.app.json; the signed envelope lies beside it." };
        var key = new Option<string>("--key") { Description = "The public key (PEM).", Required = true };
        var commit = new Option<string?>("--commit") { Description = "The full id of the commit it must be built from." };
        var repository = new Option<string?>("--repository") { Description = "A git repository in which the commit must exist." };
        var json = new Option<bool>("--json") { Description = "Print the checks as canonical JSON." };
        var command = new Command("verify", "Verifies the signed access manifest of an assembly or an application.") { assembly, key, commit, repository, json };
        command.SetAction(parsed =>
        {
            var checks = SignatureChecks.Of(
                parsed.GetRequiredValue(assembly), KeyFile.Read(parsed.GetRequiredValue(key), VerifyingKey.Read),
                parsed.GetValue(commit), parsed.GetValue(repository)).ToList();
            var verified = checks.TrueForAll(check => check.Holds);
            if (parsed.GetValue(json))
                terminal.Text.WriteLine(Write(checks, verified));
            else
                Show(checks, verified, terminal);
            return verified ? ExitCodes.Success : ExitCodes.Finding;
        });
        return command;
    }

    private static void Show(IEnumerable<SignatureCheck> checks, bool verified, Terminal terminal)
    {
        foreach (var check in checks)
            terminal.Text.WriteLine($"{(check.Holds ? "ok    " : "FAILED")}  {check.Name,-10}  {check.Detail}");
        terminal.Text.WriteLine(verified ? "Verified." : "Not verified.");
    }

    private static JsonObject Write(IEnumerable<SignatureCheck> checks, bool verified) => new()
    {
        { "verified", verified },
        {
            "checks", new JsonArray(checks.Select(check => new JsonObject
            {
                { "name", check.Name }, { "holds", check.Holds }, { "detail", check.Detail },
            }))
        },
    };
}
