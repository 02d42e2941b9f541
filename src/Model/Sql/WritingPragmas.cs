namespace ImmutableGuard.Sql;

/// <summary>SQLite's pragmas that change the database file, not only the connection.</summary>
internal static class WritingPragmas
{
    private static readonly string[] Always = ["incremental_vacuum", "optimize"];

    private static readonly string[] WhenSet =
    [
        "application_id", "auto_vacuum", "default_cache_size", "encoding", "journal_mode", "page_size", "schema_version", "user_version",
        "writable_schema",
    ];

    public static bool Contains(string text, in Token name, bool sets)
    {
        foreach (var always in Always)
            if (Words.Same(always, text, name.Start, name.End))
                return true;
        foreach (var setting in WhenSet)
            if (sets && Words.Same(setting, text, name.Start, name.End))
                return true;
        return false;
    }
}
