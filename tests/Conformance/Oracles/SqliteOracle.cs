using ImmutableGuard.Sql;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

namespace ImmutableGuard.Conformance.Oracles;

/// <summary>
/// SQLite's own authorizer: it is asked for each thing a statement wants to do while the statement is prepared. Each text gets a
/// database of its own in memory and is carried out there, because what it creates is named further on.
/// </summary>
/// <param name="schema">Statements that make the tables.</param>
/// <param name="lenient">Whether a table or column that isn't there is made, so that texts about any tables can be asked.</param>
public sealed class SqliteOracle(string schema, bool lenient = false) : IOracle, IRowCounter
{
    private const string Watch = "seen_delete_";
    private const int Attempts = 40;
    private const Operation AllOperations = Operation.Read | Operation.Insert | Operation.Update | Operation.Delete | Operation.Schema;

    /// <summary>For one statement, in instructions of SQLite's machine: a recursive query may have no end.</summary>
    private const int Patience = 10_000_000;

    private static readonly string[] TableFunctions = ["json_each", "json_tree", "pragma_", "generate_series"];
    private static readonly string[] OwnTables = ["sqlite_master", "sqlite_schema", "sqlite_temp_master", "sqlite_temp_schema", "sqlite_sequence", "sqlite_stat1", "sqlite_stat4"];
    private static readonly string[] SyntaxErrors = ["syntax error", "incomplete input", "unrecognized token"];

    private readonly HashSet<Change> changes = [];
    private readonly HashSet<Change> possible = [];
    private readonly HashSet<string> bodies = [];
    private string? shadows;
    private bool explains;
    private bool hasExpressions;
    private bool catalogue;
    private bool copiesOrDefines;

    /// <inheritdoc/>
    public SqlDialect Dialect => SqlDialect.Sqlite;

    /// <inheritdoc/>
    public Operation Sees => Operation.Read | Operation.Insert | Operation.Update | Operation.Delete | Operation.Schema;

    /// <inheritdoc/>
    public Seen Ask(string text)
    {
        var made = new List<string>();
        for (var attempt = 0; ; attempt++)
        {
            changes.Clear();
            possible.Clear();
            bodies.Clear();
            shadows = null;
            hasExpressions = text.Contains("WITH", StringComparison.OrdinalIgnoreCase);
            using var connection = TryOpen(made);
            if (connection is null)
                return Seen.Rejected($"can't have {string.Join("; ", made)}", unfinished: false);
            copiesOrDefines = hasExpressions || (text.Contains("INSERT", StringComparison.OrdinalIgnoreCase) && text.Contains("SELECT", StringComparison.OrdinalIgnoreCase));
            catalogue = text.Contains("sqlite_", StringComparison.OrdinalIgnoreCase);
            sqlite3_progress_handler(connection.Handle, Patience, _ => 1, null);
            sqlite3_set_authorizer(connection.Handle, (_, code, first, second, database, inner) => Authorize(code, first, second, database, inner), null);
            var problem = Run(connection.Handle!, text);
            sqlite3_set_authorizer(connection.Handle, (strdelegate_authorizer?)null, null);
            if (problem is null)
                return Answer();
            if (!lenient || attempt == Attempts || Missing(problem, made) is not { } cure)
                return Seen.Rejected(problem, SyntaxErrors.Any(problem.Contains));
            made.Add(cure);
        }
    }

