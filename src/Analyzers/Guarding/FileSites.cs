using System.Collections.Immutable;
using ImmutableGuard.Analyzers.Sites;
using ImmutableGuard.Analyzers.Sites.Values;
using ImmutableGuard.Sinks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImmutableGuard.Analyzers.Guarding;

/// <summary>
/// The sites whose text stands in a file of the project. A syntax provider can't be given those files, so what it could not tell is
/// looked at again, and only where there are such files.
/// </summary>
internal static class FileSites
{
    /// <summary>The sites, with what the files tell of those that weren't complete.</summary>
    /// <param name="sites">The sites, as far as the source alone tells.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="own">The user's own sinks.</param>
    /// <param name="files">The files of SQL.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static EquatableArray<SiteModel> Complete(
        EquatableArray<SiteModel> sites, Compilation compilation, IReadOnlyList<Sink> own, ImmutableArray<TextFile> files, CancellationToken cancellation)
    {
        if (files.IsEmpty || sites.All(site => site.Reason is null) || SiteFinder.For(compilation, SinkCatalogue.Embedded.With(own), files) is not { } finder)
            return sites;
        var trees = compilation.SyntaxTrees.ToLookup(tree => tree.FilePath, StringComparer.Ordinal);
        return new(sites.Select(site => site.Reason is null ? site : trees[site.Path].Select(tree => Again(site, tree, compilation, finder, cancellation)).FirstOrDefault() ?? site));
    }

    private static SiteModel? Again(SiteModel site, SyntaxTree tree, Compilation compilation, SiteFinder finder, CancellationToken cancellation) =>
        tree.GetRoot(cancellation).FindToken(site.Position).Parent is SimpleNameSyntax name ? SiteReader.Read(name, compilation.GetSemanticModel(tree), finder, cancellation) : null;
}
