using ImmutableGuard.Attestation;
using ImmutableGuard.Json;
using ImmutableGuard.Manifests;
using Microsoft.Build.Framework;

namespace ImmutableGuard.MsBuildTasks;

/// <summary>
/// Signs the access manifest into a DSSE envelope where a key is given (IG3009 where that fails). The key of the environment is
/// read here and not passed as a property: a build's log holds properties.
/// </summary>
public sealed class SignManifest : ReportingTask
{
    private const string Id = "IG3009";

    /// <summary>The manifest file that <see cref="InspectAssembly"/> wrote.</summary>
    [Required]
    public string ManifestFile { get; set; } = "";

    /// <summary>The envelope to write. Removed where no key is given: an older one would be of another manifest.</summary>
    [Required]
    public string EnvelopeFile { get; set; } = "";

    /// <summary>
    /// Where the envelope is copied to. Where no key is given, one that lies there and is of another manifest is removed; one that was made
    /// afterwards for this manifest stays. Default: nothing is looked at.
    /// </summary>
    public string DeployedEnvelopeFile { get; set; } = "";

    /// <summary>The file with the key (PEM). Default: the key in the environment variable <c>IMMUTABLEGUARD_SIGNING_KEY</c>, if it is set.</summary>
    public string KeyFile { get; set; } = "";

    /// <summary>The key's text in the environment; null for that of this process. Not a parameter: MSBuild sees public ones only.</summary>
    internal string? EnvironmentKey { get; init; }

    private protected override string Step => $"{base.Step} {Path.GetFileName(ManifestFile)}";

    private protected override bool Look()
    {
        var place = KeyFile.Length > 0 ? KeyFile : SigningKey.EnvironmentVariable;
        try
        {
            var pem = KeyFile.Length > 0 ? File.ReadAllText(KeyFile) : EnvironmentKey ?? Environment.GetEnvironmentVariable(place);
            // Both signatures are the same each time, so an envelope that is right isn't written again.
            var text = string.IsNullOrWhiteSpace(pem) ? null : SignedStatement.Sign(File.ReadAllBytes(ManifestFile), SigningKey.Read(pem!)).Write() + "\n";
            if (text is null)
            {
                File.Delete(EnvelopeFile);
                if (File.Exists(DeployedEnvelopeFile) && !IsOfTheManifest(DeployedEnvelopeFile))
                    File.Delete(DeployedEnvelopeFile);
            }
            else
                OutputFile.Write(EnvelopeFile, text);
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            Report(Id, isError: true, place, 0, 0, $"The access manifest can't be signed: {e.Message.TrimEnd('.')}.");
        }

        return true;
    }

    private bool IsOfTheManifest(string envelope)
    {
        try
        {
            return DsseEnvelope.Read(File.ReadAllText(envelope)).Payload.SequenceEqual(File.ReadAllBytes(ManifestFile));
        }
        catch (JsonSyntaxException)
        {
            return false;
        }
    }
}
