using System.Text;

namespace ImmutableGuard.Build.Documentation;

/// <summary>The page that lists what the catalogue knows, file by file.</summary>
public static class LibrariesPage
{
    private static readonly string Sinks = Repository.In("src", "Model", "Sinks");

    /// <summary>The page's path.</summary>
    public static string Path { get; } = Repository.In("docs", "libraries.md");

    /// <summary>The page as the catalogue's files say it: each begins with a comment whose first sentence names its libraries.</summary>
    /// <exception cref="BuildFailedException">A file has no such comment.</exception>
    public static string Write()
    {
        var files = Directory.GetFiles(Sinks, "*.sinks").Order(StringComparer.Ordinal).Select(file => (Name: System.IO.Path.GetFileName(file), Lines: File.ReadAllLines(file))).ToList();
        var page = new StringBuilder($"""
            # What the catalogue knows

            <!-- Written by 'dotnet run --project build -- docs' from src/Model/Sinks. -->

            {files.Sum(file => Count(file.Lines)):N0} lines in {files.Count} files; {files.Sum(file => Unverified(file.Lines)):N0} of them [no test looks up](catalogue.md#what-isnt-verified). A line stands for every overload of a method,
            and `[Async]` in it for its twin. How they are written, and what counts as what, is told in [the catalogue](catalogue.md).

            | file | of | lines | not looked up |
            |---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var (name, lines) in files)
            page.Append($"| [{name}](../src/Model/Sinks/{name}) | {Subject(name, lines)} | {Count(lines)} | {(Unverified(lines) is > 0 and var some ? some : "")} |\n");
        return page.ToString();
    }

    private static int Count(IEnumerable<string> lines) => lines.Count(IsSink);

    private static int Unverified(IEnumerable<string> lines) => lines.Count(line => IsSink(line) && line.Contains(" unverified", StringComparison.Ordinal));

    private static bool IsSink(string line) => line.StartsWith("M:", StringComparison.Ordinal);

    private static string Subject(string name, IEnumerable<string> lines)
    {
        var comment = string.Join(' ', lines.TakeWhile(line => line.StartsWith('#')).Select(line => line[1..].Trim()));
        if (comment.Length == 0)
            throw new BuildFailedException($"{name} doesn't begin with a comment that names its libraries");
        return comment.Split(". ")[0].TrimEnd('.');
    }
}
