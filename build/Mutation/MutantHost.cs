using System.CommandLine;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;

namespace ImmutableGuard.Build.Mutation;

/// <summary>
/// The process in which mutants are tried: it holds the tests and Stryker's assembly, which has all mutants in it and a switch.
/// Started by <see cref="MutationRun"/>; one mutant may hang it or bring it down, so that another takes its place.
/// </summary>
public static class MutantHost
{
    /// <summary>The target's name.</summary>
    public const string Name = "mutant-host";

    /// <summary>All tests ran without a mutant.</summary>
    public const string Ready = "ready";

    /// <summary>A mutant never came back, and the process ends itself.</summary>
    public const string Gone = "gone";

    /// <summary>In front of the mutants that are come to once in a process.</summary>
    public const string Coverage = "coverage";

    // Of the processor, not of the clock: on a busy machine nothing is late. All tests take a tenth of it.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(0.7);
    private static readonly TimeSpan LongestWhenCold = TimeSpan.FromSeconds(4);

    /// <summary>Creates the target, which is no one's to call.</summary>
    public static Command Create()
    {
        var folder = new Argument<string>("folder");
        var only = new Option<int?>("--only") { Description = "A mutant that is on from the start." };
        var coverage = new Option<bool>("--coverage") { Description = "Tells which test comes to which mutant." };
        var command = new Command(Name, "Tries mutants.") { folder, only, coverage };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            var (control, cases) = Load(parsed.GetValue(folder)!);
            if (parsed.GetValue(coverage))
                TellCoverage(control, cases);
            else if (parsed.GetValue(only) is { } mutant)
                Console.WriteLine(Try(control, mutant, cases, LongestWhenCold));
            else
                TryAll(control, cases);
        });
        return command;
    }

    private static (MutantControl Control, List<TestCase> Cases) Load(string folder)
    {
        // Where tests look for their files.
        AppContext.SetData("APP_CONTEXT_BASE_DIRECTORY", folder);
        var context = AssemblyLoadContext.Default;
        context.Resolving += (_, name) => Path.Combine(folder, name.Name + ".dll") is var path && File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
        return (new MutantControl(context.LoadFromAssemblyPath(MutatedTests.Mutated(folder))), TestCase.Of(context.LoadFromAssemblyPath(MutatedTests.Tests(folder))));
    }

    /// <summary>
    /// A line a test: the mutants it comes to. What only the first run of all comes to, it is asked for once in a process: tables and what is kept.
    /// </summary>
    private static void TellCoverage(MutantControl control, List<TestCase> cases)
    {
        control.Capture(true);
        var first = cases.SelectMany(Covered).ToHashSet();
        foreach (var test in cases)
        {
            var covered = Covered(test).ToList();
            first.ExceptWith(covered);
            Console.WriteLine(string.Join(' ', covered));
        }

        Console.WriteLine($"{Coverage} {string.Join(' ', first)}");

        IList<int> Covered(TestCase test)
        {
            if (!test.Passes())
                throw new BuildFailedException($"{test} fails without a mutant");
            return control.Covered();
        }
    }

    private static void TryAll(MutantControl control, List<TestCase> cases)
    {
        foreach (var test in cases)
            test.Passes();
        Console.WriteLine(Ready);
        while (Console.ReadLine() is { } line)
        {
            var numbers = line.Split(' ').Select(int.Parse).ToList();
            Console.WriteLine(Try(control, numbers[0], numbers.Skip(1).Select(i => cases[i]), Longest));
        }
    }

    private static string Try(MutantControl control, int mutant, IEnumerable<TestCase> cases, TimeSpan longest)
    {
        var (until, late) = (Environment.CpuUsage.TotalTime + longest, false);
        using var watch = new Timer(_ => EndIfLate(), null, 100, 100);
        control.Activate(mutant);
        var killer = cases.FirstOrDefault(test => !test.Passes() || late);
        control.Activate(MutantControl.None);
        // A mutant may leave something behind that lets the next tests fail; they would kill all that come after it.
        return late ? nameof(MutantStatus.Timeout) : killer is null ? nameof(MutantStatus.Survived) : killer.Passes() ? nameof(MutantStatus.Killed) : nameof(MutantStatus.Pending);

        // Most loops go on where their mutant is switched off, so that the process can stay.
        void EndIfLate()
        {
            var now = Environment.CpuUsage.TotalTime;
            late |= now > until;
            if (late)
                control.Activate(MutantControl.None);
            if (now < until + longest)
                return;
            Console.WriteLine(Gone);
            Process.GetCurrentProcess().Kill();
        }
    }
}
