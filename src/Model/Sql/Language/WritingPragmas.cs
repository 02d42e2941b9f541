using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Language;

/// <summary>SQLite's pragmas that change the database file, not only the connection.</summary>
internal static class WritingPragmas
{
    private static readonly string[] Always = ["incremental_vacuum", "optimize"];

    private static readonly string[] WhenSet =
    [
        "application_id", "auto_vacuum", "default_cache_size", "encoding", "journal_mode", "page_size", "schema_version", "user_version",
        "rekey", "hexrekey",
        "writable_schema",
    ];

    private static readonly Spellings<Writes> Known = new([.. Always.Select(name => (name, Writes.Always)), .. WhenSet.Select(name => (name, Writes.WhenSet))]);

    public static bool Contains(string text, in Token name, bool sets) => Known.Find(text, name.Start, name.End) switch
    {
        Writes.Always => true,
        Writes.WhenSet => sets,
        _ => false,
    };

    private enum Writes : byte
    {
        Never,
        Always,
        WhenSet,
    }
}
