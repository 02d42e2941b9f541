using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// DELETE, in one table and in several.
internal sealed partial class Parser
{
    private Name[] _targets = new Name[4];
    private int _targetCount;

    private void Delete()
    {
        var start = _at++;
        BeginStatement(weighs: true);
        _inProgress = Word.Delete;
        while (WordAt(_at) is Word.LowPriority or Word.Quick or Word.Ignore or Word.History && _dialect is SqlDialect.MySql or SqlDialect.Any
            && (IsBeforeName(_at) || WordAt(_at + 1) is Word.From or Word.Ignore))
            _at++;
        Top();
        var from = Accept(Word.From);
        if (!ReadTargets(from))
        {
            RefuseWhereCutShort(start);
            EmitUnknown(Operation.Delete, start, false);
            NotUnderstood();
            Clauses(Clause.Expression);
            return;
        }

        Portion();
        var own = _sourceCount;
        Clauses(own > 0 || WordAt(_at) == Word.Using ? Clause.AfterSource : Clause.Expression);
        var bounded = _whereLimits;
        if (own > 0)
            DeleteOne(bounded, start);
        for (var i = 0; i < _targetCount; i++)
            Change(Operation.Delete, _targets[i], own, bounded, start);
        EmitReads();
    }

    /// <summary>
    /// Deletes from the first source; in T-SQL it may be the name of a further one, which is told only behind its OUTPUT:
    /// <c>DELETE FROM o OUTPUT deleted.id FROM orders o</c>.
    /// </summary>
    private void DeleteOne(bool bounded, int start)
    {
        ref var target = ref _sources[0];
        if (!RunsTogether || target.Alias >= 0 || _sourceCount == 1 || target.Kind is not (SourceKind.Table or SourceKind.Cte))
        {
            ChangeSource(Operation.Delete, 0, bounded && Reaches(0, target.Name, start), start);
            return;
        }

        target.IsTarget = true;
        Change(Operation.Delete, target.Name, 1, bounded, start);
    }

    /// <summary>
    /// Reads what is deleted from: one table with its alias, which becomes the first source, or names that the tables named
    /// afterwards explain (<c>DELETE o, l FROM orders o JOIN lines l …</c>).
    /// </summary>
    private bool ReadTargets(bool from)
    {
        _targetCount = 0;
        if (AtOnly)
            _at++;
        var bracket = Accept(TokenKind.Open) && !IsQuery(_at - 1);
        if (!bracket && _at > 0 && KindAt(_at - 1) == TokenKind.Open)
            _at--;
        if (KindAt(_at) is TokenKind.Open or TokenKind.Parameter || (AtName && KindAt(_at + 1) == TokenKind.Open && !IsHint(_at + 1)))
        {
            _clause = Clause.Source;
            if (KindAt(_at) == TokenKind.Open)
                OpenSource();
            else
                ReadSource();
            return true;
        }

        do
        {
            var name = ReadName();
            if (name.IsNone)
                return false;
            if (KindAt(_at) == TokenKind.Open && !IsHint(_at))
            {
                Group();
                AddSource(SourceKind.Function, Name.None);
                return true;
            }

            if (_targetCount == _targets.Length)
                Array.Resize(ref _targets, _targetCount * 4);
            _targets[_targetCount++] = name;
            Accept(TokenKind.Dot);
            if (KindAt(_at) == TokenKind.Operator && CharAt(_at) == '*')
                _at++;
        }
        while (Accept(TokenKind.Comma));
        if (bracket)
            Accept(TokenKind.Close);
        if (_targetCount > 1 || !from || KindAt(_at) is TokenKind.End or TokenKind.Semicolon)
            return true;
        if (WordAt(_at) is Word.Using or Word.From && _dialect is not (SqlDialect.PostgreSql or SqlDialect.Sqlite))
            return true;
        AddSource(IsTemporary(_targets[0]) ? SourceKind.Temporary : KindOfTarget(_targets[0]), _targets[0]);
        _targetCount = 0;
        Alias();
        return true;
    }

    /// <summary>In T-SQL a target may be a common table expression; elsewhere it is a table whatever is called the same.</summary>
    private SourceKind KindOfTarget(Name name) => RunsTogether && FindCte(name) != NoScope ? SourceKind.Cte : SourceKind.Table;

    /// <summary><c>FOR PORTION OF p FROM a TO b</c>: neither FROM nor FOR start a clause.</summary>
    private void Portion()
    {
        if (WordAt(_at) != Word.For || WordAt(_at + 1) != Word.Portion)
            return;
        while (!AtEnd && WordAt(_at) != Word.To)
            _at++;
    }

    /// <summary><c>TOP (10)</c> limits, <c>TOP (10) PERCENT</c> doesn't.</summary>
    private void Top()
    {
        if (!IsTop(_at))
            return;
        _at++;
        if (KindAt(_at) == TokenKind.Open)
            Group();
        else
            _at++;
        if (!Accept(Word.Percent))
            _whereLimits = _counted = true;
    }

    private bool IsTop(int at) => WordAt(at) == Word.Top && RunsTogether && KindAt(at + 1) is (TokenKind.Open or TokenKind.Number or TokenKind.Parameter);
}
