namespace ImmutableGuard.Conformance.Generators;

/// <summary>The tables that generated statements are about. They all have the same columns, so that any predicate fits any table.</summary>
public static class Schemas
{
    /// <summary>The tables; some have names that want quotes.</summary>
    public static readonly string[] Tables = ["orders", "items", "customers", "audit", "archive", "my table", "update"];

    /// <summary>A sequence, where the dialect has them.</summary>
    public const string Sequence = "numbers";

    /// <summary>The columns that may be null; one is named like a statement.</summary>
    public static readonly string[] Columns = ["a", "b", "note", "delete"];

    /// <summary>The statements that make the tables in SQLite.</summary>
    public static string Sqlite { get; } = Make("\"");

    /// <summary>The statements that make the tables in MariaDB.</summary>
    public static string MariaDb { get; } = Make("`") + $"CREATE SEQUENCE {Sequence};";

    private static string Make(string quote) => string.Concat(Tables.Select(table =>
        $"CREATE TABLE {quote}{table}{quote} (id INT NOT NULL PRIMARY KEY, a INT, b INT, note VARCHAR(50), {quote}delete{quote} INT);\n"));
}
