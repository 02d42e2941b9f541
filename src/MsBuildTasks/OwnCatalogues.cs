using ImmutableGuard.Sinks;
using Microsoft.Build.Framework;

namespace ImmutableGuard.MsBuildTasks;

/// <summary>The catalogue with the user's own files.</summary>
internal static class OwnCatalogues
{
    /// <summary>Reads the files. What can't be read in them was reported when they were compiled with (IG2006).</summary>
    public static SinkCatalogue Read(IEnumerable<ITaskItem> files) => SinkCatalogue.Embedded.With([.. Texts(files).SelectMany(text => SinkReader.Read(text, out _))]);

    /// <summary>What the catalogue that ships with this release says of whole libraries.</summary>
    public static IReadOnlyList<ToldLibrary> ShippedLibraries => [.. SinkCatalogue.EmbeddedFiles().SelectMany(file => SinkReader.ReadLibraries(file.Text))];

    /// <summary>What the files say of whole libraries.</summary>
    public static IReadOnlyList<ToldLibrary> ReadLibraries(IEnumerable<ITaskItem> files) => [.. Texts(files).SelectMany(SinkReader.ReadLibraries)];

    private static IEnumerable<string> Texts(IEnumerable<ITaskItem> files) =>
        files.Select(file => file.ItemSpec).OrderBy(file => file, StringComparer.Ordinal).Select(File.ReadAllText);
}
