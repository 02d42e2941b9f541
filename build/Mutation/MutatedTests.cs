namespace ImmutableGuard.Build.Mutation;

/// <summary>The tests of Model, with Stryker's assembly in the place of Model's.</summary>
public static class MutatedTests
{
    private const string Model = "ImmutableGuard.Model.dll";

    // None of them comes to the SQL classifier, so that Stryker has next to nothing to try.
    private const string Others = "FullyQualifiedName~ResourcePatternTests";

    private static readonly string Output = Repository.In("artifacts", "mutation");
    private static readonly string Project = Repository.In("tests", "Model.Tests");
    private static readonly string Built = Path.Combine(Project, "bin", "Release", "net10.0");

    /// <summary>Where they lie.</summary>
    public static string Folder { get; } = Path.Combine(Output, "tests");

    /// <summary>Stryker's list of all mutants.</summary>
    public static string Report { get; } = Path.Combine(Output, "reports", "mutation-report.json");

    /// <summary>Stryker's assembly, among the tests.</summary>
    public static string Mutated(string folder) => Path.Combine(folder, Model);

    /// <summary>The tests' assembly.</summary>
    public static string Tests(string folder) => Path.Combine(folder, "ImmutableGuard.Model.Tests.dll");

    /// <summary>Lets Stryker make the mutants.</summary>
    /// <param name="files">Files of src/Model/Sql; all if empty.</param>
    public static async Task MakeAsync(IEnumerable<string> files)
    {
        var folder = new Shell(Project);
        await folder.RequireAsync("dotnet", "tool", "restore");
        // Of a run that was broken off: Stryker would put back what was built then.
        var original = Path.Combine(Built, Model + ".stryker-unchanged");
        if (File.Exists(original))
            File.Delete(original);
        if (Directory.Exists(Output))
            Directory.Delete(Output, recursive: true);
        Directory.CreateDirectory(Output);

        var stryker = folder.CaptureAsync(
            "dotnet",
            ["stryker", "-O", Output, "--concurrency", "1", "--test-case-filter", Others, "-r", "json", .. files.SelectMany(file => (string[])["-m", $"Sql/**/{file}.cs"])]);
        // Stryker puts its assembly among the tests, and the original back before it ends.
        var mutated = Path.Combine(Output, Model);
        while (!stryker.IsCompleted)
        {
            await Task.WhenAny(stryker, Task.Delay(500));
            if (File.Exists(original) && File.Exists(Mutated(Built)) && File.GetLastWriteTimeUtc(Mutated(Built)) > File.GetLastWriteTimeUtc(original))
                File.Copy(Mutated(Built), mutated, overwrite: true);
        }

        if (!File.Exists(Report) || !File.Exists(mutated))
            throw new BuildFailedException($"Stryker made no mutants:\n{string.Join('\n', (await stryker).Lines)}");
        Keep(mutated);
    }

    private static void Keep(string mutated)
    {
        foreach (var file in Directory.EnumerateFiles(Built, "*", SearchOption.AllDirectories))
        {
            var kept = Path.Combine(Folder, Path.GetRelativePath(Built, file));
            Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
            File.Copy(file, kept);
        }

        File.Move(mutated, Mutated(Folder), overwrite: true);
    }
}
