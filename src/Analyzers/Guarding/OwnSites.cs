using System.Collections.Immutable;
using ImmutableGuard.Analyzers.Sites;
using ImmutableGuard.Sinks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImmutableGuard.Analyzers.Guarding;

/// <summary>
/// The sites of the sinks in the user's own catalogue files. A syntax provider can't be given those files, so they are looked for
/// by themselves, and only where there are such files.
/// </summary>
internal static class OwnSites
{
    /// <summary>The sites whose method has the name of one of the user's own sinks; what ships with this release counts there too.</summary>
    public static EquatableArray<SiteModel> Find(Compilation compilation, IReadOnlyList<Sink> own, CancellationToken cancellation)
    {
        if (own.Count == 0 || SiteFinder.For(compilation, SinkCatalogue.Embedded.With(own), []) is not { } finder)
            return new([]);
        var names = new HashSet<string>(own.Select(sink => sink.Method), StringComparer.Ordinal);
        var found = new List<SiteModel>();
        foreach (var tree in compilation.SyntaxTrees)
        {
            var model = new Lazy<SemanticModel>(() => compilation.GetSemanticModel(tree));
            foreach (var name in tree.GetRoot(cancellation).DescendantNodes().OfType<SimpleNameSyntax>())
                if (names.Contains(name.Identifier.ValueText) && SiteReader.Read(name, model.Value, finder, cancellation) is { } site)
                    found.Add(site);
        }

        return new(found);
    }

    /// <summary>All sites; at a place that both know, the user's own line counts.</summary>
    public static EquatableArray<SiteModel> Merge(ImmutableArray<SiteModel?> sites, EquatableArray<SiteModel> own)
    {
        var places = new HashSet<(string, int)>(own.Select(site => (site.Path, site.Position)));
        return new([.. sites.OfType<SiteModel>().Where(site => !places.Contains((site.Path, site.Position))), .. own]);
    }
}
