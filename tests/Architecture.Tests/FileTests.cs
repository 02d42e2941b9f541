using System.Text.RegularExpressions;

namespace ImmutableGuard.Architecture.Tests;

/// <summary>What the files must look like.</summary>
public partial class FileTests
{
    private const int LongestFile = 400;

    [Fact]
    public void No_source_file_is_longer_than_400_lines()
    {
        var tooLong =
            from folder in (string[])["src", "tests", "build", "benchmarks"]
            from file in Repository.Files(folder, ".cs")
            let lines = File.ReadLines(file).Count()
            where lines > LongestFile
            select $"{Repository.Relative(file)}: {lines} lines";

        Assert.Empty(tooLong);
    }

    [Fact]
    public void Every_decision_has_a_number_of_its_own()
    {
        var files = Repository.Files("docs/decisions", ".md").Select(file => Path.GetFileName(file)!).ToList();

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Matches(DecisionFile(), file));
        Assert.Equal(files.Count, files.Select(file => file[..4]).Distinct().Count());
    }

    [Fact]
    public void Every_link_in_the_documentation_leads_somewhere()
    {
        var broken =
            from file in Repository.Files("docs", ".md").Concat(Directory.EnumerateFiles(Repository.Root, "*.md"))
            from Match link in Link().Matches(File.ReadAllText(file))
            let target = link.Groups["target"].Value
            where !target.Contains("://", StringComparison.Ordinal) && !Path.Exists(Path.Combine(Path.GetDirectoryName(file)!, target))
            select $"{Repository.Relative(file)}: {target}";

        Assert.Empty(broken);
    }

    [GeneratedRegex(@"^\d{4}-[a-z0-9-]+\.md$")]
    private static partial Regex DecisionFile();

    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)(#[^)]*)?\)")]
    private static partial Regex Link();
}