    /// <inheritdoc/>
    public int Touched(string fill, string text)
    {
        using var connection = Open([]);
        Execute(connection, fill);
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <summary>The database with what was made for this text; null where that goes against itself.</summary>
    private SqliteConnection? TryOpen(List<string> made)
    {
        try
        {
            return Open(made);
        }
        catch (SqliteException) when (made.Count > 0)
        {
            return null;
        }
    }

    private SqliteConnection Open(List<string> made)
    {
        var connection = new SqliteConnection("Data Source=:memory:;Pooling=False");
        connection.Open();
        Execute(connection, schema);
        foreach (var statement in made)
            Execute(connection, statement);

        // REPLACE deletes without asking; a trigger, which is asked about, tells.
        Execute(connection, "PRAGMA recursive_triggers = ON");
        foreach (var table in Tables(connection))
            Execute(connection, $"CREATE TRIGGER \"{Watch}{table}\" AFTER DELETE ON \"{table.Replace("\"", "\"\"")}\" BEGIN SELECT 1; END");
        return connection;
    }

    private static List<string> Tables(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table'";
        using var reader = command.ExecuteReader();
        var tables = new List<string>();
        while (reader.Read())
            tables.Add(reader.GetString(0));
        return tables;
    }

    private static void Execute(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    /// <summary>Carries out each statement of the text; null, or what SQLite says against it.</summary>
    private string? Run(sqlite3 database, string text)
    {
        while (text.Length > 0)
        {
            var before = new HashSet<Change>(changes);
            if (sqlite3_prepare_v2(database, text, out var statement, out var rest) != SQLITE_OK)
                return sqlite3_errmsg(database).utf8_to_string();
            using (statement)
            {
                explains = statement is { IsInvalid: false } && sqlite3_stmt_isexplain(statement) != 0;
                if (explains)
                    ExplainOnly(before);
                else if (statement is { IsInvalid: false } && Finish(statement) != SQLITE_DONE && IsRejection(database))
                    return sqlite3_errmsg(database).utf8_to_string();
                // To do so it copies every table.
                if (text[..^rest.Length].Contains("VACUUM", StringComparison.OrdinalIgnoreCase))
                    ExplainOnly(before);
            }

            // SQLite reads no further than to a NUL.
            if (rest.Length >= text.Length)
                break;
            text = rest;
        }

        return null;
    }

    private static int Finish(sqlite3_stmt statement)
    {
        int result;
        do
            result = sqlite3_step(statement);
        while (result == SQLITE_ROW);
        return result;
    }

    /// <summary>A row that offends a constraint was understood; a name that isn't known was not.</summary>
    private static bool IsRejection(sqlite3 database) => sqlite3_errcode(database) == SQLITE_ERROR;

    private void ExplainOnly(HashSet<Change> before)
    {
        possible.UnionWith(changes.Except(before));
        changes.IntersectWith(before);
    }

    private Seen Answer()
    {
        // Dropping a table asks for its rows as well.
        var dropped = changes.Where(change => change.Operation == Operation.Delete && changes.Contains(change with { Operation = Operation.Schema })).ToList();
        // A table that was made up has no keys, and nothing in it can be dropped.
        var guesses = !lenient ? [] : changes.Where(change => change.Operation is Operation.Insert or Operation.Update)
            .Select(change => change with { Operation = Operation.Delete }).Append(new(Operation.Schema, "*"));
        // Rows that are copied as they are, and an expression that nobody uses, are not asked about.
        if (lenient && copiesOrDefines)
            guesses = guesses.Append(new(Operation.Read, "*"));
        // Its own tables are looked at for whatever is done, so that no question tells what the text asked for.
        if (catalogue)
            guesses = guesses.Concat(OwnTables.Select(table => new Change(AllOperations, table)));
        return Seen.Of(changes.Except(dropped), possible.Union(dropped).Union(guesses));
    }

    private int Authorize(int code, string? first, string? second, string? database, string? inner)
    {
        if (inner?.StartsWith(Watch, StringComparison.Ordinal) == true)
        {
            changes.Add(Change.Of(Operation.Delete, inner[Watch.Length..]));
            return SQLITE_OK;
        }

        if (database == "temp" || IsBookkeeping(first) || (shadows is not null && first?.StartsWith(shadows, StringComparison.Ordinal) == true) || (inner is not null && bodies.Contains(inner)))
            return SQLITE_OK;
        switch (code)
        {
            case SQLITE_READ when TableFunctions.Any(first!.StartsWith):
                break;
            case SQLITE_READ:
                // A source without a column may be a common table expression as well.
                (shadows is null && (second is not "" || !hasExpressions) ? changes : possible).Add(Change.Of(Operation.Read, first!));
                break;
            case SQLITE_INSERT:
                changes.Add(Change.Of(Operation.Insert, first!));
                break;
            case SQLITE_UPDATE:
                changes.Add(Change.Of(Operation.Update, first!));
                break;
            case SQLITE_DELETE:
                changes.Add(Change.Of(Operation.Delete, first!));
                break;
            case SQLITE_CREATE_TABLE:
                changes.Add(Change.Of(Operation.Schema, first!));
                // The rows of CREATE TABLE AS come without a question.
                possible.Add(Change.Of(Operation.Insert, first!));
                break;
            case SQLITE_CREATE_VTABLE:
                // A virtual table keeps its rows in tables named after it.
                shadows = first + "_";
                changes.Add(Change.Of(Operation.Schema, first!));
                break;
            case SQLITE_CREATE_VIEW:
                bodies.Add(first!);
                changes.Add(Change.Of(Operation.Schema, first!));
                break;
            case SQLITE_DROP_TABLE or SQLITE_DROP_VIEW or SQLITE_DROP_VTABLE or SQLITE_ANALYZE:
                changes.Add(Change.Of(Operation.Schema, first!));
                break;
            case SQLITE_ALTER_TABLE:
                changes.Add(Change.Of(Operation.Schema, second!));
                // A new name isn't asked about.
                possible.Add(new(Operation.Schema, "*"));
                break;
            case SQLITE_CREATE_INDEX or SQLITE_CREATE_TRIGGER:
                bodies.Add(first!);
                changes.Add(Change.Of(Operation.Schema, second!));
                break;
            case SQLITE_DROP_TRIGGER when first!.StartsWith(Watch, StringComparison.Ordinal):
                break;
            case SQLITE_DROP_INDEX or SQLITE_DROP_TRIGGER or SQLITE_REINDEX:
                // The text names the index; whose it is only the database knows.
                changes.Add(new(Operation.Schema, "*"));
                break;
            case SQLITE_PRAGMA:
                possible.Add(new(Operation.Schema | Operation.Read, "*"));
                break;
        }

        return SQLITE_OK;
    }

    private static bool IsBookkeeping(string? table) => table?.StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The statement that makes what is missing; null where something else is wrong.</summary>
    private static string? Missing(string problem, List<string> made)
    {
        if (After(problem, "no such table: ") is { } table)
            return $"CREATE TABLE {Quoted(table)} (id INTEGER PRIMARY KEY)";
        var column = After(problem, "no such column: ") ?? After(problem, "has no column named ");
        if (column is null)
            return null;
        var name = Quoted(column);
        // Which table it belongs to isn't said: each table that was made gets it, the newest first.
        for (var i = made.Count - 1; i >= 0; i--)
            if (After(made[i], "CREATE TABLE ") is { } definition)
            {
                var alter = $"ALTER TABLE {definition[..definition.IndexOf(" (id", StringComparison.Ordinal)]} ADD COLUMN {name}";
                if (!made.Contains(alter))
                    return alter;
            }

        return null;
    }

    private static string? After(string text, string start)
    {
        var at = text.IndexOf(start, StringComparison.Ordinal);
        return at < 0 ? null : text[(at + start.Length)..];
    }

    private static string Quoted(string name) => $"\"{name[(name.LastIndexOf('.') + 1)..].Replace("\"", "\"\"")}\"";
}
