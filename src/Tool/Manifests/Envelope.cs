using System.Text;
using ImmutableGuard.Json;
using ImmutableGuard.Manifests;

namespace ImmutableGuard.Tool.Manifests;

/// <summary>The files that lie beside an assembly.</summary>
internal static class Envelope
{
    /// <summary>The path of an assembly or of its manifest, without the ending.</summary>
    public static string NameOf(string file) =>
        file.EndsWith(ManifestStatement.FileSuffix, StringComparison.OrdinalIgnoreCase) ? file[..^ManifestStatement.FileSuffix.Length] : Path.ChangeExtension(file, null);

    /// <summary>Whether a file is an application's manifest, by its name.</summary>
    public static bool IsApplication(string file) => file.EndsWith(AppStatement.FileSuffix, StringComparison.OrdinalIgnoreCase);

    /// <summary>The manifest of what a person names: of an application's manifest itself, else the one beside the assembly.</summary>
    public static string ManifestOf(string file) => IsApplication(file) ? file : NameOf(file) + ManifestStatement.FileSuffix;

    /// <summary>The signed envelope of what a person names.</summary>
    public static string PathOf(string file) =>
        IsApplication(file) ? file[..^AppStatement.FileSuffix.Length] + AppStatement.EnvelopeSuffix : NameOf(file) + DsseEnvelope.FileSuffix;

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="ToolException">It can't be read.</exception>
    public static byte[] ReadBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ToolException.Unreadable(path, e);
        }
    }

    /// <summary>The envelope beside an assembly, or beside an application's manifest.</summary>
    /// <exception cref="ToolException">There is none, or it is no envelope.</exception>
    public static DsseEnvelope ReadBeside(string assembly)
    {
        const string remedy = "Build with -p:ImmutableGuardSigningKey=<file>, or sign it: immutableguard manifest sign.";
        var path = PathOf(assembly);
        if (!File.Exists(path) && File.Exists(assembly))
            throw new ToolException(ToolException.NoEnvelope, path, "not found, so the manifest isn't signed", remedy);
        try
        {
            return DsseEnvelope.Read(Encoding.UTF8.GetString(ReadBytes(path)));
        }
        catch (JsonSyntaxException e)
        {
            throw new ToolException(ToolException.NoEnvelope, $"{path}({e.Line},{e.Column})", e.Problem, remedy);
        }
    }
}
