using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace ImmutableGuard.Conformance.Oracles;

/// <summary>The changes of rows in a T-SQL text, over Microsoft's own parse tree.</summary>
public static class ScriptDomOracle
{
    /// <summary>The top-level statements of a script, or none where ScriptDom rejects it.</summary>
    public static IReadOnlyList<(string Text, IReadOnlySet<Write> Writes)> Read(string script)
    {
        var tree = new TSql170Parser(initialQuotedIdentifiers: true).Parse(new StringReader(script), out var errors);
        if (errors.Count > 0 || tree is not TSqlScript parsed)
            return [];
        return [.. parsed.Batches.SelectMany(batch => batch.Statements).Select(statement => (
            script.Substring(statement.StartOffset, statement.FragmentLength), WritesOf(statement)))];
    }

    private static IReadOnlySet<Write> WritesOf(TSqlStatement statement)
    {
        var visitor = new WriteVisitor();
        statement.Accept(visitor);
        return visitor.Writes;
    }

    private sealed class WriteVisitor : TSqlFragmentVisitor
    {
        private readonly Dictionary<string, CommonTableExpression> expressions = new(StringComparer.OrdinalIgnoreCase);

        public HashSet<Write> Writes { get; } = [];

        // A body that is only being created isn't carried out.
        public override void ExplicitVisit(CreateProcedureStatement node) { }
        public override void ExplicitVisit(AlterProcedureStatement node) { }
        public override void ExplicitVisit(CreateOrAlterProcedureStatement node) { }
        public override void ExplicitVisit(CreateFunctionStatement node) { }
        public override void ExplicitVisit(AlterFunctionStatement node) { }
        public override void ExplicitVisit(CreateOrAlterFunctionStatement node) { }
        public override void ExplicitVisit(CreateTriggerStatement node) { }
        public override void ExplicitVisit(AlterTriggerStatement node) { }
        public override void ExplicitVisit(CreateOrAlterTriggerStatement node) { }

        public override void Visit(CommonTableExpression node) => expressions[node.ExpressionName.Value] = node;

        public override void Visit(InsertSpecification node) => Add(Operation.Insert, node.Target, null);

        public override void Visit(UpdateSpecification node) => Add(Operation.Update, node.Target, node.FromClause);

        public override void Visit(DeleteSpecification node) => Add(Operation.Delete, node.Target, node.FromClause);

        public override void Visit(MergeSpecification node)
        {
            foreach (var clause in node.ActionClauses)
                Add(clause.Action switch
                {
                    InsertMergeAction => Operation.Insert,
                    UpdateMergeAction => Operation.Update,
                    _ => Operation.Delete,
                }, node.Target, null);
        }

        public override void Visit(OutputIntoClause node) => Add(Operation.Insert, node.IntoTable, null);

        public override void Visit(BulkInsertStatement node) => Add(Operation.Insert, node.To);

        public override void Visit(TruncateTableStatement node) => Add(Operation.Truncate, node.TableName);

        public override void Visit(SelectStatement node)
        {
            if (node.Into is { } table)
                Add(Operation.Insert, table);
        }

        private void Add(Operation operation, TableReference target, FromClause? from)
        {
            if (target is VariableTableReference)
                return;
            if (Resolve(target, from?.TableReferences) is NamedTableReference named)
                Add(operation, named.SchemaObject);
            else
                Writes.Add(new(operation, "*"));
        }

        private void Add(Operation operation, SchemaObjectName name)
        {
            if (!name.BaseIdentifier.Value.StartsWith('#'))
                Writes.Add(new(operation, name.BaseIdentifier.Value.ToLowerInvariant()));
        }

        private TableReference? Resolve(TableReference target, IList<TableReference>? sources)
        {
            if (target is not NamedTableReference { SchemaObject.Count: 1 } named)
                return target;
            var name = named.SchemaObject.BaseIdentifier.Value;
            if (sources?.SelectMany(Leaves).FirstOrDefault(leaf => Is(leaf.Alias, name)) is { } aliased && aliased != target)
                return Resolve(aliased, null);
            // The view that a common table expression is changed through: only one with a single table can be told.
            if (expressions.Remove(name, out var expression))
                return expression.QueryExpression is QuerySpecification { FromClause.TableReferences: [var only] } query
                    ? Resolve(only, query.FromClause.TableReferences)
                    : null;
            return target;
        }

        private static bool Is(Identifier? alias, string name) => string.Equals(alias?.Value, name, StringComparison.OrdinalIgnoreCase);

        private static IEnumerable<TableReferenceWithAlias> Leaves(TableReference reference) => reference switch
        {
            JoinTableReference join => Leaves(join.FirstTableReference).Concat(Leaves(join.SecondTableReference)),
            JoinParenthesisTableReference parenthesis => Leaves(parenthesis.Join),
            TableReferenceWithAlias leaf => [leaf],
            _ => [],
        };
    }
}
