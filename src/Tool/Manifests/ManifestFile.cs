using ImmutableGuard.Json;
using ImmutableGuard.Manifests;

namespace ImmutableGuard.Tool.Manifests;

/// <summary>Finds the access manifest of a file that a person names.</summary>
internal static class ManifestFile
{
    public static AccessManifest Read(string path)
    {
        try
        {
            return ReadJson(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ToolException.Unreadable(path, e);
        }
        catch (JsonSyntaxException e)
        {
            throw new ToolException(
                ToolException.NoManifest, $"{path}({e.Line},{e.Column})", e.Problem,
                "Name an assembly that was built with the package ImmutableGuard, or its .access.json.");
        }
    }

    private static AccessManifest ReadJson(string text) =>
        JsonReader.Read(text) is JsonObject json && json["predicate"] is null
            ? ManifestReader.Read(json)
            : ManifestStatement.Read(text).Manifest;
}
