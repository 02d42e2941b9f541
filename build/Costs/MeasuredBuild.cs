using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace ImmutableGuard.Build.Costs;

/// <summary>What one build took.</summary>
/// <param name="Wall">From start to end, in seconds.</param>
/// <param name="Cpu">What all its processes computed, compiler server and nodes included, in seconds; null where it can't be told.</param>
public sealed record Duration(double Wall, double? Cpu);

/// <summary>Runs <c>dotnet build</c> and measures it as a whole.</summary>
/// <param name="folder">The solution's folder.</param>
/// <param name="servers">Whether compiler server and build nodes stay alive from build to build, as they do where people work.</param>
public sealed partial class MeasuredBuild(string folder, bool servers)
{
    // By it the processes are found that outlive the build which started them.
    private const string MarkName = "IMMUTABLEGUARD_MEASURED";

    private const double TicksPerSecond = 100;

    private readonly string mark = Guid.NewGuid().ToString("N");

    /// <summary>Builds without restoring.</summary>
    /// <exception cref="BuildFailedException">The build failed.</exception>
    public async Task<Duration> RunAsync()
    {
        var variables = new Dictionary<string, string?>
        {
            [MarkName] = mark,
            ["CI"] = null,
            ["GIT_DIR"] = null,
            ["MSBUILDDISABLENODEREUSE"] = servers ? null : "1",
            // Servers of its own: one that serves others too would compute for them, and be found by neither's mark or both.
            ["MSBUILDNODEHANDSHAKESALT"] = servers ? mark : null,
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        };
        if (OperatingSystem.IsLinux())
            AdoptOrphans();
        var before = CpuOfServers();
        var used = CpuOfChildren();
        var watch = Stopwatch.StartNew();
        // A variable may say otherwise.
        string[] compiler = servers ? ["-p:UseSharedCompilation=true", $"-p:SharedCompilationId={mark}"] : ["-p:UseSharedCompilation=false"];
        await new Shell(folder, variables).RequireAsync("dotnet", ["build", "--no-restore", "-v", "q", "--nologo", "-tl:off", .. compiler]);
        var wall = watch.Elapsed.TotalSeconds;
        if (OperatingSystem.IsLinux())
            BuryOrphans(servers);
        return new(wall, CpuOfChildren() - used + CpuOfServers() - before);
    }

    /// <summary>Ends the servers that these builds left.</summary>
    public void EndServers()
    {
        foreach (var process in Servers())
            if (int.TryParse(Path.GetFileName(process), CultureInfo.InvariantCulture, out var id))
                Process.GetProcessById(id).Kill();
    }

    // Build nodes outlive the build by a moment. Only who waits for a process is told what it used, so they become children of this one.
    private static void AdoptOrphans() => _ = SetProcessOption(ChildSubreaper, 1, 0, 0, 0);

    private static void BuryOrphans(bool leaveThoseAlive)
    {
        while (WaitForProcess(AnyChild, out _, leaveThoseAlive ? NoHang : 0) > 0)
        {
        }
    }

    private const int ChildSubreaper = 36, AnyChild = -1, NoHang = 1;

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int SetProcessOption(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport("libc", EntryPoint = "waitpid")]
    private static partial int WaitForProcess(int process, out int status, int options);

    // What processes that have ended used, and what their own had used that ended before them.
    private static double? CpuOfChildren() => Stat("/proc/self/stat") is { } stat ? (stat[15] + stat[16]) / TicksPerSecond : null;

    private double? CpuOfServers() => OperatingSystem.IsLinux()
        ? Servers().Sum(process => Stat(Path.Combine(process, "stat")) is { } stat ? (stat[13] + stat[14] + stat[15] + stat[16]) / TicksPerSecond : 0)
        : null;

    private IEnumerable<string> Servers() => OperatingSystem.IsLinux()
        ? Directory.GetDirectories("/proc").Where(process => Read(Path.Combine(process, "environ")) is { } variables && variables.Contains($"{MarkName}={mark}", StringComparison.Ordinal))
        : [];

    // The name of the program, in parentheses, may hold spaces.
    private static double[]? Stat(string file) => Read(file) is { Length: > 0 } text
        ? [0, 0, .. text[(text.LastIndexOf(')') + 2)..].Split(' ').Select(field => double.TryParse(field, CultureInfo.InvariantCulture, out var number) ? number : 0)]
        : null;

    private static string? Read(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllText(file) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
