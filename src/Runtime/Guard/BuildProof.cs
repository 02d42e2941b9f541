#if NET
using System.Diagnostics.CodeAnalysis;
#endif
using System.Reflection;
using System.Security.Cryptography;
using ImmutableGuard.Json;
using ImmutableGuard.Manifests;

namespace ImmutableGuard.Runtime;

/// <summary>
/// What the file <c>&lt;Name&gt;.access.json</c> beside an assembly proves: that these bytes are the ones the build looked at, and
/// which commit they came from.
/// </summary>
/// <param name="Stamp">Where the build came from; null where that isn't known.</param>
/// <param name="ManifestDigest">The SHA-256 of the file's bytes, in lower-case hex; null where there is no file.</param>
/// <param name="Error">The id of what is wrong; null where nothing is.</param>
/// <param name="Problem">What is wrong and what to do about it; null where nothing is.</param>
internal sealed record BuildProof(Stamp? Stamp, string? ManifestDigest, string? Error, string? Problem)
{
    public static BuildProof Of(Assembly assembly)
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
        var binary = Path.Combine(folder, statement.Assembly);
        // In a single-file application there are no bytes of the assembly to look at: the manifest is taken as it is.
        return File.Exists(binary) && Sha256(File.ReadAllBytes(binary)) != statement.Sha256
            ? new(fallback, digest, GuardErrors.ManifestMismatch,
                $"the access manifest {path} belongs to another build of {statement.Assembly}. Deploy the files of one build together")
            : new(statement.Manifest.Stamp ?? fallback, digest, null, null);
    }

    public static string Sha256(byte[] bytes)
    {
        using var sha256 = SHA256.Create();
        return BitConverter.ToString(sha256.ComputeHash(bytes)).Replace("-", "").ToLowerInvariant();
    }

#if NET
    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "An empty location is handled: the application's folder is taken.")]
#endif
    private static string Folder(Assembly assembly) =>
        assembly.Location is { Length: > 0 } location ? Path.GetDirectoryName(location)! : AppContext.BaseDirectory;

    /// <summary>The commit that the SDK puts behind the version's plus sign.</summary>
    private static Stamp? StampOf(Assembly assembly)
    {
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        var plus = version?.IndexOf('+') ?? -1;
        return plus < 0 ? null : new Stamp(version!.Substring(plus + 1), null, null, null, null);
    }
}
