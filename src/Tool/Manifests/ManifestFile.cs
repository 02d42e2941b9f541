using System.Security.Cryptography;
using ImmutableGuard.Inspection;
using ImmutableGuard.Json;
using ImmutableGuard.Manifests;

namespace ImmutableGuard.Tool.Manifests;

/// <summary>Finds the access manifest of a file that a person names.</summary>
internal static class ManifestFile
{
    private const string Remedy = "Name an assembly that was built with the package ImmutableGuard, its .access.json, or an application's .access.app.json.";

    /// <summary>Reads an application's manifest; null where the file is something else.</summary>
    /// <exception cref="ToolException">The file can't be read, or what means to be an application's manifest is none.</exception>
    public static AppStatement? ReadApplication(string path)
    {
        var bytes = Envelope.ReadBytes(path);
        return IsAssembly(bytes) ? null : ParseApplication(path, System.Text.Encoding.UTF8.GetString(bytes));
    }

    /// <summary>Reads the text of an application's manifest; null where it is something else.</summary>
    /// <param name="place">Where the text is from, as errors say it.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="ToolException">It isn't JSON, or what means to be an application's manifest is none.</exception>
    public static AppStatement? ParseApplication(string place, string text) =>
        Parse(place, text, json => AppStatement.IsMeant(JsonReader.Read(json)) ? AppStatement.Read(json) : null);

    /// <summary>
    /// Reads the manifest: of an assembly the stamped and proven one beside it, where that is about this assembly, else the one
    /// embedded in it.
    /// </summary>
    public static AccessManifest Read(string path, TextWriter warnings)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            return IsAssembly(bytes) ? ReadBeside(path, bytes, warnings) ?? ReadEmbedded(path) : Parse(path, File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ToolException.Unreadable(path, e);
        }
        catch (BadImageFormatException)
        {
            throw new ToolException(ToolException.NoManifest, path, "not a .NET assembly", Remedy);
        }
    }

    private static bool IsAssembly(ReadOnlySpan<byte> bytes) => bytes.StartsWith("MZ"u8);

    private static AccessManifest? ReadBeside(string assembly, byte[] bytes, TextWriter warnings)
    {
        var path = Path.ChangeExtension(assembly, null) + ManifestStatement.FileSuffix;
        if (!File.Exists(path))
            return null;
        var statement = Parse(path, File.ReadAllText(path), ManifestStatement.Read);
        if (statement.Sha256 == Convert.ToHexStringLower(SHA256.HashData(bytes)))
            return statement.Manifest;
        warnings.WriteLine(
            $"{path}: warning {ToolException.OtherBuild}: it is about another build than {assembly}. "
            + "What is shown is what the assembly says of itself, without stamp and proof; build again to get both.");
        return null;
    }

    private static AccessManifest ReadEmbedded(string path)
    {
        try
        {
            return AssemblyInspector.ReadManifest(path)
                ?? throw new ToolException(ToolException.NoManifest, path, "the assembly has no access manifest", Remedy);
        }
        catch (JsonSyntaxException e)
        {
            throw new ToolException(ToolException.NoManifest, path, $"its access manifest can't be read ({e.Problem})", Remedy);
        }
    }

    /// <summary>Reads the text of a statement, or of its predicate alone.</summary>
    /// <param name="place">Where the text is from, as errors say it.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="ToolException">The text is neither.</exception>
    public static AccessManifest Parse(string place, string text) => Parse(place, text, json =>
        JsonReader.Read(json) is JsonObject fields && fields["predicate"] is null
            ? ManifestReader.Read(fields)
            : ManifestStatement.Read(json).Manifest);

    private static T Parse<T>(string place, string text, Func<string, T> parse)
    {
        try
        {
            return parse(text);
        }
        catch (JsonSyntaxException e)
        {
            throw new ToolException(ToolException.NoManifest, $"{place}({e.Line},{e.Column})", e.Problem, Remedy);
        }
    }
}
