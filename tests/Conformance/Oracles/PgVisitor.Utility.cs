using System.Text.Json;

namespace ImmutableGuard.Conformance.Oracles;

// Statements that are neither queries nor changes of rows.
internal sealed partial class PgVisitor
{
    private void Utility(string name, JsonElement node)
    {
        switch (name)
        {
            case "TruncateStmt":
                foreach (var relation in node.GetProperty("relations").EnumerateArray())
                    Truncate(relation.GetProperty("RangeVar"));
                if (node.GetProperty("behavior").GetString() == "DROP_CASCADE")
                    Changes.Add(new(Operation.Truncate, "*"));
                break;
            case "CopyStmt":
                if (node.TryGetProperty("is_from", out _))
                    Change(Operation.Insert, node);
                else if (node.TryGetProperty("relation", out var table))
                    Table(table);
                if (node.TryGetProperty("query", out var query))
                    Read(query);
                break;
            case "CreateTableAsStmt":
                var into = node.GetProperty("into");
                Change(Operation.Schema, into, "rel");
                if (!into.TryGetProperty("skipData", out _))
                    Change(Operation.Insert, into, "rel");
                if (!into.TryGetProperty("skipData", out _))
                    Read(node.GetProperty("query"));
                else
                    Aside(node.GetProperty("query"));
                break;
            case "ExplainStmt":
                if (node.TryGetProperty("options", out var options) && options.EnumerateArray().Any(Analyzes))
                    Read(node.GetProperty("query"));
                else
                    Aside(node);
                break;
            case "CreateStmt" or "IndexStmt" or "CreateTrigStmt":
                Change(Operation.Schema, node);
                Possible.Add(new(Operation.Schema, "*"));
                break;
            case "AlterTableStmt" or "RenameStmt" when node.TryGetProperty("relation", out _):
                Change(Operation.Schema, node);
                Possible.Add(new(Operation.Schema, "*"));
                break;
            case "DropStmt" when node.GetProperty("removeType").GetString() is "OBJECT_TABLE" or "OBJECT_VIEW":
                foreach (var names in node.GetProperty("objects").EnumerateArray())
                    if (names.GetProperty("List").GetProperty("items").EnumerateArray().Last().GetProperty("String").GetProperty("sval").GetString() is { } last && !temporary.Contains(last))
                        Changes.Add(Named(Operation.Schema, last));
                Possible.Add(new(Operation.Schema, "*"));
                break;
            case "DoStmt" or "ExecuteStmt" or "CallStmt":
                Possible.Add(new(Anything, "*"));
                break;
            case "TransactionStmt" or "VariableShowStmt" or "ListenStmt" or "NotifyStmt" or "UnlistenStmt" or "DeallocateStmt" or "ClosePortalStmt" or "FetchStmt":
                break;
            default:
                Aside(node);
                Possible.Add(new(Operation.Schema, "*"));
                break;
        }
    }

    private void Truncate(JsonElement table)
    {
        if (!IsTemporary(table))
            Changes.Add(Named(Operation.Truncate, table.GetProperty("relname").GetString()!));
    }

    /// <summary>What a statement names but doesn't carry out now.</summary>
    private void Aside(JsonElement node)
    {
        var inner = new PgVisitor();
        inner.Read(node);
        Possible.UnionWith(inner.Changes.Where(change => change.Operation == Operation.Read));
    }

    private static bool Analyzes(JsonElement option)
    {
        var definition = option.GetProperty("DefElem");
        if (definition.GetProperty("defname").GetString() != "analyze")
            return false;
        return !definition.TryGetProperty("arg", out var value) || value.EnumerateObject().First() switch
        {
            { Name: "String" } text => text.Value.GetProperty("sval").GetString() is "true" or "on",
            { Name: "Integer" } number => number.Value.TryGetProperty("ival", out var one) && one.GetInt32() != 0,
            { Name: "Boolean" } boolean => boolean.Value.TryGetProperty("boolval", out var truth) && truth.GetBoolean(),
            _ => true,
        };
    }
}
