using ImmutableGuard.Manifests;

namespace ImmutableGuard.Analyzers.Guarding;

/// <summary>A site with its id and the file name that the manifest gives.</summary>
internal sealed record NumberedSite(string Id, string File, SiteModel Model)
{
    /// <summary>Gives each site its id: calls of one sink in one member are counted in the order of file and place.</summary>
    public static IReadOnlyList<NumberedSite> Number(IEnumerable<SiteModel> sites, BuildOptions options) =>
    [
        .. sites
            .GroupBy(site => (site.Member, site.Sink))
            .SelectMany(group => group
                .OrderBy(site => options.Relative(site.Path), StringComparer.Ordinal)
                .ThenBy(site => site.Position)
                .Select((site, ordinal) => new NumberedSite(SiteId.Create(site.Member, site.Sink, ordinal), options.Relative(site.Path), site)))
            .OrderBy(site => site.Model.Member, StringComparer.Ordinal)
            .ThenBy(site => site.File, StringComparer.Ordinal)
            .ThenBy(site => site.Model.Position),
    ];
}
