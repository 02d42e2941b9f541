using System.CommandLine;
using System.Diagnostics;
using ImmutableGuard.Build.Documentation;
using ImmutableGuard.Build.Packaging;
using ImmutableGuard.Build.Try;
using Spectre.Console;

namespace ImmutableGuard.Build.Continuous;

/// <summary><c>ci</c>: everything that has to hold before a change is merged.</summary>
public static class CiTarget
{
    private static readonly Shell Shell = new(Repository.Root);

    /// <summary>Creates the target.</summary>
    public static Command Create()
    {
        var command = new Command("ci", "Formats, builds, packs, tests and tries; the last line counts the tests.");
        command.SetAction(async _ =>
        {
            var version = PackTarget.UnseenVersion("ci");
            (string Name, Func<Task> Run)[] steps =
            [
                ("format", () => ShowAsync("format", "whitespace", ".", "--folder", "--verify-no-changes")),
                ("docs", () => Task.Run(() => DocsTarget.Run(check: true))),
                ("build", () => ShowAsync("build", "-c", "Release", "-v", "q", "--nologo")),
                ("pack", () => PackTarget.PackAsync(version)),
                ("test", TestAsync),
                ("try", () => TryTarget.RunAsync(version)),
            ];

            var failures = 0;
            if (Directory.Exists(Repository.TestResults))
                Directory.Delete(Repository.TestResults, recursive: true);
            await ShowAsync("restore", "-v", "q", "--nologo");
            foreach (var (name, run) in steps)
            {
                if (await SucceedsAsync(name, run))
                    continue;
                failures++;
                // What follows would look at what an earlier build left behind.
                if (name is "build" or "pack")
                    break;
            }

            var counts = TestCounts.Of(Repository.TestResults);
            // A failed test fails its step as well; any other failure must show in the last line too.
            counts = counts with { Failed = Math.Max(counts.Failed, failures) };
            Console.WriteLine(counts);
            return counts.Failed == 0 ? 0 : 1;
        });
        return command;
    }

    private static async Task<bool> SucceedsAsync(string name, Func<Task> run)
    {
        AnsiConsole.Write(new Rule($"[bold]{name}[/]").LeftJustified());
        var watch = Stopwatch.StartNew();
        try
        {
            await run();
            Console.WriteLine($"{name}: done in {watch.Elapsed.TotalSeconds:0} s");
            return true;
        }
        catch (BuildFailedException e)
        {
            Console.WriteLine($"{name}: FAILED after {watch.Elapsed.TotalSeconds:0} s: {e.Message}");
            return false;
        }
    }

    private static async Task TestAsync()
    {
        var shell = new Shell(Repository.Root, new Dictionary<string, string?>
        {
            ["IMMUTABLEGUARD_PACKAGES"] = Repository.Packages,
            // A test that nobody asks for is skipped, and in continuous integration none is.
            ["IMMUTABLEGUARD_FUZZ_SECONDS"] = Environment.GetEnvironmentVariable("IMMUTABLEGUARD_FUZZ_SECONDS") ?? "15",
        });
        var exitCode = await shell.ShowAsync(
            "dotnet", "test", "-c", "Release", "--no-build", "--nologo", "-v", "q",
            "--logger", "trx", "--results-directory", Repository.TestResults);
        if (exitCode != 0)
            throw new BuildFailedException($"dotnet test ended with {exitCode}");
    }

    private static async Task ShowAsync(params string[] arguments)
    {
        var exitCode = await Shell.ShowAsync("dotnet", arguments);
        if (exitCode != 0)
            throw new BuildFailedException($"dotnet {string.Join(' ', arguments)} ended with {exitCode}");
    }
}
