using System.Diagnostics;

namespace ImmutableGuard.Tool;

/// <summary>Asks git.</summary>
internal static class Git
{
    /// <summary>Runs git in a folder; null means where this process runs.</summary>
    /// <exception cref="ToolException">There is no git.</exception>
    public static (int ExitCode, string Output, string Error) Run(string? folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? "" };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        try
        {
            using var git = Process.Start(start)!;
            var error = git.StandardError.ReadToEndAsync();
            var output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return (git.ExitCode, output, error.Result.Trim().TrimEnd('.'));
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new ToolException(ToolException.NoRevision, folder ?? "git", $"git can't be started ({e.Message.TrimEnd('.')})", "Install git, and check the folder.");
        }
    }
}
