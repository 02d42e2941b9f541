using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ImmutableGuard.Analyzers.Sites.Strings;

/// <summary>A file of SQL that is part of the project.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Resource">The name under which it is embedded in the assembly; null where it isn't.</param>
/// <param name="Text">What stands in it.</param>
internal sealed record TextFile(string Path, string? Resource, SourceText Text)
{
    public bool Equals(TextFile? other) => other is not null && Path == other.Path && Resource == other.Resource && (Text == other.Text || Text.ContentEquals(other.Text));

    public override int GetHashCode() => Path.GetHashCode();
}

/// <summary>The files of SQL among a compilation's additional files.</summary>
internal static class TextFiles
{
    private const string Extension = ".sql";

    // The package's targets write it.
    private const string ResourceName = "build_metadata.AdditionalFiles.ImmutableGuardResource";

    /// <summary>Whether a file is read for the texts it holds.</summary>
    public static bool Is(AdditionalText file) => file.Path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>The file; null where it can't be read.</summary>
    public static TextFile? Read(AdditionalText file, AnalyzerConfigOptionsProvider configuration, CancellationToken cancellation) =>
        file.GetText(cancellation) is { } text
            ? new(file.Path.Replace('\\', '/'), configuration.GetOptions(file).TryGetValue(ResourceName, out var name) && name.Length > 0 ? name : null, text)
            : null;

    /// <summary>The files of SQL, in the order of their paths.</summary>
    public static ImmutableArray<TextFile> Among(AnalyzerOptions options, CancellationToken cancellation) =>
    [
        .. options.AdditionalFiles.Where(Is).Select(file => Read(file, options.AnalyzerConfigOptionsProvider, cancellation)).OfType<TextFile>()
            .OrderBy(file => file.Path, StringComparer.Ordinal),
    ];

    /// <summary>What an embedded resource holds; null where none has the name.</summary>
    public static string? OfResource(this ImmutableArray<TextFile> files, string name) =>
        files.Where(file => file.Resource == name).ToList() is [var only] ? only.Text.ToString() : null;

    /// <summary>What a file holds of which the last parts of the path are known; null where no file, or more than one, ends like that.</summary>
    /// <param name="files">The files.</param>
    /// <param name="path">The path, with a hole for what isn't known in front.</param>
    public static string? OfPath(this ImmutableArray<TextFile> files, string path)
    {
        var known = path.Replace('\\', '/').Substring(path.LastIndexOf(Sql.SqlEffects.Hole) + 1).TrimStart('/');
        var parts = known.Split('/').SkipWhile(part => part == ".").ToList();
        if (parts.Contains("..") || parts.Contains("") || path.LastIndexOf(Sql.SqlEffects.Hole) >= 0 && !path.Replace('\\', '/').EndsWith("/" + known, StringComparison.Ordinal))
            return null;
        var end = "/" + string.Join("/", parts);
        return files.Where(file => ("/" + file.Path).EndsWith(end, StringComparison.Ordinal)).ToList() is [var only] ? only.Text.ToString() : null;
    }
}
