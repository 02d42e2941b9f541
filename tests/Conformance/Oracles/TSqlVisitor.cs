using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace ImmutableGuard.Conformance.Oracles;

/// <summary>Collects what the statements of a T-SQL tree do.</summary>
/// <param name="oracle">Who reads a text that is carried out.</param>
internal sealed partial class TSqlVisitor(ScriptDomOracle oracle) : TSqlFragmentVisitor
{
    private readonly Dictionary<string, CommonTableExpression> expressions = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> expressionNames = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<TableReference> targets = [];
    private readonly List<NamedTableReference> named = [];

    /// <summary>What the statements do.</summary>
    public HashSet<Change> Changes { get; } = [];

    /// <summary>What they may do.</summary>
    public HashSet<Change> Possible { get; } = [];

    /// <summary>Reads one top-level statement.</summary>
    public void Read(TSqlStatement statement)
    {
        expressions.Clear();
        expressionNames.Clear();
        targets.Clear();
        named.Clear();
        statement.Accept(this);
        foreach (var table in named.Where(table => !targets.Contains(table) && !IsTemporary(table.SchemaObject)))
        {
            var read = Change.Of(Operation.Read, table.SchemaObject.BaseIdentifier.Value);
            var hidden = table.SchemaObject.Count == 1 && expressionNames.Contains(read.Table);
            // An expression may be named like the table that it reads, and is then both.
            (hidden ? Possible : Changes).Add(read);
        }
    }

    // A block is one statement to the tree; an expression can be seen by the one behind it only.
    public override void Visit(StatementWithCtesAndXmlNamespaces node) => expressions.Clear();

    public override void Visit(CommonTableExpression node)
    {
        expressionNames.Add(node.ExpressionName.Value);
        expressions[node.ExpressionName.Value] = node;
    }

    public override void Visit(NamedTableReference node) => named.Add(node);

    public override void Visit(ChangeTableChangesTableReference node) => Add(Operation.Read, node.Target);

    public override void Visit(ChangeTableVersionTableReference node) => Add(Operation.Read, node.Target);

    public override void Visit(FullTextTableReference node) => Add(Operation.Read, node.TableName);

    public override void Visit(CreateExternalTableStatement node)
    {
        if (node.SelectStatement is not null)
            Add(Operation.Insert, node.SchemaObjectName);
    }

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

    public override void Visit(SelectStatement node)
    {
        if (node.Into is not { } table)
            return;
        Add(Operation.Insert, table);
        Add(Operation.Schema, table);
    }

    public override void Visit(NextValueForExpression node) => Add(Operation.Update, node.SequenceName);

    public override void Visit(ExecuteSpecification node)
    {
        var text = node.ExecutableEntity switch
        {
            ExecutableStringList list when list.Strings.All(one => one is StringLiteral) => string.Concat(list.Strings.Cast<StringLiteral>().Select(one => one.Value)),
            ExecutableProcedureReference { ProcedureReference.ProcedureReference.Name.BaseIdentifier.Value: var name, Parameters: [{ ParameterValue: StringLiteral first }, ..] }
                when name.Equals("sp_executesql", StringComparison.OrdinalIgnoreCase) => first.Value,
            _ => null,
        };
        if (text is null || node.LinkedServer is not null)
            return;
        var inner = oracle.Ask(text);
        Changes.UnionWith(inner.Changes);
        Possible.UnionWith(inner.Possible);
    }

    private void Add(Operation operation, TableReference target, FromClause? from)
    {
        targets.Add(target);
        if (target is VariableTableReference)
            return;
        var resolved = Resolve(target, from?.TableReferences);
        if (resolved is NamedTableReference table)
            Add(operation, table.SchemaObject);
        else if (resolved is not VariableTableReference)
            Changes.Add(new(operation, "*"));
    }

    private void Add(Operation operation, SchemaObjectName? name)
    {
        if (name is not null && !IsTemporary(name))
            Changes.Add(Change.Of(operation, name.BaseIdentifier.Value));
    }

    private static bool IsTemporary(SchemaObjectName name) => name.BaseIdentifier.Value.StartsWith('#');

    /// <summary>The table a target stands for; expressions that stand for each other, which no server takes, end the search.</summary>
    private TableReference? Resolve(TableReference target, IList<TableReference>? sources, int depth = 0)
    {
        if (depth > expressions.Count + 1)
            return target;
        // A derived table is changed through like an expression.
        if (target is QueryDerivedTable { QueryExpression: QuerySpecification { FromClause.TableReferences: [NamedTableReference or VariableTableReference] } derived })
            return Resolve(derived.FromClause.TableReferences[0], null, depth + 1);
        if (target is not NamedTableReference { SchemaObject.Count: 1 } single)
            return target;
        var name = single.SchemaObject.BaseIdentifier.Value;
        if (sources?.SelectMany(Leaves).FirstOrDefault(leaf => Is(leaf.Alias, name)) is { } aliased && aliased != target)
            return Resolve(aliased, null, depth + 1);
        // The view that a common table expression is changed through: only one with a single table can be told.
        if (expressions.TryGetValue(name, out var expression))
            return expression.QueryExpression is QuerySpecification { FromClause.TableReferences: [VariableTableReference variable] } ? variable
                : expression.QueryExpression is QuerySpecification { FromClause.TableReferences: [NamedTableReference only] }
                && !(only.SchemaObject.Count == 1 && Is(expression.ExpressionName, only.SchemaObject.BaseIdentifier.Value))
                ? Resolve(only, null, depth + 1)
                : Written(expression);
        return target;
    }

    /// <summary>The table behind an expression that is named like it; null where there are several.</summary>
    private static TableReference? Written(CommonTableExpression expression) =>
        expression.QueryExpression is QuerySpecification { FromClause.TableReferences: [NamedTableReference only] } ? only : null;

    private static bool Is(Identifier? alias, string name) => string.Equals(alias?.Value, name, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<TableReferenceWithAlias> Leaves(TableReference reference) => reference switch
    {
        JoinTableReference join => Leaves(join.FirstTableReference).Concat(Leaves(join.SecondTableReference)),
        JoinParenthesisTableReference parenthesis => Leaves(parenthesis.Join),
        TableReferenceWithAlias leaf => [leaf],
        _ => [],
    };
}
