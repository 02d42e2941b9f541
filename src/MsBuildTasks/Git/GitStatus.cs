namespace ImmutableGuard.MsBuildTasks.Git;

/// <summary>Reads <c>git status --porcelain=v2 -z --no-renames</c>: one record per change, ended by a NUL.</summary>
internal static class GitStatus
{
    private const int Shown = 3;

    /// <summary>The changes for a person, for example <c>2 changes: src/A.cs, new.txt</c>; null where there are none.</summary>
    public static string? Summarize(string output)
    {
        var paths = output.Split('\0').Where(record => record.Length > 0).Select(PathOf).ToList();
        if (paths.Count == 0)
            return null;
        var more = paths.Count > Shown ? $" and {paths.Count - Shown} more" : "";
        return $"{paths.Count} {(paths.Count == 1 ? "change" : "changes")}: {string.Join(", ", paths.Take(Shown))}{more}";
    }

    // The path is the last field and may hold spaces. A kind of record that isn't known is shown whole.
    private static string PathOf(string record)
    {
        var fields = record[0] switch { '?' => 2, '1' => 9, 'u' => 11, _ => 1 };
        return record.Split([' '], fields).Last();
    }
}
