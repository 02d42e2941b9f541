using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace ImmutableGuard.MsBuildTasks.Git;

/// <summary>What git said: its output, or null and the problem.</summary>
internal readonly record struct GitAnswer(string? Output, string Problem);

/// <summary>One run of git that reads and never writes, asks nobody, fetches nothing and runs no hook.</summary>
internal sealed class GitQuestion : IDisposable
{
    // Objects as everybody else has them, and no hook that the repository's configuration names. What status looks at is
    // set as configuration, because that, unlike options, reaches the status git takes of each submodule.
    private const string Always =
        "--no-replace-objects -c core.fsmonitor=false -c status.showUntrackedFiles=normal -c diff.ignoreSubmodules=none ";

    private static readonly (string Name, string Value)[] Variables =
    [
        ("GIT_OPTIONAL_LOCKS", "0"),      // status would write the index
        ("GIT_TERMINAL_PROMPT", "0"),
        ("GIT_NO_LAZY_FETCH", "1"),       // a partial clone must not go to the network,
        ("GIT_ALLOW_PROTOCOL", "none"),   // nor with a git that doesn't know the variable above
        ("LC_ALL", "C"),                  // problems are told apart by their text
        ("LANGUAGE", "C"),
    ];

    private readonly Process? process;
    private readonly string arguments;
    private readonly TimeSpan timeout;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Task<string> output = Task.FromResult("");
    private readonly Task<string> error = Task.FromResult("");

    /// <summary>Starts git; a failure to do so is part of the answer.</summary>
    /// <param name="gitPath">The program.</param>
    /// <param name="directory">The directory it runs in.</param>
    /// <param name="environment">Its variables and its time.</param>
    /// <param name="arguments">Arguments without spaces within.</param>
    public GitQuestion(string gitPath, string directory, BuildEnvironment environment, string arguments)
    {
        this.arguments = arguments;
        timeout = environment.Timeout;
        var start = new ProcessStartInfo(gitPath, Always + arguments)
        {
            WorkingDirectory = directory,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment.Clear();
        foreach (var variable in environment.Variables)
            start.Environment[variable.Key] = variable.Value;
        foreach (var (name, value) in Variables)
            start.Environment[name] = value;

        try
        {
            process = Process.Start(start)!;
            process.StandardInput.Close();
            output = process.StandardOutput.ReadToEndAsync();
            error = process.StandardError.ReadToEndAsync();
        }
        catch (Win32Exception exception)
        {
            error = Task.FromResult($"{gitPath} could not be started: {exception.Message}");
        }
    }

    private TimeSpan TimeLeft => clock.Elapsed < timeout ? timeout - clock.Elapsed : TimeSpan.Zero;

    /// <summary>Waits for the answer; git is ended when its time is over.</summary>
    public GitAnswer Answer()
    {
        if (process is null)
            return new(null, error.Result);
        if (!Task.WaitAll([output, error], TimeLeft) || !process.WaitForExit((int)TimeLeft.TotalMilliseconds))
        {
            End();
            return new(null, $"'git {arguments}' gave no answer within {timeout.TotalSeconds} s and was ended");
        }

        return process.ExitCode == 0 ? new(output.Result, "") : new(null, Summary(error.Result));
    }

    /// <inheritdoc/>
    public void Dispose() => process?.Dispose();

    private void End()
    {
        try
        {
            process!.Kill();
            process.WaitForExit(1000);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself meanwhile.
        }
    }

    // Warnings and hints surround the one line that says why.
    private static string Summary(string error)
    {
        var lines = error.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        var line = lines.FirstOrDefault(line => line.StartsWith("fatal: ", StringComparison.Ordinal)) ?? lines.FirstOrDefault() ?? "git failed without a word";
        return line.StartsWith("fatal: ", StringComparison.Ordinal) ? line["fatal: ".Length..] : line;
    }
}
