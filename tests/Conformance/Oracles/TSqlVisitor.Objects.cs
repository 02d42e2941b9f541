using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace ImmutableGuard.Conformance.Oracles;

// Statements about objects: what is created, altered, dropped, filled or emptied as a whole.
internal sealed partial class TSqlVisitor
{
    // A body that is only being created isn't carried out.
    public override void ExplicitVisit(CreateProcedureStatement node) => Defines();
    public override void ExplicitVisit(AlterProcedureStatement node) => Defines();
    public override void ExplicitVisit(CreateOrAlterProcedureStatement node) => Defines();
    public override void ExplicitVisit(CreateFunctionStatement node) => Defines();
    public override void ExplicitVisit(AlterFunctionStatement node) => Defines();
    public override void ExplicitVisit(CreateOrAlterFunctionStatement node) => Defines();
    public override void ExplicitVisit(CreateTriggerStatement node) => Defines();
    public override void ExplicitVisit(AlterTriggerStatement node) => Defines();
    public override void ExplicitVisit(CreateOrAlterTriggerStatement node) => Defines();
    public override void ExplicitVisit(CreateViewStatement node)
    {
        Defines();
        if (!node.IsMaterialized)
            return;
        Add(Operation.Insert, node.SchemaObjectName);
        base.ExplicitVisit(node);
    }

    // A default is worked out when a row comes.
    public override void ExplicitVisit(DefaultConstraintDefinition node) { }

    public override void ExplicitVisit(AlterViewStatement node) => Defines();
    public override void ExplicitVisit(CreateOrAlterViewStatement node) => Defines();

    public override void Visit(TSqlStatement node)
    {
        if (node is SelectStatement or DataModificationStatement or TruncateTableStatement)
            return;
        // Which of the many other statements say 'schema' is the classifier's decision, except of tables.
        Possible.Add(new(Operation.Schema, "*"));
    }

    public override void Visit(BulkInsertStatement node) => Add(Operation.Insert, node.To);

    public override void Visit(InsertBulkStatement node) => Add(Operation.Insert, node.To);

    public override void Visit(CopyStatement node) => Add(Operation.Insert, node.Into);

    public override void Visit(ReceiveStatement node) => Add(Operation.Delete, node.Queue);

    public override void Visit(TextModificationStatement node)
    {
        // WRITETEXT names a column: the table is before it.
        if (node.Column.MultiPartIdentifier.Identifiers is [.., var table, _])
            Changes.Add(Change.Of(Operation.Update, table.Value));
    }

    public override void Visit(OpenQueryTableReference node)
    {
        var inner = oracle.Ask(node.Query.Value);
        Possible.UnionWith(inner.Changes);
    }

    public override void Visit(TruncateTableStatement node) => Add(Operation.Truncate, node.TableName);

    public override void Visit(CreateTableStatement node)
    {
        Add(Operation.Schema, node.SchemaObjectName);
        if (node.SelectStatement is not null)
            Add(Operation.Insert, node.SchemaObjectName);
    }

    public override void Visit(AlterTableStatement node) => Add(Operation.Schema, node.SchemaObjectName);

    public override void Visit(DropTableStatement node)
    {
        foreach (var table in node.Objects)
            Add(Operation.Schema, table);
    }

    public override void Visit(CreateIndexStatement node) => Add(Operation.Schema, node.OnName);

    private void Defines() => Possible.Add(new(Operation.Schema, "*"));
}
