using ImmutableGuard.Sql.Language;

namespace ImmutableGuard.Sql.Parsing;

// Queries.
internal sealed partial class Parser
{
    private void Select()
    {
        BeginStatement(weighs: false);
        _at++;
        Clauses(Clause.Expression);
        EmitReads();
    }

    /// <summary><c>TABLE t</c> and <c>VALUES (1), (2)</c> are queries too.</summary>
    private void TableOrValues()
    {
        BeginStatement(weighs: false);
        var clause = WordAt(_at++) == Word.Table ? Clause.Source : Clause.Expression;
        Clauses(clause);
        EmitReads();
    }

    /// <summary>A query in brackets, and what follows it: <c>(SELECT 1) UNION (SELECT 2)</c>.</summary>
    private void Bracketed()
    {
        BeginStatement(weighs: false);
        Clauses(Clause.Expression);
        EmitReads();
    }
}
