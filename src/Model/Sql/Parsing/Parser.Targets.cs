using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// From the name a statement changes to the table it stands for.
internal sealed partial class Parser
{
    /// <summary>Effects that are found while a query is only looked through for its tables aren't reported.</summary>
    private bool _muted;

    /// <summary>How many tokens were read again to find the table behind a query, in this text.</summary>
    private int _readTwice;

    /// <summary>Reports the change of what <paramref name="name"/> means among the sources from <paramref name="first"/> on.</summary>
    private void Change(Operation operation, Name name, int first, bool bounded, int statement)
    {
        if (_sourceCount - first > LookFor)
        {
            NotComplete("too many tables in one statement");
            Emit(operation, name, bounded);
            return;
        }

        var source = FindSource(name, first);
        bounded = bounded && Reaches(source >= 0 ? source : OnlyNamesake(name, first), name, statement);
        if (source >= 0)
            ChangeSource(operation, source, bounded, statement);
        else if (RunsTogether && FindCte(name) is >= 0 and var cte)
            ChangeExpression(operation, name, cte, bounded, statement);
        else if (!IsTemporary(name))
            Emit(operation, name, bounded);
    }

    /// <summary>The source a target names: by its alias first, because aliases may swap the names of tables.</summary>
    private int FindSource(Name name, int first)
    {
        if (name.IsNone)
            return -1;
        for (var i = first; i < _sourceCount && name.IsSimple; i++)
            if (_sources[i].Alias >= 0 && MayLook() && SameName(_sources[i].Alias, name.First))
                return i;
        for (var i = first; i < _sourceCount; i++)
        {
            ref var source = ref _sources[i];
            if (source.Alias >= 0 || source.Kind is SourceKind.Derived or SourceKind.Function || !EndsWith(source.Name, name))
                continue;
            return i;
        }

        return -1;
    }

    /// <summary>T-SQL's <c>DELETE orders FROM orders o</c> means that one, where no other is called so; else the target's own name.</summary>
    private int OnlyNamesake(Name name, int first)
    {
        var found = -1;
        for (var i = first; i < _sourceCount && RunsTogether; i++)
        {
            if (_sources[i].Kind is SourceKind.Derived or SourceKind.Function || !EndsWith(_sources[i].Name, name))
                continue;
            if (found >= 0)
                return first - 1;
            found = i;
        }

        return found >= 0 ? found : first - 1;
    }

    /// <summary>Whether the shorter of two names is the end of the other.</summary>
    private bool EndsWith(Name first, Name second)
    {
        var (i, k) = (first.Last, second.Last);
        for (; i >= first.First && k >= second.First; i--, k--)
        {
            var dot = _tokens[i].Kind == TokenKind.Dot;
            if (!MayLook() || dot != (_tokens[k].Kind == TokenKind.Dot) || (!dot && !SameName(i, k)))
                return false;
        }

        return true;
    }

    private void ChangeSource(Operation operation, int index, bool bounded, int statement)
    {
        ref var source = ref _sources[index];
        source.IsTarget = true;
        switch (source.Kind)
        {
            case SourceKind.Table:
                Emit(operation, source.Name, bounded);
                break;
            case SourceKind.Function:
                EmitUnknown(operation, statement, bounded);
                break;
            case SourceKind.Derived:
                ChangeQuery(operation, source.Name.First, bounded, statement);
                break;
            case SourceKind.Cte when FindCte(source.Name) is >= 0 and var cte && index == 0:
                ChangeExpression(operation, source.Name, cte, bounded, statement);
                break;
            case SourceKind.Cte when FindCte(source.Name) is >= 0 and var cte:
                ChangeQuery(operation, _ctes[cte].Open, bounded, statement);
                break;
        }
    }

    /// <summary>
    /// Reports the change of what a common table expression stands for. That is so in T-SQL; elsewhere a table of that name is changed,
    /// and in a text of unknown dialect either, but where only T-SQL has such a statement: <c>DELETE TOP (10) FROM d</c>.
    /// </summary>
    private void ChangeExpression(Operation operation, Name name, int cte, bool bounded, int statement)
    {
        if (_dialect == SqlDialect.Any && !IsTop(statement + 1))
            Emit(operation, name, bounded);
        ChangeQuery(operation, _ctes[cte].Open, bounded, statement);
    }

    /// <summary>
    /// Reports the change of the tables behind a query: <c>WITH d AS (SELECT TOP 10 * FROM t) DELETE FROM d</c> changes t, and is
    /// limited where the query is. Of several tables it can't be told which one is meant.
    /// </summary>
    private void ChangeQuery(Operation operation, int open, bool bounded, int statement)
    {
        if (!MayReadAgain(open))
        {
            NotComplete("too many changes through queries");
            EmitUnknown(operation, statement, bounded);
            return;
        }

        var (at, end, count, scope, limits) = (_at, _end, _sourceCount, _scope, _whereLimits);
        var (clause, deferred, muted, narrow, weighed) = (_clause, _deferredCount, _muted, _narrow, _weighed);
        var (counted, conditions) = (_counted, _conditionCount);
        _muted = true;
        for (var looked = 0; ; looked++)
        {
            var before = _sourceCount;
            _at = open + 1;
            _end = _tokens[open].Link;
            _whereLimits = false;
            _queryMayFollow = true;
            Accept(Word.Select);
            Top();
            Clauses(Clause.Expression);
            bounded |= _whereLimits;
            _deferredCount = deferred;
            if (_sourceCount == before + 1 && looked < 16 && MayReadAgain(open))
            {
                ref var only = ref _sources[before];
                if (only.Kind == SourceKind.Cte && FindCte(only.Name) is >= 0 and var cte && _ctes[cte].Open != open)
                {
                    open = _ctes[cte].Open;
                    _scope = _ctes[cte].Outer;
                    continue;
                }

                if (only.Kind == SourceKind.Derived)
                {
                    open = only.Name.First;
                    continue;
                }
            }

            (_muted, _at, _end) = (muted, at, end);
            EmitBehind(operation, before, bounded, statement);
            break;
        }

        (_sourceCount, _scope, _whereLimits, _clause, _queryMayFollow) = (count, scope, limits, clause, false);
        (_narrow, _weighed, _counted, _conditionCount) = (narrow, weighed, counted, conditions);
    }

    private bool MayReadAgain(int open)
    {
        _readTwice += _tokens[open].Link - open;
        return _readTwice <= (4 * _lexer.Count) + 1000;
    }

    private void EmitBehind(Operation operation, int first, bool bounded, int statement)
    {
        if (_sourceCount != first + 1 || _sources[first].Kind is not (SourceKind.Table or SourceKind.Temporary))
        {
            NotComplete("a change through a query, of one of several tables");
            if (_sourceCount == first)
                EmitUnknown(operation, statement, bounded);
        }

        for (var i = first; i < _sourceCount; i++)
            if (_sources[i].Kind == SourceKind.Table)
                Emit(operation, _sources[i].Name, bounded);
    }
}
