using System.Diagnostics;
using System.Globalization;

namespace ImmutableGuard.Build.Costs;

/// <summary>What one build took.</summary>
/// <param name="Wall">From start to end, in seconds.</param>
/// <param name="Cpu">What all its processes computed, compiler server and nodes included, in seconds; null where it can't be told.</param>
public sealed record Duration(double Wall, double? Cpu);

/// <summary>Runs <c>dotnet build</c> and measures it as a whole.</summary>
/// <param name="folder">The solution's folder.</param>
/// <param name="servers">Whether compiler server and build nodes stay alive from build to build, as they do where people work.</param>
public sealed class MeasuredBuild(string folder, bool servers)
{
    // By it the processes are found that outlive the build which started them.
    private const string MarkName = "IMMUTABLEGUARD_MEASURED";

    private static readonly double TicksPerSecond = 100;

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
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        };
        var before = CpuOfServers();
        var used = CpuOfChildren();
        var watch = Stopwatch.StartNew();
        await new Shell(folder, variables).RequireAsync("dotnet", ["build", "--no-restore", "-v", "q", "--nologo", "-tl:off", .. servers ? [] : (string[])["-p:UseSharedCompilation=false"]]);
        var wall = watch.Elapsed.TotalSeconds;
        return new(wall, CpuOfChildren() - used + CpuOfServers() - before);
    }

    /// <summary>Ends the servers that these builds left.</summary>
    public void EndServers()
    {
        foreach (var process in Servers())
            if (int.TryParse(Path.GetFileName(process), CultureInfo.InvariantCulture, out var id))
                Process.GetProcessById(id).Kill();
    }

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
