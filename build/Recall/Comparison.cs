using System.Globalization;

namespace ImmutableGuard.Build.Recall;

/// <summary>A list held against what was reported of the same files.</summary>
public sealed class Comparison
{
    private readonly List<string> findings = [];

    private Comparison(string name) => Name = name;

    /// <summary>The list's name.</summary>
    public string Name { get; private init; }

    /// <summary>How many calls of the list change data.</summary>
    public int Sites { get; private set; }

    /// <summary>How many of them were found.</summary>
    public int Found { get; private set; }

    /// <summary>How many calls of the list only look like it.</summary>
    public int NearMisses { get; private set; }

    /// <summary>How many reports stand where nothing is changed.</summary>
    public int FalseReports { get; private set; }

    /// <summary>How many of the sites' effects can be told from the source.</summary>
    public int Told { get; private set; }

    /// <summary>Of how many of these operation and resource are right.</summary>
    public int Right { get; private set; }

    /// <summary>Of how many of those that are right a limit is told as the list has it.</summary>
    public int RightLimits { get; private set; }

    /// <summary>Each difference, for people.</summary>
    public IReadOnlyList<string> Findings => findings;

    /// <summary>The row's columns.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"| {Name} | {Sites} | {Found} | {Share(Found, Sites)} | {NearMisses} | {FalseReports} | {Share(Found, Found + FalseReports)} | {Told} | {Right} | {Share(Right, Told)} | {Right - RightLimits} |");

    /// <summary>Compares.</summary>
    public static Comparison Of(SiteList list, IReadOnlyList<ReportedSite> sites)
    {
        var comparison = new Comparison(list.Name);
        var listed = list.Calls.ToLookup(call => (call.File, call.Line));
        var reported = sites.Where(site => list.Files.TryGetValue(site.File, out var lines) && site.Line >= lines.From && site.Line <= lines.To)
            .ToLookup(site => (site.File, site.Line));
        foreach (var place in listed.Select(calls => calls.Key).Union(reported.Select(group => group.Key)).Order())
            comparison.Compare([.. listed[place]], [.. reported[place]]);
        return comparison;
    }

    /// <summary>All rows as one.</summary>
    public static Comparison Sum(IReadOnlyCollection<Comparison> all) => new("all")
    {
        Sites = all.Sum(one => one.Sites),
        Found = all.Sum(one => one.Found),
        NearMisses = all.Sum(one => one.NearMisses),
        FalseReports = all.Sum(one => one.FalseReports),
        Told = all.Sum(one => one.Told),
        Right = all.Sum(one => one.Right),
        RightLimits = all.Sum(one => one.RightLimits),
    };

    // Several calls may stand in one line: those of one name are taken in their order, the others as they are left.
    private void Compare(List<ListedCall> calls, List<ReportedSite> sites)
    {
        foreach (var isNamed in (bool[])[true, false])
            foreach (var call in calls.ToList())
            {
                var site = sites.FirstOrDefault(site => isNamed ? site.Call == call.Call : site.IsReported && !call.IsNearMiss);
                if (site is null && isNamed)
                    continue;
                calls.Remove(call);
                if (site is not null)
                    sites.Remove(site);
                Count(call, site);
            }

        foreach (var site in sites.Where(site => site.IsReported))
            CountFalse(site);
    }

    private void Count(ListedCall call, ReportedSite? site)
    {
        if (call.IsOpen)
            return;
        if (call.IsNearMiss)
        {
            NearMisses++;
            if (site is { IsReported: true })
                CountFalse(site);
            return;
        }

        Sites++;
        if (site is null || !(site.IsReported || site.IsGiven))
        {
            findings.Add($"missed  {call}: {call.Expected}");
            Told += call.IsTold ? 1 : 0;
            return;
        }

        Found++;
        if (!call.IsTold)
            return;
        Told++;
        if (!ListedEffects.AreTold(call, site))
        {
            findings.Add($"wrong   {site}, not {call.Expected}");
            return;
        }

        Right++;
        if (ListedEffects.AreLimitsTold(call, site))
            RightLimits++;
        else
            findings.Add($"limit   {site}, not {call.Expected}");
    }

    private void CountFalse(ReportedSite site)
    {
        FalseReports++;
        findings.Add($"false   {site}");
    }

    private static string Share(int part, int whole) =>
        whole == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0.0} %");
}
