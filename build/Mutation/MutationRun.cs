using System.Collections.Concurrent;
using System.Diagnostics;

namespace ImmutableGuard.Build.Mutation;

/// <summary>
/// Tries mutants, thousands in a process, where Stryker starts one for a few: with each only the tests that come to it run, until one fails.
/// </summary>
public sealed class MutationRun
{
    private readonly List<int[]> _coveredByTest = [];
    private readonly Dictionary<int, List<int>> _testsOf = [];
    private readonly HashSet<int> _once = [];
    private readonly ConcurrentDictionary<int, MutantStatus> _statuses = [];

    /// <summary>Tries mutants.</summary>
    /// <param name="mutants">Their numbers.</param>
    /// <param name="processes">How many at a time.</param>
    /// <returns>What became of each.</returns>
    public async Task<IReadOnlyDictionary<int, MutantStatus>> TryAsync(IReadOnlyCollection<int> mutants, int processes)
    {
        await FindTestsAsync();
        var left = new ConcurrentQueue<int>(mutants);
        await Task.WhenAll(Enumerable.Range(0, processes).Select(async _ =>
        {
            using var host = new Host();
            while (left.TryDequeue(out var mutant))
            {
                _statuses[mutant] = await TryAsync(host, mutant);
                if (_statuses.Count % 100 == 0)
                    Console.WriteLine($"{_statuses.Count} of {mutants.Count}, {_statuses.Values.Count(status => status >= MutantStatus.Survived)} of them unnoticed");
            }
        }));
        return _statuses;
    }

    private async Task<MutantStatus> TryAsync(Host host, int mutant)
    {
        if (_once.Contains(mutant))
            return await Host.TryAloneAsync(mutant);
        if (!_testsOf.TryGetValue(mutant, out var tests))
            return MutantStatus.NoCoverage;
        var status = await host.TryAsync(mutant, tests);
        // What fails behind a mutant as well may have failed for one that was tried before.
        if (status == MutantStatus.Pending)
        {
            host.End();
            status = await host.TryAsync(mutant, tests);
            host.End();
        }

        return status == MutantStatus.Pending ? MutantStatus.Killed : status;
    }

    private async Task FindTestsAsync()
    {
        var told = await new Shell(Repository.Root).RequireAsync(Environment.ProcessPath!, MutantHost.Name, MutatedTests.Folder, "--coverage");
        foreach (var line in told.Lines)
        {
            if (line.StartsWith(MutantHost.Coverage, StringComparison.Ordinal))
                _once.UnionWith(Numbers(line[MutantHost.Coverage.Length..]));
            else
                _coveredByTest.Add(Numbers(line));
        }

        // A test that comes to little fails sooner where that is wrong.
        foreach (var test in Enumerable.Range(0, _coveredByTest.Count).OrderBy(test => _coveredByTest[test].Length))
            foreach (var mutant in _coveredByTest[test])
                (_testsOf.TryGetValue(mutant, out var tests) ? tests : _testsOf[mutant] = []).Add(test);
    }

    private static int[] Numbers(string line) => [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];

    /// <summary>A process in which mutants are tried one after the other; a new one where one brought it down.</summary>
    private sealed class Host : IDisposable
    {
        private Process? _process;

        public static async Task<MutantStatus> TryAloneAsync(int mutant)
        {
            using var process = Start("--only", $"{mutant}");
            var status = Status(await process.StandardOutput.ReadLineAsync());
            // A table that is wrong stays so.
            return status == MutantStatus.Pending ? MutantStatus.Killed : status;
        }

        public async Task<MutantStatus> TryAsync(int mutant, IEnumerable<int> tests)
        {
            if (_process is null)
            {
                _process = Start();
                if (await _process.StandardOutput.ReadLineAsync() != MutantHost.Ready)
                    throw new BuildFailedException($"The tests don't run: '{Environment.ProcessPath} {MutantHost.Name} {MutatedTests.Folder}' shows why.");
            }

            await _process.StandardInput.WriteLineAsync($"{mutant} {string.Join(' ', tests)}");
            await _process.StandardInput.FlushAsync();
            var answer = await _process.StandardOutput.ReadLineAsync();
            if (answer is null or MutantHost.Gone)
                End();
            return Status(answer);
        }

        public void End()
        {
            _process?.Kill();
            _process?.Dispose();
            _process = null;
        }

        public void Dispose() => End();

        // Without an answer the process went down, by a stack that overflowed or for want of memory.
        private static MutantStatus Status(string? answer) => answer switch
        {
            null => MutantStatus.Killed,
            MutantHost.Gone => MutantStatus.Timeout,
            _ => Enum.Parse<MutantStatus>(answer),
        };

        private static Process Start(params string[] arguments)
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!, [MutantHost.Name, MutatedTests.Folder, .. arguments])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["DOTNET_GCHeapHardLimit"] = "0x40000000";
            var process = Process.Start(start)!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            return process;
        }
    }
}
