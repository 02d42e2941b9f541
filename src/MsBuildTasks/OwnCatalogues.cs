using ImmutableGuard.Sinks;
using Microsoft.Build.Framework;

namespace ImmutableGuard.MsBuildTasks;

/// <summary>The catalogue with the user's own files.</summary>
internal static class OwnCatalogues
{
    /// <summary>Reads the files. What can't be read in them was reported when they were compiled with (IG2006).</summary>
    public static SinkCatalogue Read(IEnumerable<ITaskItem> files) => SinkCatalogue.Embedded.With(
    [
        .. files.Select(file => file.ItemSpec).OrderBy(file => file, StringComparer.Ordinal)
            .SelectMany(file => SinkReader.Read(File.ReadAllText(file), out _)),
    ]);
}
