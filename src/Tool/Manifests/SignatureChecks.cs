using System.Security.Cryptography;
using System.Text;
using ImmutableGuard.Attestation;
using ImmutableGuard.Inspection;
using ImmutableGuard.Json;
using ImmutableGuard.Manifests;

namespace ImmutableGuard.Tool.Manifests;

/// <summary>One thing that was checked.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Holds">Whether it holds.</param>
/// <param name="Detail">What was seen.</param>
internal sealed record SignatureCheck(string Name, bool Holds, string Detail);

/// <summary>Checks an assembly against its signed manifest. Nothing is taken from bytes that the key hasn't signed.</summary>
internal static class SignatureChecks
{
    /// <summary>The checks in their order; where the signature fails, there are no others.</summary>
    /// <param name="assembly">The path of the assembly.</param>
    /// <param name="key">The key that must have signed.</param>
    /// <param name="commit">The commit it must be built from; null where any will do.</param>
    /// <param name="repository">A git repository in which the commit must exist; null where that isn't asked.</param>
    /// <exception cref="ToolException">Assembly or envelope can't be read.</exception>
    public static IEnumerable<SignatureCheck> Of(string assembly, VerifyingKey key, string? commit, string? repository)
    {
        var bytes = Envelope.ReadBytes(assembly);
        var envelope = Envelope.ReadBeside(assembly);
        if (!SignedStatement.IsSignedBy(envelope, key))
        {
            yield return new("signature", false, $"none is by the key {key.Id}");
            yield break;
        }

        yield return new("signature", true, $"by the key {key.Id}");
        if (Statement(envelope) is not { } statement)
        {
            yield return new("statement", false, $"what was signed is no access manifest but {envelope.PayloadType}");
            yield break;
        }

        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        yield return statement.Sha256 == sha256
            ? new("digest", true, $"sha256 {sha256}")
            : new("digest", false, $"signed is sha256 {statement.Sha256}, and the assembly's is {sha256}");
        var mvid = Mvid(assembly);
        yield return statement.Manifest.Mvid == mvid
            ? new("mvid", true, mvid)
            : new("mvid", false, $"signed is {statement.Manifest.Mvid ?? "none"}, and the assembly's is {mvid}");
        var path = Envelope.NameOf(assembly) + ManifestStatement.FileSuffix;
        if (File.Exists(path))
            yield return Envelope.ReadBytes(path).AsSpan().SequenceEqual(envelope.Payload)
                ? new("manifest", true, $"{Path.GetFileName(path)} is what was signed")
                : new("manifest", false, $"{Path.GetFileName(path)} is something else than what was signed");
        yield return Commit(statement.Manifest.Stamp, commit);
        if (repository is not null)
            yield return Exists(statement.Manifest.Stamp?.Commit, repository);
    }

    private static ManifestStatement? Statement(DsseEnvelope envelope)
    {
        try
        {
            return envelope.PayloadType == DsseEnvelope.StatementType ? ManifestStatement.Read(Encoding.UTF8.GetString(envelope.Payload)) : null;
        }
        catch (JsonSyntaxException)
        {
            return null;
        }
    }

    private static string Mvid(string assembly)
    {
        try
        {
            return ModuleVersion.Read(assembly);
        }
        catch (BadImageFormatException)
        {
            return "none, because it is no .NET assembly";
        }
    }

    private static SignatureCheck Commit(Stamp? stamp, string? expected) => stamp switch
    {
        { Commit: { } commit } when expected is not null && commit != expected.ToLowerInvariant() => new("commit", false, $"{commit}, not {expected}"),
        { Commit: { } commit, Dirty: false } => new("commit", true, $"{commit}, clean"),
        { Commit: { } commit, Dirty: true } => new("commit", false, $"{commit}, but the work tree held something else"),
        { Commit: { } commit } => new("commit", false, $"{commit}, but it isn't known whether the work tree was clean"),
        _ => new("commit", false, "not known"),
    };

    private static SignatureCheck Exists(string? commit, string repository)
    {
        // Only what is a commit id is handed to git; a branch of that name would be another commit tomorrow.
        if (commit is not { Length: 40 or 64 } || !commit.All(char.IsAsciiHexDigitLower))
            return new("repository", false, "there is no commit to look for");
        var (exitCode, _, error) = Git.Run(null, "-C", repository, "cat-file", "-e", commit + "^{commit}");
        return exitCode == 0
            ? new("repository", true, $"{repository} has the commit")
            : new("repository", false, error.Length == 0 ? $"{repository} doesn't have the commit" : $"{repository} doesn't have the commit ({error})");
    }
}
