using System.Collections.Immutable;
using ImmutableGuard.Sinks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ImmutableGuard.Analyzers.Catalogues;

/// <summary>The user's own catalogue files among a compilation's additional files.</summary>
internal static class CatalogueFiles
{
    private const string Extension = ".sinks";

    public static bool Is(AdditionalText file) => file.Path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>The texts of the catalogue files, in the order of their paths; empty where there is none.</summary>
    public static ImmutableArray<SourceText> TextsAmong(ImmutableArray<AdditionalText> files, CancellationToken cancellation) =>
    [
        .. files.Where(Is).OrderBy(file => file.Path, StringComparer.Ordinal).Select(file => file.GetText(cancellation)).OfType<SourceText>(),
    ];

    /// <summary>The sinks of some files. A line that can't be read gives none, and IG2006 says so.</summary>
    public static IReadOnlyList<Sink> Read(IEnumerable<string> texts) => [.. texts.SelectMany(text => SinkReader.Read(text, out _))];
}
