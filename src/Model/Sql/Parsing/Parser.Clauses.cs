using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// The clauses of queries and of statements that change data, read in one loop over one level of brackets.
internal sealed partial class Parser
{
    private Clause _clause;

    /// <summary>Brackets around joins that are open: <c>FROM (a JOIN b ON …)</c>.</summary>
    private int _joinBrackets;

    private int _cases;

    /// <summary>A query belongs to the statement here: INSERT … SELECT, UNION SELECT.</summary>
    private bool _queryMayFollow;

    /// <summary>Whether SET ends the clauses: an update's tables were read, its assignments follow.</summary>
    private bool _stopsAtSet;

    /// <summary>Whether DO ends the clauses: those of a loop's condition, behind which its statements follow.</summary>
    private bool _stopsAtDo;

    /// <summary>Reads to the end of the statement, or of the brackets, or to where the next statement starts.</summary>
    private void Clauses(Clause clause)
    {
        _clause = clause;
        _condition = -1;
        _cases = 0;
        _joinBrackets = 0;
        _joinLimits = false;
        do
            PassIdle();
        while (_at < _end && !HasEnough && ReadOne());
        EndCondition();
        _whereLimits |= _joinLimits;
    }

    /// <summary>Passes over what <see cref="ReadOne"/> would pass over one by one, and counts the same steps.</summary>
    private void PassIdle()
    {
        if (_clause == Clause.Source)
            return;
        var commas = _clause is Clause.Expression or Clause.Where;
        var (tokens, first, end) = (_tokens, _at, _end);
        var last = Math.Min(end, first + Math.Max(Enough - _steps, 0));
        var at = first;
        for (; at < last; at++)
        {
            ref var token = ref tokens[at];
            if (token.IsIdle || (token.Kind == TokenKind.Comma && commas))
                continue;
            if (token.Kind != TokenKind.Dot || at + 1 >= end || tokens[at + 1].Kind is not (TokenKind.Word or TokenKind.Quoted)
                || tokens[at + 1].Word == Word.NextVal || tokens[at + 1].Is(Marks.Called))
                break;
            // The name behind its dot is no step.
            (at, first, last) = (at + 1, first + 1, Math.Min(last + 1, end));
        }

        (_at, _steps) = (at, _steps + at - first);
    }

    private bool ReadOne()
    {
        ref var token = ref _tokens[_at];
        switch (token.Kind)
        {
            case TokenKind.Semicolon:
                return false;
            case TokenKind.Open:
                if (_clause != Clause.Source)
                    Group();
                else
                    OpenSource();
                return true;
            case TokenKind.Close:
                if (_joinBrackets == 0)
                    return false;
                _joinBrackets--;
                EndCondition();
                _clause = Clause.AfterSource;
                break;
            case TokenKind.Comma:
                Comma();
                return true;
            case TokenKind.Dot when _clause == Clause.Source && (RunsTogether || _dialect == SqlDialect.MySql):
                ReadSource();
                return true;
            case TokenKind.Dot:
                if (WordAt(_at + 1) == Word.NextVal)
                    NextValueBefore();
                _at += KindAt(_at + 1) is TokenKind.Word or TokenKind.Quoted or TokenKind.Hole ? 2 : 1;
                if (KindAt(_at) == TokenKind.Open)
                    Routine(_at - 1);
                return true;
            case TokenKind.Word when token.Word != Word.None || _clause == Clause.Source:
                return Keyword(token.Word);
            case TokenKind.Word:
                if (KindAt(_at + 1) == TokenKind.Open)
                    Routine(_at);
                break;
            case TokenKind.Hole when _clause != Clause.Source:
                CheckHole();
                break;
            default:
                if (_clause == Clause.Source)
                {
                    ReadSource();
                    return true;
                }

                if (token.Kind == TokenKind.Quoted && KindAt(_at + 1) == TokenKind.Open)
                    Routine(_at);
                break;
        }

        _at++;
        return true;
    }

    private void Comma()
    {
        _at++;
        if (_clause is Clause.AfterSource or Clause.On)
        {
            EndCondition();
            _outerJoin = false;
            if (_joinBrackets == 0)
                _optional = 0;
            _clause = Clause.Source;
        }
        else if (_clause == Clause.Set)
        {
            Assignment();
        }
    }

