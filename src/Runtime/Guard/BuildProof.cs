#if NET
using System.Diagnostics.CodeAnalysis;
#endif
using System.Reflection;
using System.Security.Cryptography;
using ImmutableGuard.Json;
using ImmutableGuard.Manifests;
using ImmutableGuard.Policies;

namespace ImmutableGuard.Runtime;

/// <summary>
/// What the file <c>&lt;Name&gt;.access.json</c> beside an assembly proves: that these bytes are the ones the build looked at, which commit
/// they came from, and where it is asked for who signed it.
/// </summary>
/// <param name="Stamp">Where the build came from; null where that isn't known.</param>
/// <param name="ManifestDigest">The SHA-256 of the file's bytes, in lower-case hex; null where there is no file.</param>
/// <param name="Error">The id of what is wrong; null where nothing is.</param>
/// <param name="Problem">What is wrong and what to do about it; null where nothing is.</param>
internal sealed record BuildProof(Stamp? Stamp, string? ManifestDigest, string? Error, string? Problem)
{
    /// <summary>Looks at the files beside an assembly.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="build">What the policy asks of the build.</param>
    /// <param name="publicKey">The key that must have signed the manifest, as PEM; null where no signature is asked for.</param>
    /// <param name="verifier">What verifies a signature instead of the key; null where the key does.</param>
    public static BuildProof Of(Assembly assembly, BuildRequirements build, string? publicKey, Func<byte[], byte[], bool>? verifier = null)
    {
        var name = assembly.GetName().Name!;
        var folder = Folder(assembly);
        var path = Path.Combine(folder, name + ManifestStatement.FileSuffix);
        var fallback = StampOf(assembly);
        byte[] bytes;
        ManifestStatement statement;
        try
        {
            bytes = File.ReadAllBytes(path);
            statement = ManifestStatement.Read(System.Text.Encoding.UTF8.GetString(bytes));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonSyntaxException)
        {
            return new(fallback, null, GuardErrors.ManifestMissing,
                $"the access manifest {path} can't be read ({e.Message.TrimEnd('.')}). Deploy it together with {name}.dll: the build writes both");
        }

        var digest = Sha256(bytes);
        if (!IsOf(statement, assembly))
            return new(fallback, digest, GuardErrors.ManifestMismatch,
                $"the access manifest {path} belongs to another build of {name}.dll. Deploy the files of one build together");
        if ((publicKey is not null || verifier is not null)
            && WhyNotSigned(Path.Combine(folder, name + DsseEnvelope.FileSuffix), bytes, publicKey, verifier) is { } problem)
            return new(fallback, digest, GuardErrors.ManifestNotSigned, problem);
        var stamp = statement.Manifest.Stamp ?? fallback;
        return build.RequireClean == "always" && stamp?.Dirty != false
            ? new(stamp, digest, GuardErrors.DirtyBuild,
                $"{(stamp?.Dirty is null ? "whether the work tree was clean isn't known" : "the work tree held what the commit doesn't")}, and the policy's \"requireClean\" is \"always\". Build it from a clean checkout")
            : new(stamp, digest, null, null);
    }

    /// <summary>
    /// Whether a manifest speaks of an assembly. It is the assembly's own file that is asked, whatever name the manifest says: one that names
    /// a file that isn't there must not pass for that of a program without files.
    /// </summary>
    private static bool IsOf(ManifestStatement statement, Assembly assembly)
    {
        var location = Location(assembly);
        if (location.Length > 0)
            return string.Equals(Path.GetFileName(location), statement.Assembly, StringComparison.OrdinalIgnoreCase) && Sha256(File.ReadAllBytes(location)) == statement.Sha256;
        // In a single-file or native program there are no bytes of the assembly to look at, but mostly the module's id.
        var beside = Path.Combine(AppContext.BaseDirectory, assembly.GetName().Name + ".dll");
        return string.Equals(Path.GetFileNameWithoutExtension(statement.Assembly), assembly.GetName().Name, StringComparison.OrdinalIgnoreCase)
            && (!File.Exists(beside) || Sha256(File.ReadAllBytes(beside)) == statement.Sha256)
            && (statement.Manifest.Mvid is null || ModuleId(assembly) is not { } id || id == statement.Manifest.Mvid);
    }

    private static string? ModuleId(Assembly assembly)
    {
        try
        {
            return assembly.ManifestModule.ModuleVersionId.ToString("D");
        }
        catch (Exception e) when (e is InvalidOperationException or NotSupportedException)
        {
            return null;
        }
    }

    private static string? WhyNotSigned(string path, byte[] manifest, string? publicKey, Func<byte[], byte[], bool>? verifier)
    {
        try
        {
            verifier ??= TrustedKey.Read(publicKey!).Verifies;
        }
        catch (FormatException e)
        {
            return $"the public key of this process can't be used: {e.Message}. It comes from GuardOptions.PublicKey or IMMUTABLEGUARD_PUBLIC_KEY";
        }

        DsseEnvelope envelope;
        try
        {
            envelope = DsseEnvelope.Read(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonSyntaxException)
        {
            return $"the signed manifest {path} can't be read ({e.Message.TrimEnd('.')}). Build with ImmutableGuardSigningKey and deploy the file together with the assembly";
        }

        var message = DsseEnvelope.PreAuthentication(envelope.PayloadType, envelope.Payload);
        if (!envelope.Signatures.Any(signature => verifier(message, signature.Bytes)))
            return $"no signature of {path} is of the key that this process trusts. Sign the build with that key, or give the process the key's public half";
        return envelope.PayloadType == DsseEnvelope.StatementType && envelope.Payload.SequenceEqual(manifest)
            ? null
            : $"what {path} signs isn't the access manifest beside it. Deploy the files of one build together";
    }

    public static string Sha256(byte[] bytes)
    {
        using var sha256 = SHA256.Create();
        return BitConverter.ToString(sha256.ComputeHash(bytes)).Replace("-", "").ToLowerInvariant();
    }

    /// <summary>Whether an assembly is a file; in a single-file or native program it is none.</summary>
    public static bool IsFile(Assembly assembly) => Location(assembly).Length > 0;

    private static string Folder(Assembly assembly) => IsFile(assembly) ? Path.GetDirectoryName(Location(assembly))! : AppContext.BaseDirectory;

#if NET
    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "An empty location is handled: the application's folder is taken.")]
#endif
    private static string Location(Assembly assembly) => assembly.Location;

    /// <summary>The commit that the SDK puts behind the version's plus sign.</summary>
    private static Stamp? StampOf(Assembly assembly)
    {
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        var plus = version?.IndexOf('+') ?? -1;
        return plus < 0 ? null : new Stamp(version!.Substring(plus + 1), null, null, null, null);
    }
}
