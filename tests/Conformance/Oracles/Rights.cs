using System.Text;
using MySqlConnector;

namespace ImmutableGuard.Conformance.Oracles;

/// <summary>The rights that a MariaDB denied to one text, and the effects they stand for.</summary>
/// <param name="text">The text.</param>
internal sealed class Rights(string text)
{
    /// <summary>Statements that want rights for what they don't do: they explain, lock or maintain.</summary>
    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "EXPLAIN", "DESCRIBE", "DESC", "SHOW", "SET", "PREPARE", "LOCK", "CHECK", "CHECKSUM", "OPTIMIZE", "REPAIR", "FLUSH", "CACHE",
    };

    private static readonly string[] Maintenance = ["BACKUP LOCK", "BACKUP UNLOCK", "ANALYZE TABLE", "ANALYZE LOCAL", "ANALYZE NO_WRITE_TO_BINLOG"];

    private readonly HashSet<(string Right, string Table)> denied = [];
    private readonly HashSet<Change> others = [];
    private readonly HashSet<Change> unseen = [];
    private readonly string start = WithoutComments(text);
    private bool databaseDenied;

    /// <summary>The tables, in quotes, that a right was denied on.</summary>
    public IReadOnlyCollection<string> Tables => [.. denied.Select(right => right.Table).Distinct()];

    /// <summary>Whether something other than rows may have changed, or rows for good.</summary>
    public bool TouchSchema => others.Count > 0 || denied.Any(right => right.Right is not ("SELECT" or "INSERT" or "UPDATE" or "DELETE"));

    /// <summary>
    /// Notes what a text was denied. The statement that grants it; empty where no more can be seen, because nobody is to be granted
    /// that; null where the text failed for another reason.
    /// </summary>
    public string? Add(MySqlException problem)
    {
        switch (problem.ErrorCode)
        {
            case MySqlErrorCode.TableAccessDenied:
                var onTable = problem.Message.LastIndexOf(" for table ", StringComparison.Ordinal);
                return Grant(Wanted(problem), problem.Message[(onTable + " for table ".Length)..]);
            case MySqlErrorCode.ColumnAccessDenied when Quotations(problem.Message) is [.., var name]:
                var known = denied.Select(right => right.Table).LastOrDefault(one => LastName(one) == name.ToLowerInvariant());
                return Grant(Wanted(problem), known ?? $"`{MariaDbServer.Database}`.`{name}`");
            case MySqlErrorCode.PrecedureAccessDenied when Quotations(problem.Message) is [.., var routine]:
                // What a function in a query does can't be seen, and the rest isn't asked about any more.
                if (Wanted(problem) is ["EXECUTE"] && !FirstWord.Equals("CALL", StringComparison.OrdinalIgnoreCase))
                    unseen.Add(new(Operation.Read | Operation.Insert | Operation.Update | Operation.Delete | Operation.Schema | Operation.Call, "*"));
                else
                    others.Add(Change.Of(Wanted(problem) is ["EXECUTE"] ? Operation.Call : Operation.Schema, routine[(routine.LastIndexOf('.') + 1)..]));
                return "";
            case MySqlErrorCode.DatabaseAccessDenied when !databaseDenied:
                databaseDenied = true;
                others.Add(new(Operation.Schema, "*"));
                return $"GRANT CREATE ROUTINE, ALTER ROUTINE, EVENT ON *.* TO {MariaDbServer.Nobody}@localhost";
            case MySqlErrorCode.DatabaseAccessDenied:
                return "";
            // PROCESS, for what the server says of itself.
            case MySqlErrorCode.SpecifiedAccessDeniedError when FirstWord.ToUpperInvariant() is "SELECT" or "WITH" or "":
                unseen.Add(new(Operation.Read, "*"));
                return "";
            case MySqlErrorCode.SpecifiedAccessDeniedError:
                others.Add(new(Operation.Schema, "*"));
                return "";
            // Only where a file may be is looked at after the rights.
            case MySqlErrorCode.OptionPreventsStatement or MySqlErrorCode.FileNotFound:
                return "";
            default:
                return null;
        }
    }

    /// <summary>What the rights say.</summary>
    /// <param name="exists">Whether a table is still there now that the text was carried out.</param>
    public Seen ToSeen(Func<string, bool> exists)
    {
        var changes = new HashSet<Change>();
        var possible = new HashSet<Change>(others.Union(unseen));
        // Nobody is denied those.
        if (text.Contains("information_schema", StringComparison.OrdinalIgnoreCase))
            possible.Add(new(Operation.Read, "*"));
        var renames = denied.Any(right => right.Right == "ALTER");
        // A view's query isn't carried out, and CREATE TABLE … LIKE reads no rows.
        var defines = denied.Any(right => right.Right == "CREATE VIEW" || (right.Right == "CREATE" && !denied.Contains(("INSERT", right.Table))));
        foreach (var (right, table) in denied)
        {
            var whole = LastName(table);
            var name = Change.Of(default, whole).Table;
            switch (right)
            {
                case "SELECT":
                    (defines ? possible : changes).Add(new(Operation.Read, name));
                    break;
                case "INSERT" when name == Generators.Schemas.Sequence:
                    changes.Add(new(Operation.Update, name));
                    break;
                case "INSERT":
                    // A table's new name is asked for as if it were filled.
                    (renames ? possible : changes).Add(new(Operation.Insert, name));
                    break;
                case "UPDATE":
                    changes.Add(new(Operation.Update, name));
                    break;
                case "DELETE" or "DELETE HISTORY":
                    changes.Add(new(Operation.Delete, name));
                    break;
                case "DROP":
                    changes.Add(new(exists(whole) ? Operation.Schema | Operation.Truncate : Operation.Schema, name));
                    break;
                case "REFERENCES":
                    possible.Add(new(Operation.Schema, name));
                    break;
                default:
                    changes.Add(new(Operation.Schema, name));
                    break;
            }
        }

        if ((!Harmless.Contains(FirstWord) || start.StartsWith("SET STATEMENT", StringComparison.OrdinalIgnoreCase)) && !Maintenance.Any(start.ToUpperInvariant().StartsWith))
            return Seen.Of(changes.Union(others), possible);
        return Seen.Of([], possible.Union(changes).Append(new(Operation.Schema, "*")));
    }

    /// <summary>What stands in quotes of either kind, without them.</summary>
    public static IReadOnlyList<string> Quotations(string message)
    {
        var found = new List<string>();
        for (var start = message.IndexOf('\'', StringComparison.Ordinal); start >= 0;)
        {
            var end = message.IndexOf('\'', start + 1);
            if (end < 0)
                break;
            found.Add(message[(start + 1)..end]);
            start = message.IndexOf('\'', end + 1);
        }

        return found;
    }

    private string FirstWord => new([.. start.TakeWhile(char.IsAsciiLetter)]);

    private static string WithoutComments(string text)
    {
        for (text = text.TrimStart(); ; text = text.TrimStart())
        {
            var end = text.StartsWith('#') || text.StartsWith("--", StringComparison.Ordinal) ? text.IndexOf('\n', StringComparison.Ordinal)
                : text.StartsWith("/*", StringComparison.Ordinal) && !text.StartsWith("/*!", StringComparison.Ordinal) ? text.IndexOf("*/", StringComparison.Ordinal) + 1
                : 0;
            if (end <= 0)
                return text;
            text = text[(end + 1)..];
        }
    }

    private string? Grant(IReadOnlyList<string> rights, string table)
    {
        var news = rights.Where(right => denied.Add((right, table))).ToList();
        return news.Count == 0 ? null : $"GRANT {string.Join(", ", news)} ON {table} TO {MariaDbServer.Nobody}@localhost";
    }

    /// <summary>The rights at the front of <c>INSERT, DELETE command denied to user …</c>.</summary>
    private static string[] Wanted(MySqlException problem) =>
        problem.Message[..problem.Message.IndexOf(" command denied", StringComparison.Ordinal)].ToUpperInvariant().Split(", ");

    private static string LastName(string table)
    {
        // `db`.`t``x`
        var name = new StringBuilder();
        for (var i = table.Length - 2; i > 0; i--)
        {
            if (table[i] == '`' && table[i - 1] != '`')
                break;
            if (table[i] == '`')
                i--;
            name.Insert(0, table[i]);
        }

        return name.ToString().ToLowerInvariant();
    }
}
