using ImmutableGuard.Sinks;
using Microsoft.Build.Framework;

namespace ImmutableGuard.MsBuildTasks;

/// <summary>The catalogue with the user's own files.</summary>
internal static class OwnCatalogues
{
    /// <summary>Reads the files. What can't be read in them was reported when they were compiled with (IG2006).</summary>
    public static SinkCatalogue Read(IEnumerable<ITaskItem> files) => SinkCatalogue.Embedded.With([.. Texts(files).SelectMany(text => SinkReader.Read(text, out _))]);

    /// <summary>What the files and the catalogue say of whole libraries, in this order.</summary>
    public static IReadOnlyList<ToldLibrary> ReadLibraries(IEnumerable<ITaskItem> files) =>
        [.. Texts(files).Concat(SinkCatalogue.EmbeddedFiles().Select(file => file.Text)).SelectMany(SinkReader.ReadLibraries)];

    private static IEnumerable<string> Texts(IEnumerable<ITaskItem> files) =>
        files.Select(file => file.ItemSpec).OrderBy(file => file, StringComparer.Ordinal).Select(File.ReadAllText);
}
