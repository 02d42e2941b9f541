using ImmutableGuard.Sql;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace ImmutableGuard.Conformance.Oracles;

/// <summary>Microsoft's own parser of T-SQL, whose tree tells what a text does.</summary>
public sealed class ScriptDomOracle : IOracle
{
    /// <inheritdoc/>
    public SqlDialect Dialect => SqlDialect.TSql;

    /// <inheritdoc/>
    public Operation Sees => Operation.Read | Operation.Insert | Operation.Update | Operation.Delete | Operation.Truncate | Operation.Schema;

    /// <inheritdoc/>
    public Seen Ask(string text)
    {
        if (Parse(text, out var rejection) is not { } script)
            return Seen.Rejected(rejection, unfinished: true);
        var visitor = new TSqlVisitor(this);
        // Common table expressions are known in their own statement only.
        foreach (var statement in script.Batches.SelectMany(batch => batch.Statements))
            visitor.Read(statement);
        return Seen.Of(visitor.Changes, visitor.Possible);
    }

    /// <summary>The top-level statements of a script, or none where ScriptDom rejects it.</summary>
    public static IReadOnlyList<string> Split(string script) => Parse(script, out _) is not { } parsed
        ? []
        : [.. parsed.Batches.SelectMany(batch => batch.Statements).Select(statement => script.Substring(statement.StartOffset, statement.FragmentLength))];

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static TSqlScript? Parse(string text, out string rejection)
    {
        var tree = new TSql170Parser(initialQuotedIdentifiers: true).Parse(new StringReader(text), out var errors);
        rejection = errors.Count > 0 ? errors[0].Message : "no script";
        return errors.Count > 0 ? null : tree as TSqlScript;
    }
}
