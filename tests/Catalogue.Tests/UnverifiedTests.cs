namespace ImmutableGuard.Catalogue.Tests;

public class UnverifiedTests
{
    [Fact]
    public void Documentation_lists_exactly_the_files_with_lines_that_could_not_be_checked()
    {
        var marked =
            from file in CatalogueLine.All.GroupBy(line => line.File)
            let unverified = file.Count(line => line.Sinks.Any(sink => sink.Unverified))
            where unverified > 0
            select $"- `{file.Key}`: {(unverified == file.Count() ? "all lines" : $"{unverified} of {file.Count()} lines")}";
        var listed = File.ReadLines(Page()).Where(line => line.StartsWith("- `", StringComparison.Ordinal) && line.Contains(".sinks`", StringComparison.Ordinal));

        Assert.Equal(marked.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    private static string Page()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ImmutableGuard.sln")))
            folder = folder.Parent;
        return Path.Combine(folder.FullName, "docs", "catalogue.md");
    }
}
