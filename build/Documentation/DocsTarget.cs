using System.CommandLine;
using System.Text;

namespace ImmutableGuard.Build.Documentation;

/// <summary><c>docs</c>: what the documentation repeats of other files, written from these.</summary>
public static class DocsTarget
{
    private static readonly string Rules = Repository.In("docs", "rules");

    private static readonly string Index = Path.Combine(Rules, "README.md");

    /// <summary>Creates the target.</summary>
    public static Command Create()
    {
        var check = new Option<bool>("--check") { Description = "Write nothing; fail where something would change." };
        var command = new Command("docs", "Writes the index of the rules from their pages, and the list of libraries from the catalogue.") { check };
        command.SetAction(parsed => Run(parsed.GetValue(check)));
        return command;
    }

    /// <summary>Writes what is generated, or checks that it is up to date.</summary>
    /// <exception cref="BuildFailedException">A page or a file of the catalogue can't be read, or what is written from them isn't up to date.</exception>
    public static void Run(bool check)
    {
        foreach (var (path, text) in new[] { (Index, WriteIndex()), (LibrariesPage.Path, LibrariesPage.Write()) })
        {
            if (File.Exists(path) && File.ReadAllText(path) == text)
                continue;
            if (check)
                throw new BuildFailedException($"{Path.GetRelativePath(Repository.Root, path)} is not up to date: run 'dotnet run --project build -- docs'");
            File.WriteAllText(path, text);
        }
    }

    private static string WriteIndex()
    {
        var index = new StringBuilder("""
            # Rules

            <!-- Written by 'dotnet run --project build -- docs' from the pages. -->

            | id | title | default |
            |---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var file in Directory.GetFiles(Rules, "IG*.md").Order(StringComparer.Ordinal))
        {
            var page = RulePage.Read(file);
            index.Append($"| [{page.Id}]({page.Id}.md) | {page.Title} | {page.Default} |\n");
        }

        return index.ToString();
    }
}
