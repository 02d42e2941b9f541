using System.Diagnostics;
using ImmutableGuard.Sql;
using MySqlConnector;

namespace ImmutableGuard.Conformance.Oracles;

/// <summary>
/// A MariaDB that is asked by a user without any right. Each right that a text is denied is granted, and the text is asked again,
/// until it isn't denied any more: the rights it needed are its effects. What it did is undone.
/// </summary>
public sealed class MariaDbOracle : IOracle, IRowCounter
{
    private const int Attempts = 60;

    /// <summary>For one text, in seconds: some sleep or wait for a lock.</summary>
    private const int Patience = 5;

    private readonly MariaDbServer server;
    private readonly string schema;
    private readonly bool lenient;
    private readonly MySqlConnection root;
    private MySqlConnection nobody;
    private bool altered;

    /// <summary>Makes the tables.</summary>
    /// <param name="server">The server; it is disposed of with the oracle.</param>
    /// <param name="schema">Statements that make the tables.</param>
    /// <param name="lenient">Whether a table or column that isn't there is made, so that texts about any tables can be asked.</param>
    public MariaDbOracle(MariaDbServer server, string schema, bool lenient = false)
    {
        (this.server, this.schema, this.lenient) = (server, schema, lenient);
        root = server.Connect("root", "mysql");
        Execute($"CREATE OR REPLACE USER {MariaDbServer.Nobody}@localhost");
        MakeTables();
        nobody = server.Connect(MariaDbServer.Nobody);
    }

    /// <inheritdoc/>
    public SqlDialect Dialect => SqlDialect.MySql;

    /// <inheritdoc/>
    public Operation Sees => Operation.Read | Operation.Insert | Operation.Update | Operation.Delete | Operation.Truncate | Operation.Schema | Operation.Call;

    /// <inheritdoc/>
    public Seen Ask(string text)
    {
        var denied = new Rights(text);
        var made = new Missing();
        try
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                var problem = Try(text);
                if (problem is null)
                    return denied.ToSeen(Exists);
                if (denied.Add(problem) is { } grant)
                {
                    if (grant.Length == 0)
                        return denied.ToSeen(Exists);
                    Grant(grant, made);
                }
                else if (lenient && made.Cure(problem, denied.Tables) is { } cure)
                {
                    altered = true;
                    Execute(cure);
                }
                else
                {
                    return Seen.Rejected($"{problem.Number}: {problem.Message}", IsUnfinished(problem));
                }
            }

