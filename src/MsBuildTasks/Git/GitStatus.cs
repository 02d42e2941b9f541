namespace ImmutableGuard.MsBuildTasks.Git;

/// <summary>
/// Reads <c>git status --porcelain=v2 --branch -z --no-renames</c>: one record per change, ended by a NUL, and before them some about
/// the commit, which begin with <c>#</c>.
/// </summary>
internal static class GitStatus
{
    private const int Shown = 3;

    /// <summary>The records of changes.</summary>
    public static IEnumerable<string> Changes(string output) => output.Split('\0').Where(record => record.Length > 0 && record[0] != '#');

    /// <summary>Whether the commit and the branch are those of a state that is known.</summary>
    /// <param name="output">The answer; null where there was none.</param>
    /// <param name="state">The state.</param>
    public static bool IsOf(string? output, RepositoryState state)
    {
        const string Branches = "refs/heads/";
        if (output is null || state is not { Commit: { } commit, CommittedAt: not null })
            return false;
        var records = output.Split('\0');
        // What isn't a branch is asked for each time.
        return records.Contains($"# branch.oid {commit}")
            && (state.Ref is null ? records.Contains("# branch.head (detached)")
                : state.Ref.StartsWith(Branches, StringComparison.Ordinal) && records.Contains("# branch.head " + state.Ref.Substring(Branches.Length)));
    }

    /// <summary>The changes for a person, for example <c>2 changes: src/A.cs, new.txt</c>; null where there are none.</summary>
    public static string? Summarize(string output)
    {
        var paths = Changes(output).Select(PathOf).ToList();
        if (paths.Count == 0)
            return null;
        return $"{paths.Count} {(paths.Count == 1 ? "change" : "changes")}: {Some(paths)}";
    }

    /// <summary>The first of some paths, and how many there are beyond.</summary>
    public static string Some(IReadOnlyCollection<string> paths) =>
        string.Join(", ", paths.Take(Shown)) + (paths.Count > Shown ? $" and {paths.Count - Shown} more" : "");

    // The path is the last field and may hold spaces. A kind of record that isn't known is shown whole.
    private static string PathOf(string record)
    {
        var fields = record[0] switch { '?' => 2, '1' => 9, 'u' => 11, _ => 1 };
        return record.Split([' '], fields).Last();
    }
}
