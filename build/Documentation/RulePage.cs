using System.Text.RegularExpressions;

namespace ImmutableGuard.Build.Documentation;

/// <summary>The page of a rule, as far as the index needs it.</summary>
/// <param name="Id">For example <c>IG1001</c>.</param>
/// <param name="Title">What the rule is called.</param>
/// <param name="Default">How it is reported unless told otherwise.</param>
public sealed partial record RulePage(string Id, string Title, string Default)
{
    /// <summary>Reads a page: a first line <c># IG1001: Title</c>, and a row <c>| Default | … |</c>.</summary>
    /// <exception cref="BuildFailedException">The page has another form.</exception>
    public static RulePage Read(string file)
    {
        var text = File.ReadAllText(file);
        var title = TitleLine().Match(text);
        var row = DefaultRow().Match(text);
        if (!title.Success || !row.Success || title.Groups["id"].Value != Path.GetFileNameWithoutExtension(file))
            throw new BuildFailedException(
                $"{Path.GetRelativePath(Repository.Root, file)}: a rule's page begins with '# <its id>: <title>' and has a row '| Default | … |'");
        return new(title.Groups["id"].Value, title.Groups["title"].Value, row.Groups["default"].Value);
    }

    [GeneratedRegex(@"\A# (?<id>IG\d{4}): (?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex TitleLine();

    [GeneratedRegex(@"^\| *Default *\| *(?<default>.+?) *\|$", RegexOptions.Multiline)]
    private static partial Regex DefaultRow();
}
