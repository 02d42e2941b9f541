using System.Text;
using System.Text.Json;

namespace ImmutableGuard.Conformance.Oracles;

/// <summary>Collects what the statements of a PostgreSQL tree do.</summary>
internal sealed partial class PgVisitor
{
    private const Operation Anything = (Operation)0xFF;

    /// <summary>Functions that change something; what exactly is for the classifier to say.</summary>
    private static readonly string[] ChangingFunctions = ["nextval", "setval", "lo_", "pg_", "dblink", "ts_", "lowrite", "query_to_xml", "table_to_xml", "cursor_to_xml", "database_to_xml", "schema_to_xml"];

    /// <summary>In bytes; where a character would go beyond, three fewer.</summary>
    private const int LongestName = 63;

    private readonly HashSet<string> temporary = [];
    private Scope? scope;
    private bool inserts;

    /// <summary>What the statements do.</summary>
    public HashSet<Change> Changes { get; } = [];

    /// <summary>What they may do.</summary>
    public HashSet<Change> Possible { get; } = [];

    /// <summary>Reads a statement, or any node of one.</summary>
    public void Read(JsonElement node)
    {
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var element in node.EnumerateArray())
                Read(element);
        }
        else if (node.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in node.EnumerateObject())
                Read(property.Name, property.Value);
        }
    }

    private void Read(string name, JsonElement node)
    {
        var outer = scope;
        switch (name)
        {
            case "SelectStmt" or "larg" or "rarg":
                With(node);
                Into(node);
                ReadAllBut(node, "withClause", "intoClause", "lockingClause");
                break;
            case "InsertStmt":
                With(node);
                Change(Operation.Insert, node);
                if (node.TryGetProperty("onConflictClause", out var conflict) && conflict.GetProperty("action").GetString() == "ONCONFLICT_UPDATE")
                    Change(Operation.Update, node);
                // A server refuses the INTO of a query whose rows go elsewhere; its parser doesn't.
                inserts = true;
                ReadAllBut(node, "withClause", "relation");
                inserts = false;
                break;
            case "UpdateStmt" or "DeleteStmt":
                With(node);
                Change(name == "UpdateStmt" ? Operation.Update : Operation.Delete, node);
                ReadAllBut(node, "withClause", "relation");
                break;
            case "MergeStmt":
                With(node);
                foreach (var clause in node.GetProperty("mergeWhenClauses").EnumerateArray())
                    if (Action(clause.GetProperty("MergeWhenClause")) is { } action)
                        Change(action, node);
                ReadAllBut(node, "withClause", "relation");
                break;
            case "RangeVar":
                Table(node);
                break;
            case "FuncCall":
                Function(node);
                Read(node);
                break;
            default:
                // Nodes are named in capitals, the fields that hold them aren't.
                if (!char.IsAsciiLetterUpper(name[0]) || !name.EndsWith("Stmt", StringComparison.Ordinal))
                    Read(node);
                else
                    Utility(name, node);
                break;
        }

        scope = outer;
    }

    private static Operation? Action(JsonElement clause) => clause.GetProperty("commandType").GetString() switch
    {
        "CMD_INSERT" => Operation.Insert,
        "CMD_UPDATE" => Operation.Update,
        "CMD_DELETE" => Operation.Delete,
        _ => null,
    };

    /// <summary>Reads the common table expressions; those before are known in the next, and in the statement all.</summary>
    private void With(JsonElement node)
    {
        if (!node.TryGetProperty("withClause", out var with))
            return;
        var expressions = with.GetProperty("ctes").EnumerateArray().Select(cte => cte.GetProperty("CommonTableExpr")).ToList();
        if (with.TryGetProperty("recursive", out _))
            foreach (var expression in expressions)
                scope = new(expression.GetProperty("ctename").GetString()!, scope);
        foreach (var expression in expressions)
        {
            Read(expression.GetProperty("ctequery"));
            scope = new(expression.GetProperty("ctename").GetString()!, scope);
        }
    }

    private void Into(JsonElement node)
    {
        if (!node.TryGetProperty("intoClause", out var into))
            return;
        if (inserts)
            return;
        Change(Operation.Schema, into, "rel");
        Change(Operation.Insert, into, "rel");
    }

    private void ReadAllBut(JsonElement node, params ReadOnlySpan<string> names)
    {
        foreach (var property in node.EnumerateObject())
            if (!names.Contains(property.Name))
                Read(property.Name, property.Value);
    }

    private void Change(Operation operation, JsonElement node, string relation = "relation")
    {
        if (!node.TryGetProperty(relation, out var table))
            return;
        if (table.TryGetProperty("RangeVar", out var inner))
            table = inner;
        var name = table.GetProperty("relname").GetString()!;
        if (table.TryGetProperty("relpersistence", out var kept) && kept.GetString() == "t")
            temporary.Add(name);
        else if (!IsTemporary(table))
            Changes.Add(Named(operation, name));
    }

    /// <summary>The change of a table; one whose name PostgreSQL has cut off is some table where the last dot in it isn't the name's any more.</summary>
    private static Change Named(Operation operation, string name) => Encoding.UTF8.GetByteCount(name) >= LongestName - 3 && name.Contains('.')
        ? new(operation, "*")
        : Oracles.Change.Of(operation, name);

    private void Table(JsonElement table)
    {
        if (IsTemporary(table))
            return;
        var name = table.GetProperty("relname").GetString()!;
        if (table.TryGetProperty("schemaname", out _) || scope?.Knows(name) != true)
            Changes.Add(Named(Operation.Read, name));
    }

    private bool IsTemporary(JsonElement table) => table.TryGetProperty("schemaname", out var schema)
        ? schema.GetString() == "pg_temp"
        : temporary.Contains(table.GetProperty("relname").GetString()!);

    private void Function(JsonElement node)
    {
        var name = node.GetProperty("funcname").EnumerateArray().Last().GetProperty("String").GetProperty("sval").GetString()!;
        if (ChangingFunctions.Any(start => name.StartsWith(start, StringComparison.Ordinal)))
            Possible.Add(new(Anything, "*"));
    }

    private sealed record Scope(string Name, Scope? Outer)
    {
        public bool Knows(string name) => Name == name || Outer?.Knows(name) == true;
    }
}
