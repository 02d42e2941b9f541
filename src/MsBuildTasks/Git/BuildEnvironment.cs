using System.Collections;

namespace ImmutableGuard.MsBuildTasks.Git;

/// <summary>What reading a repository takes from the process around it.</summary>
internal sealed record BuildEnvironment
{
    /// <summary>The environment variables, exactly as git gets them.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>The git program; null where none was found.</summary>
    public string? GitPath { get; init; }

    /// <summary>How long git may take to answer. A cold tree of 100,000 files on a slow disk needs tens of seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    private static bool IsWindows => Path.DirectorySeparatorChar == '\\';

    /// <summary>The environment of this process, with the git program its <c>PATH</c> leads to unless one is named.</summary>
    public static BuildEnvironment OfThisProcess(string? gitPath = null)
    {
        var variables = new Dictionary<string, string>(IsWindows ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        return new() { Variables = variables, GitPath = string.IsNullOrEmpty(gitPath) ? FindGit(variables) : gitPath };
    }

    /// <summary>The value of a variable; null where it is not set, or empty.</summary>
    public string? Variable(string name) => Variables.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>The first git program on the <c>PATH</c> of these variables; null where there is none.</summary>
    // Left to itself, Windows would look in the current directory first: that is the project's, and not to be trusted.
    public static string? FindGit(IReadOnlyDictionary<string, string> variables)
    {
        if (!variables.TryGetValue("PATH", out var path))
            return null;
        return path.Split(Path.PathSeparator)
            .Select(directory => directory.Trim('"'))
            .Where(directory => directory.IndexOfAny(Path.GetInvalidPathChars()) < 0 && Path.IsPathRooted(directory))
            .Select(directory => Path.Combine(directory, IsWindows ? "git.exe" : "git"))
            .FirstOrDefault(File.Exists);
    }
}
