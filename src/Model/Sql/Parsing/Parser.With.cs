using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// Common table expressions, and who can see them.
internal sealed partial class Parser
{
    private const int NoScope = -1;

    private Cte[] _ctes = new Cte[8];
    private int _cteCount;

    /// <summary>The innermost expression that can be seen; each points to the next one outwards.</summary>
    private int _scope;

    /// <summary>Reads <c>WITH a AS (…), b AS (…)</c>, up to the statement it belongs to.</summary>
    private void With()
    {
        _at++;
        if (WordAt(_at) is Word.Function or Word.Procedure && KindAt(_at + 1) is TokenKind.Word or TokenKind.Quoted && WordAt(_at + 1) != Word.As && _dialect is SqlDialect.Oracle or SqlDialect.Any)
        {
            _withRoutines = true;
            return;
        }

        var recursive = Accept(Word.Recursive);
        Expressions(recursive);
    }

    /// <summary>Oracle's WITH holds routines, before the common table expressions.</summary>
    private bool _withRoutines;

    /// <summary>Whether an expression of a WITH that began with routines starts here.</summary>
    private bool ContinuesWith => _withRoutines && AtName && (WordAt(_at + 1) == Word.As || (KindAt(_at + 1) == TokenKind.Open && WordAt(Closing(_at + 1) + 1) == Word.As));

    private void Expressions(bool recursive)
    {
        var seesItself = recursive || _dialect is SqlDialect.TSql or SqlDialect.Oracle or SqlDialect.Sqlite;
        var firstDeferred = _deferredCount;
        do
        {
            var name = _at;
            if (KindAt(_at) is not (TokenKind.Word or TokenKind.Quoted) && !(KindAt(_at) == TokenKind.String && _dialect == SqlDialect.Sqlite))
            {
                NotUnderstood();
                return;
            }

            _at++;
            if (KindAt(_at) == TokenKind.Open)
                Group();
            if (Is(name, "xmlnamespaces") || Is(name, "change_tracking_context"))
                continue;
            if (!Accept(Word.As))
            {
                NotUnderstood();
                return;
            }

            Accept(Word.Not);
            Accept(Word.Materialized);
            if (KindAt(_at) != TokenKind.Open)
            {
                NotUnderstood();
                return;
            }

            var outer = _scope;
            _scope = AddCte(name, _at);
            Defer(_at, seesItself ? _scope : outer);
            _at = Closing(_at) + 1;
            SearchAndCycle();
        }
        while (Accept(TokenKind.Comma));

        // Each of a recursive list sees all the others; in SQLite of any list.
        for (var i = firstDeferred; (recursive || _dialect == SqlDialect.Sqlite) && i < _deferredCount; i++)
            _deferred[i] = new Deferred(_deferred[i].Start, _deferred[i].End, _scope);
    }

    /// <summary>
    /// Whether WITH starts a statement here, behind one that isn't ended: what follows is a list of common table expressions, not
    /// hints or options.
    /// </summary>
    private bool StartsWith()
    {
        if (WordAt(_at) != Word.With || !RunsTogether || KindAt(_at + 1) is not (TokenKind.Word or TokenKind.Quoted))
            return false;
        // SET NOCOUNT ON WITH …
        if (_dialect == SqlDialect.Any && !FollowsOperand() && Before(_at) is not (Word.On or Word.Off))
            return false;
        var at = _at + 2;
        if (KindAt(at) == TokenKind.Open)
        {
            if (Is(_at + 1, "xmlnamespaces") || Is(_at + 1, "change_tracking_context"))
                return true;
            at = Closing(at) + 1;
        }

        return WordAt(at) == Word.As && KindAt(at + 1) == TokenKind.Open;
    }

    /// <summary><c>SEARCH DEPTH FIRST BY a, b SET c</c>, <c>CYCLE a SET b [TO x DEFAULT y] USING c</c>.</summary>
    private void SearchAndCycle()
    {
        while (Is(_at, "search") || Is(_at, "cycle"))
        {
            var last = Is(_at, "search") || _dialect == SqlDialect.Oracle ? Word.Set : Word.Using;
            while (!AtEnd && WordAt(_at) != last)
                _at++;
            SkipTwo();
            if (_dialect == SqlDialect.Oracle && Accept(Word.To))
            {
                while (!AtEnd && WordAt(_at) != Word.Default)
                    _at++;
                SkipTwo();
            }
        }
    }

    private void SkipTwo()
    {
        for (var i = 0; i < 2 && !AtEnd; i++)
            _at++;
    }

    private bool StartsQuery(int index) => WordAt(index) is Word.Select or Word.Insert or Word.Update or Word.Delete or Word.Merge
        or Word.Values or Word.Table or Word.Replace || KindAt(index) == TokenKind.Open;

    private int AddCte(int name, int open)
    {
        if (_cteCount == _ctes.Length)
            Array.Resize(ref _ctes, _cteCount * 2);
        _ctes[_cteCount] = new Cte(name, open, _scope);
        return _cteCount++;
    }

    /// <summary>The expression a name stands for, or <see cref="NoScope"/>.</summary>
    private int FindCte(Name name)
    {
        if (name.IsNone || !name.IsSimple)
            return NoScope;
        for (var i = _scope; i != NoScope && MayLook(); i = _ctes[i].Outer)
            if (SameName(_ctes[i].Name, name.First))
                return i;
        return NoScope;
    }

    private struct Cte(int name, int open, int outer)
    {
        public readonly int Name = name;
        public readonly int Open = open;
        public readonly int Outer = outer;

        /// <summary>Whether its query is limited; null as long as nobody has asked.</summary>
        public bool? Narrow;

        /// <summary>Whether that is being asked.</summary>
        public bool IsBeingWeighed;
    }
}
