using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// MERGE, action by action.
internal sealed partial class Parser
{
    private void Merge()
    {
        var start = _at++;
        BeginStatement(weighs: true);
        _inProgress = Word.Merge;
        Top();
        Accept(Word.Into);
        _clause = Clause.Source;
        if (KindAt(_at) == TokenKind.Open)
            OpenSource();
        else
            ReadSource();
        // PostgreSQL's t *, with the tables that inherit from it.
        if (_sourceCount > 0 && KindAt(_at) == TokenKind.Operator && CharAt(_at) == '*')
        {
            _at++;
            Alias();
        }

        if (WordAt(_at) == Word.With && KindAt(_at + 1) == TokenKind.Open)
        {
            _at++;
            Group();
            Alias();
        }

        if (_sourceCount == 0 || WordAt(_at) != Word.Using)
        {
            RefuseWhereCutShort(start);
            NotUnderstood();
            EmitUnknown(Operation.Unknown, start, false);
            Clauses(Clause.Expression);
            return;
        }

        if (_sources[0].Kind == SourceKind.Cte && !RunsTogether)
            _sources[0].Kind = SourceKind.Table;
        _stopsAtWhen = true;
        _at++;
        Clauses(Clause.Source);
        // Without an action it is cut short, by a word that starts statements in one dialect and is an alias in another.
        if (_dialect == SqlDialect.Any && WordAt(_at) != Word.When)
            NotUnderstood();
        var limits = _whereLimits;
        while (WordAt(_at) == Word.When)
            Action(start, limits);
        _stopsAtWhen = false;
        Clauses(Clause.Expression);
        _sources[0].IsTarget = true;
        EmitReads();
    }

    /// <summary>Whether WHEN, outside of a CASE, ends the clauses.</summary>
    private bool _stopsAtWhen;

    /// <summary><c>WHEN MATCHED AND … THEN DELETE</c>: bounded where the join's condition or its own limits.</summary>
    private void Action(int start, bool limits)
    {
        // Rows that the source lacks are not limited by the join's condition.
        var bySource = WordAt(_at + 1) == Word.Not && WordAt(_at + 3) == Word.By && Is(_at + 4, "source");
        var condition = -1;
        var cases = 0;
        while (!AtEnd && (WordAt(_at) != Word.Then || cases > 0))
        {
            if (KindAt(_at) == TokenKind.Open)
            {
                Group();
                continue;
            }

            cases += WordAt(_at) == Word.Case ? 1 : WordAt(_at) == Word.End ? -1 : 0;
            if (WordAt(_at) == Word.And && condition < 0)
                condition = _at + 1;
            _at++;
        }

        var bounded = condition >= 0 && Limits(condition, _at);
        if (!bySource)
            bounded = (bounded || limits) && ReachesTarget(condition, start);
        Accept(Word.Then);
        var action = WordAt(_at);
        if (!AtEnd)
            _at++;
        switch (action)
        {
            case Word.Update:
                Accept(Word.Set);
                ActionClauses();
                ChangeSource(Operation.Update, 0, bounded || _whereLimits, start);
                if (WordAt(_at) == Word.Delete && WordAt(_at + 1) == Word.Where)
                {
                    // Oracle: of the rows just updated.
                    _at++;
                    ActionClauses();
                    ChangeSource(Operation.Delete, 0, bounded || _whereLimits, start);
                }

                break;
            case Word.Delete:
                ActionClauses();
                ChangeSource(Operation.Delete, 0, bounded, start);
                break;
            case Word.Insert:
                ActionClauses();
                ChangeSource(Operation.Insert, 0, true, start);
                break;
            case Word.Do:
                Accept(Word.Nothing);
                break;
            default:
                NotUnderstood();
                break;
        }
    }

    /// <summary>Whether the join's condition and the action's own have to do with the target.</summary>
    private bool ReachesTarget(int condition, int start)
    {
        var conditions = _conditionCount;
        if (condition >= 0)
            Keep(condition, _at, mayLimit: true);
        var reaches = Reaches(0, _sources[0].Name, start);
        _conditionCount = conditions;
        return reaches;
    }

    private void ActionClauses()
    {
        _whereLimits = false;
        _queryMayFollow = true;
        Clauses(Clause.Expression);
        _queryMayFollow = false;
    }
}
