using System.CommandLine;

namespace ImmutableGuard.Build.Recall;

/// <summary><c>recall</c>: what the analyzers find in public code, against lists that were made by hand.</summary>
public static class RecallTarget
{
    /// <summary>Creates the target.</summary>
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "Holds a folder for each code base, named as its list in build/Recall/Lists, with the access manifests that its build wrote." };
        var command = new Command("recall", "Compares the access manifests of public code bases with lists of what they do, made by hand.") { folder };
        command.SetAction(parsed => Run(parsed.GetValue(folder)!.FullName));
        return command;
    }

    private static void Run(string folder)
    {
        List<Comparison> all = [];
        foreach (var list in SiteList.All())
        {
            var manifests = Path.Combine(folder, list.Name);
            if (!Directory.Exists(manifests))
            {
                Console.WriteLine($"{list.Name}: no folder {manifests}; build its commit {list.Commit} with the package and put the *.access.json files there");
                continue;
            }

            var sites = Directory.GetFiles(manifests, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(ReportedSite.Read).ToList();
            all.Add(Comparison.Of(list, sites));
        }

        foreach (var finding in all.SelectMany(comparison => comparison.Findings.Select(finding => $"{comparison.Name,-20}{finding}")))
            Console.WriteLine(finding);
        Console.WriteLine("| code base | sites | found | | near misses | false reports | right of all reports | told by the source | right | | limit wrong |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var comparison in all.Append(Comparison.Sum(all)))
            Console.WriteLine(comparison);
    }
}
