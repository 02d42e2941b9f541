using ImmutableGuard.Inspection;
using ImmutableGuard.Json;
using ImmutableGuard.Manifests;

namespace ImmutableGuard.Tool.Manifests;

/// <summary>Finds the access manifest of a file that a person names.</summary>
internal static class ManifestFile
{
    /// <summary>
    /// The manifest of an assembly or of a manifest file. For an assembly it is the stamped one beside it, else the one embedded in it.
    /// </summary>
    public static AccessManifest Read(string path)
    {
        var beside = Path.ChangeExtension(path, null) + ManifestStatement.FileSuffix;
        try
        {
            if (!IsAssembly(path))
                return ReadJson(File.ReadAllText(path));
            return File.Exists(beside) ? ReadJson(File.ReadAllText(beside)) : AssemblyInspector.ReadManifest(path) ?? throw NotGuarded(path, "no access manifest is embedded in it");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ToolException.Unreadable(path, e);
        }
        catch (BadImageFormatException e)
        {
            throw NotGuarded(path, e.Message);
        }
        catch (JsonSyntaxException e)
        {
            throw NotGuarded($"{path}({e.Line},{e.Column})", e.Problem);
        }
    }

    private static bool IsAssembly(string path) =>
        Path.GetExtension(path).ToUpperInvariant() is ".DLL" or ".EXE";

    private static ToolException NotGuarded(string place, string problem) => new(
        ToolException.NoManifest, place, problem, "Name an assembly that was built with the package ImmutableGuard, or its .access.json.");

    private static AccessManifest ReadJson(string text) =>
        JsonReader.Read(text) is JsonObject json && json["predicate"] is null
            ? ManifestReader.Read(json)
            : ManifestStatement.Read(text).Manifest;
}
