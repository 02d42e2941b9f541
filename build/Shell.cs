using System.Collections.Concurrent;
using System.Diagnostics;

namespace ImmutableGuard.Build;

/// <summary>A command that ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Lines">What it wrote, standard output and error in the order they came; empty where it was shown instead.</param>
public sealed record Outcome(int ExitCode, IReadOnlyList<string> Lines);

/// <summary>Runs commands in a folder.</summary>
/// <param name="folder">The folder.</param>
/// <param name="environment">Variables to set; null as a value removes one.</param>
public sealed class Shell(string folder, IReadOnlyDictionary<string, string?>? environment = null)
{
    /// <summary>Runs a command and keeps what it writes.</summary>
    public async Task<Outcome> CaptureAsync(string command, params IEnumerable<string> arguments)
    {
        var lines = new ConcurrentQueue<string>();
        using var process = new Process { StartInfo = StartInfo(command, arguments, capture: true) };
        DataReceivedEventHandler keep = (_, received) =>
        {
            if (received.Data is { } line)
                lines.Enqueue(line);
        };
        process.OutputDataReceived += keep;
        process.ErrorDataReceived += keep;
        Start(process);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.WaitForExitAsync();
        return new Outcome(process.ExitCode, [.. lines]);
    }

    /// <summary>Runs a command whose output is shown as it comes.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> ShowAsync(string command, params IEnumerable<string> arguments)
    {
        using var process = new Process { StartInfo = StartInfo(command, arguments, capture: false) };
        Start(process);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>Runs a command whose output matters only if it fails.</summary>
    /// <exception cref="BuildFailedException">The command failed; the message holds what it wrote.</exception>
    public async Task<Outcome> RequireAsync(string command, params IEnumerable<string> arguments)
    {
        var outcome = await CaptureAsync(command, arguments);
        return outcome.ExitCode == 0 ? outcome : throw new BuildFailedException(
            $"'{command} {string.Join(' ', arguments)}' ended with {outcome.ExitCode}:\n{string.Join('\n', outcome.Lines)}");
    }

    private ProcessStartInfo StartInfo(string command, IEnumerable<string> arguments, bool capture)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = capture,
            RedirectStandardError = capture,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        }

        return start;
    }

    private static void Start(Process process)
    {
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new BuildFailedException($"'{process.StartInfo.FileName}' can't be started: {e.Message}. Is it installed and on the PATH?");
        }
    }
}
