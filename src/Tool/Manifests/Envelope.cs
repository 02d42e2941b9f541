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

    /// <summary>The envelope beside an assembly.</summary>
    /// <exception cref="ToolException">There is none, or it is no envelope.</exception>
    public static DsseEnvelope ReadBeside(string assembly)
    {
        var path = NameOf(assembly) + DsseEnvelope.FileSuffix;
        try
        {
            return DsseEnvelope.Read(Encoding.UTF8.GetString(ReadBytes(path)));
        }
        catch (JsonSyntaxException e)
        {
            throw new ToolException(ToolException.NoEnvelope, $"{path}({e.Line},{e.Column})", e.Problem,
                "Build with -p:ImmutableGuardSigningKey=<file>, or sign it: immutableguard manifest sign.");
        }
    }
}