            return Seen.Rejected("asked too often", unfinished: false);
        }
        catch (MySqlException e)
        {
            // A right that can't be granted, a table that can't be made.
            return Seen.Rejected(e.Message, unfinished: false);
        }
        finally
        {
            Undo(denied);
        }
    }

    /// <inheritdoc/>
    public int Touched(string fill, string text)
    {
        using var connection = server.Connect("root");
        using var transaction = connection.BeginTransaction();
        using var command = new MySqlCommand(fill, connection, transaction);
        command.ExecuteNonQuery();
        command.CommandText = text;
        return command.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        nobody.Dispose();
        root.Dispose();
        server.Dispose();
    }

    /// <summary>Whether it is the text's end that MariaDB stumbles on, or a quote or comment that isn't closed.</summary>
    private static bool IsUnfinished(MySqlException problem)
    {
        var near = problem.Message.IndexOf(" near '", StringComparison.Ordinal);
        return problem.ErrorCode == MySqlErrorCode.ParseError && near >= 0 && problem.Message[near + " near '".Length] is '\'' or '"' or '`' or '/';
    }

    private MySqlException? Try(string text)
    {
        if (nobody.State != System.Data.ConnectionState.Open)
        {
            nobody.Dispose();
            nobody = server.Connect(MariaDbServer.Nobody);
        }

        try
        {
            Execute(nobody, $"USE {MariaDbServer.Database}");
            Execute(nobody, "SET autocommit = 0");
            using var command = nobody.CreateCommand();
            command.CommandText = text;
            command.CommandTimeout = Patience;
            using var reader = command.ExecuteReader();
            var watch = Stopwatch.StartNew();
            do
            {
                while (reader.Read())
                {
                }

                // A loop without an end has always one more result.
                if (watch.Elapsed.TotalSeconds > Patience)
                    Execute($"KILL QUERY {nobody.ServerThread}");
            }
            while (reader.NextResult());
            return null;
        }
        catch (MySqlException e)
        {
            return e;
        }
        finally
        {
            if (nobody.State == System.Data.ConnectionState.Open)
                nobody.ResetConnectionAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private void Grant(string grant, Missing made)
    {
        try
        {
            Execute(grant);
        }
        catch (MySqlException e) when (lenient && e.ErrorCode is MySqlErrorCode.NoSuchTable or MySqlErrorCode.UnknownDatabase)
        {
            altered = true;
            if (made.Cure(e, []) is { } cure)
                Execute(cure);
            Execute(grant);
        }
    }

    private bool Exists(string table)
    {
        // The name comes in lower case, in which the server wouldn't find a table called otherwise.
        using var command = root.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA NOT IN ('mysql', 'sys', 'performance_schema', 'information_schema') AND LOWER(TABLE_NAME) = @table";
        command.Parameters.AddWithValue("@table", table);
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) > 0;
    }

    private void Undo(Rights denied)
    {
        try
        {
            Execute($"REVOKE ALL PRIVILEGES, GRANT OPTION FROM {MariaDbServer.Nobody}@localhost");
        }
        catch (MySqlException)
        {
            // The text changed the server's own tables, where users and rights are kept.
            Execute($"FLUSH PRIVILEGES; CREATE OR REPLACE USER {MariaDbServer.Nobody}@localhost");
        }

        if (altered || denied.TouchSchema)
            MakeTables();
        else
            GrantHarmless();
    }

    private void MakeTables()
    {
        altered = false;
        var databases = new List<string>();
        using (var command = root.CreateCommand())
        {
            command.CommandText = "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME NOT IN ('mysql', 'sys', 'performance_schema', 'information_schema')";
            using var reader = command.ExecuteReader();
            while (reader.Read())
                databases.Add(reader.GetString(0));
        }

        foreach (var database in databases)
            Execute($"DROP DATABASE `{database}`");
        Execute($"CREATE DATABASE {MariaDbServer.Database}; USE {MariaDbServer.Database}; {schema}");
        GrantHarmless();
    }

    /// <summary>Rights that change nothing, but without which a server doesn't even look at a statement.</summary>
    private void GrantHarmless() =>
        Execute($"GRANT CREATE TEMPORARY TABLES, LOCK TABLES, SHOW VIEW, FILE ON *.* TO {MariaDbServer.Nobody}@localhost");

    private void Execute(string statement) => Execute(root, statement);

    private static void Execute(MySqlConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    /// <summary>Makes what a text names and the database lacks.</summary>
    private sealed class Missing
    {
        private readonly List<string> tables = [];
        private readonly HashSet<string> cures = [];

        /// <summary>The statement that makes what is missing; null where something else is wrong.</summary>
        public string? Cure(MySqlException problem, IReadOnlyCollection<string> named)
        {
            var names = Rights.Quotations(problem.Message);
            switch (problem.ErrorCode)
            {
                case MySqlErrorCode.UnknownDatabase when names is [var database, ..]:
                    return Once($"CREATE DATABASE `{database}`");
                case MySqlErrorCode.NoSuchTable when names is [var table, ..]:
                    var quoted = string.Join('.', table.Split('.', 2).Select(part => $"`{part}`"));
                    tables.Add(quoted);
                    return Once($"CREATE TABLE {quoted} (id INT)");
                case MySqlErrorCode.BadFieldError when names is [var column, ..]:
                    var last = column[(column.LastIndexOf('.') + 1)..];
                    return tables.Concat(named).Distinct().Select(table => Once($"ALTER TABLE {table} ADD COLUMN `{last}` VARCHAR(99)")).FirstOrDefault(cure => cure is not null);
                default:
                    return null;
            }
        }

        private string? Once(string cure) => cures.Add(cure) ? cure : null;
    }
}