    private bool Keyword(Word word)
    {
        switch (word)
        {
            case Word.None:
                break;
            case Word.From when !IsDistinctFrom():
                Begin(Clause.Source);
                return true;
            case Word.Where:
                Begin(Clause.Where);
                _condition = _at;
                return true;
            case Word.On when _clause is Clause.AfterSource or Clause.On:
                if (IsUpsert())
                    return true;
                Begin(Clause.On);
                _condition = _at;
                return true;
            case Word.On when IsUpsert():
                return true;
            case Word.Join or Word.StraightJoin or Word.Apply when _clause is Clause.AfterSource or Clause.On:
                EndCondition();
                if ((_outerJoin || _optional > 0) && word != Word.Apply && Before(_at) != Word.Cross)
                    _optional++;
                Begin(Clause.Source);
                return true;
            case Word.Left or Word.Right or Word.Full or Word.Natural or Word.Cross or Word.Inner or Word.Outer
                when _clause is Clause.AfterSource or Clause.On && KindAt(_at + 1) != TokenKind.Open:
                EndCondition();
                _outerJoin = word is Word.Left or Word.Right or Word.Full or Word.Outer;
                // These keep the rows of what comes next: what was joined before limits them no more.
                _joinLimits &= word is not (Word.Right or Word.Full);
                _clause = Clause.AfterSource;
                break;
            case Word.Using when _dialect != SqlDialect.TSql && _clause is Clause.AfterSource or Clause.On && (KindAt(_at + 1) != TokenKind.Open || (_inProgress == Word.Delete && _sourceCount <= 1)):
                Begin(Clause.Source);
                return true;
            case Word.Using when _optional > 0 && _clause == Clause.AfterSource:
                _optional--;
                break;
            case Word.Group or Word.Having or Word.Order or Word.Qualify or Word.Connect or Word.Returning or Word.Window or Word.Option
                when KindAt(_at + 1) != TokenKind.Dot && _clause != Clause.Source && (word != Word.Connect || WordAt(_at + 1) == Word.By):
                Begin(Clause.Expression);
                return true;
            case Word.Limit when _clause != Clause.Source:
                Begin(Clause.Expression);
                Limit();
                return true;
            case Word.Offset when _clause != Clause.Source && KindAt(_at + 1) is TokenKind.Number or TokenKind.Parameter or TokenKind.Open or TokenKind.Hole:
                Begin(Clause.Expression);
                return true;
            case Word.Union or Word.Except or Word.Intersect or Word.Minus when _clause != Clause.Source && SetOperator(word):
                return true;
            case Word.Into when !_stopsAtSet && _clause != Clause.Source:
                Into();
                return true;
            case Word.Log when _inProgress != Word.None && _clause != Clause.Source && Is(_at + 1, "errors") && _dialect is SqlDialect.Oracle or SqlDialect.Any:
                LogErrors();
                return true;
            case Word.Output when _inProgress != Word.None && _clause != Clause.Source:
                Begin(Clause.Expression);
                _output = true;
                return true;
            case Word.Do when _inProgress == Word.Insert && _clause != Clause.Source:
                DoUpdate();
                return true;
            case Word.For when _clause != Clause.Source:
                For();
                return true;
            case Word.In when _clause != Clause.Source && IsInTable:
                _at++;
                if (ReadName() is var list && KindAt(_at) != TokenKind.Open && !IsTemporary(list) && FindCte(list) == NoScope)
                    Emit(Operation.Read, list);
                return true;
            case Word.As:
                _at++;
                if (KindAt(_at) is TokenKind.Word or TokenKind.Quoted or TokenKind.String)
                    _at++;
                return true;
            case Word.Case:
                _cases++;
                break;
            case Word.End or Word.Else when _cases > 0:
                _cases -= word == Word.End ? 1 : 0;
                _at++;
                return true;
            case Word.Next when WordAt(_at + 1) == Word.Value && WordAt(_at + 2) == Word.For:
                NextValue();
                return true;
            case Word.Do when _stopsAtDo && _cases == 0:
            case Word.Set when _stopsAtSet:
            case Word.When when _stopsAtWhen && _cases == 0:
            case Word.Delete when _stopsAtWhen && WordAt(_at + 1) == Word.Where:
                return false;
            case Word.Loop or Word.Then when _cases == 0 && (_inProgress == Word.None || IsProcedural) && WordAt(_at + 1) != Word.Join:
                return false;
            case Word.Merge or Word.Loop when WordAt(_at + 1) == Word.Join:
                break;
            case Word.With when WordAt(_at + 1) is Word.No or Word.Data:
                // WITH [NO] DATA, behind the query of a CREATE TABLE AS.
                _at += 2;
                return true;
            case Word.With when (WordAt(_at + 1) == Word.Check && WordAt(_at + 2) == Word.Option) || (WordAt(_at + 1) == Word.Read && WordAt(_at + 2) == Word.Only):
                // Behind the query that Oracle changes through.
                _at += 3;
                return true;
            case Word.Select or Word.Values or Word.With or Word.Table or Word.Execute when _queryMayFollow && _clause != Clause.Source:
                return FollowingQuery(word);
            case Word.Go when IsSeparator(_at):
                return false;
        }

        if (_clause == Clause.Source)
        {
            ReadSource();
            return true;
        }

        if ((word == Word.With && StartsWith()) || (word == Word.Receive && StartsReceive))
            return false;
        if (word <= Words.LastStarter && word != Word.None && WordAt(_at + 1) != Word.Join && StartsStatement(word))
            return false;
        if (KindAt(_at + 1) == TokenKind.Open)
            Routine(_at);
        _at++;
        return true;
    }

