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

/// <summary>Checks an assembly, or the assemblies of an application, against the signed manifest. Nothing is taken from bytes that the key hasn't signed.</summary>
internal static class SignatureChecks
{
    /// <summary>The checks in their order; where the signature fails, there are no others.</summary>
    /// <param name="file">The path of the assembly, or of an application's manifest.</param>
    /// <param name="key">The key that must have signed.</param>
    /// <param name="commit">The commit it must be built from; null where any will do.</param>
    /// <param name="repository">A git repository in which the commit must exist; null where that isn't asked.</param>
    /// <exception cref="ToolException">Assembly or envelope can't be read.</exception>
    public static IEnumerable<SignatureCheck> Of(string file, VerifyingKey key, string? commit, string? repository)
    {
        var envelope = Envelope.ReadBeside(file);
        if (!SignedStatement.IsSignedBy(envelope, key))
        {
            yield return new("signature", false, $"none is by the key {key.Id}");
            yield break;
        }

        yield return new("signature", true, $"by the key {key.Id}");
        var isApplication = Envelope.IsApplication(file);
        if (envelope.PayloadType != DsseEnvelope.StatementType || (isApplication ? Application(envelope) : Single(envelope)) is not { } statements)
        {
            yield return new("statement", false, $"what was signed (of the type {envelope.PayloadType}) is no access manifest of {(isApplication ? "an application" : "an assembly")}");
            yield break;
        }

        var deployed = isApplication ? Deployed(file) : Enumerable.Empty<string>().ToLookup(path => path);
        foreach (var check in statements.Assemblies.SelectMany(statement => OfFile(isApplication ? Path.Combine(Path.GetDirectoryName(file) ?? "", statement.Assembly) : file, statement, isApplication))
            .Concat(statements.Dependencies.Select(dependency => OfDependency(dependency, deployed))))
            yield return check;
        var path = Envelope.ManifestOf(file);
        if (File.Exists(path))
            yield return Envelope.ReadBytes(path).AsSpan().SequenceEqual(envelope.Payload)
                ? new("manifest", true, $"{Path.GetFileName(path)} is what was signed")
                : new("manifest", false, $"{Path.GetFileName(path)} is something else than what was signed");
        // A guarded package was built elsewhere, from a commit of another repository: like any dependency it is held to its bytes.
        bool IsBuiltElsewhere(ManifestStatement statement) => isApplication && statement.Manifest.Tools is null;
        foreach (var package in statements.Assemblies.Where(IsBuiltElsewhere))
            yield return Named(new("commit", true, $"{package.Manifest.Stamp?.Commit ?? "not known"}, as it says of itself: it was built elsewhere, and not with the application"), [package]);
        foreach (var same in statements.Assemblies.Where(statement => !IsBuiltElsewhere(statement)).GroupBy(statement => statement.Manifest.Stamp))
        {
            yield return Named(Commit(same.Key, commit), same);
            if (repository is not null)
                yield return Named(Exists(same.Key?.Commit, repository), same);
        }

        SignatureCheck Named(SignatureCheck check, IEnumerable<ManifestStatement> whose) =>
            isApplication ? check with { Detail = $"{string.Join(", ", whose.Select(statement => statement.Assembly))}: {check.Detail}" } : check;
    }

    private static IEnumerable<SignatureCheck> OfFile(string path, ManifestStatement statement, bool named)
    {
        var whose = named ? statement.Assembly + ": " : "";
        if (named && !File.Exists(path))
        {
            yield return new("digest", false, $"{whose}it isn't there to be checked");
            yield break;
        }

        var sha256 = Convert.ToHexStringLower(SHA256.HashData(Envelope.ReadBytes(path)));
        yield return statement.Sha256 == sha256
            ? new("digest", true, $"{whose}sha256 {sha256}")
            : new("digest", false, $"{whose}signed is sha256 {statement.Sha256}, and the assembly's is {sha256}");
        var mvid = Mvid(path);
        yield return statement.Manifest.Mvid == mvid
            ? new("mvid", true, whose + mvid)
            : new("mvid", false, $"{whose}signed is {statement.Manifest.Mvid ?? "none"}, and the assembly's is {mvid}");
    }

    private static SignatureCheck OfDependency(Dependency dependency, ILookup<string, string> deployed)
    {
        var name = dependency.Name + ".dll";
        var found = deployed[name].Any(path => Convert.ToHexStringLower(SHA256.HashData(Envelope.ReadBytes(path))) == dependency.Sha256);
        return new("dependency", found, found ? $"{name} {dependency.Version}" : $"{name} with sha256 {dependency.Sha256} isn't there");
    }

    /// <summary>The assemblies beside a file, and deeper: what a platform needs of its own lies in <c>runtimes/</c>.</summary>
    private static ILookup<string, string> Deployed(string file) => Directory
        .EnumerateFiles(
            Path.GetDirectoryName(Path.GetFullPath(file))!, "*.dll",
            new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None })
        .ToLookup(path => Path.GetFileName(path), StringComparer.OrdinalIgnoreCase);

    private static AppStatement? Single(DsseEnvelope envelope) => Parse(envelope, text => new AppStatement("", [ManifestStatement.Read(text)], []));

    private static AppStatement? Application(DsseEnvelope envelope) => Parse(envelope, AppStatement.Read);

    private static AppStatement? Parse(DsseEnvelope envelope, Func<string, AppStatement> read)
    {
        try
        {
            return read(Encoding.UTF8.GetString(envelope.Payload));
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