    /// <summary>SQLite's <c>x IN t</c>.</summary>
    private bool IsInTable => KindAt(_at + 1) is TokenKind.Word or TokenKind.Quoted && Before(_at) != Word.Lock
        && (_dialect == SqlDialect.Sqlite || (_dialect == SqlDialect.Any && !_procedural && !(KindAt(_at - 2) == TokenKind.Open && Is(_at - 3, "position"))));

    /// <summary>The FROM of <c>IS [NOT] DISTINCT FROM</c> starts no clause.</summary>
    private bool IsDistinctFrom() => Before(_at) == Word.Distinct && Before(_at - 1) is Word.Is or Word.Not;

    private bool SetOperator(Word word)
    {
        var at = _at + 1;
        if (WordAt(at) is Word.All or Word.Distinct)
            at++;
        if (WordAt(at) is not (Word.Select or Word.Values or Word.Table or Word.With) && KindAt(at) != TokenKind.Open)
        {
            if (word == Word.Minus)
                return false;
            NotUnderstood();
            _at = at;
            EndCondition();
            _clause = Clause.Expression;
            return true;
        }

        _at = at;
        EndCondition();
        (_outerJoin, _optional) = (false, 0);
        _clause = Clause.Expression;
        if (KindAt(at) != TokenKind.Open)
            FollowingQuery(WordAt(at));
        return true;
    }

    private bool FollowingQuery(Word word)
    {
        EndCondition();
        _clause = Clause.Expression;
        switch (word)
        {
            case Word.With:
                if (KindAt(_at + 1) == TokenKind.Open)
                    _at++;
                else
                    With();
                return true;
            case Word.Table:
                _at++;
                _clause = Clause.Source;
                return true;
            case Word.Execute:
                return false;
            default:
                _queryMayFollow = false;
                _at++;
                return true;
        }
    }

    /// <summary><c>FOR UPDATE</c>, <c>FOR NO KEY UPDATE</c>, <c>FOR SYSTEM_TIME</c>: locks and versions, not changes.</summary>
    private void For()
    {
        EndCondition();
        if (_clause == Clause.AfterSource && Before(_at) is Word.Index or Word.Key)
        {
            // MySQL's hint USE INDEX FOR ORDER BY (i): tables go on behind it.
            for (_at++; WordAt(_at) is Word.Join or Word.Order or Word.Group or Word.By; _at++)
            {
            }

            return;
        }

        if (_stopsAtSet)
            Portion();
        _at++;
        if (_clause == Clause.AfterSource && Is(_at, "system_time"))
        {
            _at++;
            Period();
            return;
        }

        if (_clause == Clause.AfterSource && Is(_at, "path") && KindAt(_at + 1) != TokenKind.Open)
        {
            _at++;
            Alias();
            return;
        }

        while (WordAt(_at) is Word.No or Word.Key or Word.Update or Word.Share or Word.Of or Word.Fetch)
            _at++;
        if (_clause is Clause.On or Clause.AfterSource or Clause.Where)
            _clause = Clause.Expression;
    }
}
