using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// Tables and what stands in their place.
internal sealed partial class Parser
{
    private Source[] _sources = new Source[8];
    private int _sourceCount;

    /// <summary>The brackets that open one behind the other and were gone through last.</summary>
    private int _bracketsFrom;
    private int _bracketsTo;

    private void OpenSource()
    {
        if (_oneOfSeveral && IsSquareBracket(_at))
            Refuse();
        if (KindAt(_at + 1) == TokenKind.Open || !IsQuery(_at))
        {
            _joinBrackets++;
            _at++;
            return;
        }

        AddSource(SourceKind.Derived, new Name(_at, _at));
        Defer(_at, _scope);
        _at = Closing(_at) + 1;
        Alias();
        _clause = Clause.AfterSource;
    }

    /// <summary>Whether the brackets that open here hold a statement.</summary>
    private bool IsQuery(int open)
    {
        switch (WordAt(open + 1))
        {
            case Word.Select or Word.With or Word.Values:
                return true;
            case Word.None when KindAt(open + 1) == TokenKind.Open:
                // ((SELECT 1) UNION SELECT 2); past a few brackets whatever is in them is read as a query may be.
                var inner = BehindBrackets(open);
                return inner >= open + 16 || WordAt(inner) is Word.Select or Word.With or Word.Values;
            case Word.Merge when WordAt(open + 2) is Word.Join or Word.Union:
                return false;
            case Word.Table when RunsTogether && Is(open + 2, "hint"):
                return false;
            case Word.Insert or Word.Update or Word.Delete or Word.Merge or Word.Table:
                return KindAt(open + 2) is TokenKind.Word or TokenKind.Quoted or TokenKind.Hole or TokenKind.Parameter || (KindAt(open + 2) == TokenKind.Dot && RunsTogether);
            default:
                return false;
        }
    }

    /// <summary>The first token behind brackets that open one behind the other; they are gone through once.</summary>
    private int BehindBrackets(int open)
    {
        if (open < _bracketsFrom || open >= _bracketsTo)
        {
            _bracketsFrom = _bracketsTo = open;
            while (KindAt(_bracketsTo) == TokenKind.Open)
                _bracketsTo++;
        }

        return _bracketsTo;
    }

    private void ReadSource()
    {
        if ((KindAt(_at) != TokenKind.Word || WordAt(_at) != Word.None) && ReadUnnamedSource())
            return;

        _clause = Clause.AfterSource;
        var name = ReadName();
        if (name.IsNone)
        {
            // A number, a string, an operator: no table can be there, so nothing is missed.
            if (!AtEnd)
                _at++;
            return;
        }

        if (KindAt(_at) == TokenKind.Open && !IsHint(_at))
        {
            Routine(name.Last);
            if (RunsTogether)
                EmitArguments(name);
            Group();
            // OPENDATASOURCE(…).db.dbo.t is a table; f(…).nodes() is none.
            var remote = Name.None;
            while (Accept(TokenKind.Dot))
                remote = ReadName();
            if (Is(name.Last, "opendatasource") && !remote.IsNone)
                AddSource(SourceKind.Table, remote);
            else
                AddSource(SourceKind.Function, Name.None);
        }
        else
        {
            AddSource(KindOf(name), name);
        }

        Alias();
        // FROM t (NOLOCK) x
        if (KindAt(_at) == TokenKind.Open && _sources[_sourceCount - 1].Alias < 0 && IsHint(_at))
        {
            _at = Closing(_at) + 1;
            Alias();
        }
    }

    /// <summary>Reads what stands in the place of a name, or in front of it: false where the name is still to be read.</summary>
    private bool ReadUnnamedSource()
    {
        if ((WordAt(_at) == Word.Lateral && KindAt(_at + 1) is TokenKind.Word or TokenKind.Quoted or TokenKind.Hole or TokenKind.Open) || AtOnly)
        {
            _at++;
            if (KindAt(_at) == TokenKind.Open)
                return true;
        }

        // Functions in a row: ROWS FROM (f(1), g(2)), and TABLE (f(1)).
        if (WordAt(_at) == Word.Rows && WordAt(_at + 1) == Word.From && KindAt(_at + 2) == TokenKind.Open)
            _at++;
        if (WordAt(_at) is Word.Table or Word.From && KindAt(_at + 1) == TokenKind.Open)
        {
            _at++;
            Group();
            AddSource(SourceKind.Function, Name.None);
            Alias();
            _clause = Clause.AfterSource;
            return true;
        }

        if (KindAt(_at) == TokenKind.Operator && CharAt(_at) == '{')
        {
            _at++;
            if (WordAt(_at) == Word.Oj)
                _at++;
            return true;
        }

        var start = _at;
        if (KindAt(_at) == TokenKind.Parameter)
        {
            _clause = Clause.AfterSource;
            _at++;
            while (Accept(TokenKind.Dot))
                ReadName();
            if (KindAt(_at) == TokenKind.Open)
                Group();
            AddSource(SourceKind.Temporary, new Name(start, start));
            Alias();
            return true;
        }

        return false;
    }

    /// <summary>
    /// T-SQL's functions over tables: <c>PREDICT(DATA = t …)</c>, <c>VECTOR_SEARCH(TABLE = t …)</c>, <c>CHANGETABLE(CHANGES t, 1)</c>,
    /// <c>CONTAINSTABLE(t, …)</c>.
    /// </summary>
    private void EmitArguments(Name function)
    {
        var (at, close) = (_at, Closing(_at));
        var first = Is(function.Last, "changetable") ? at + 2
            : Is(function.Last, "containstable") || Is(function.Last, "freetexttable") ? at + 1
            : -1;
        if (first >= 0)
        {
            _at = first;
            Emit(Operation.Read, ReadName());
            _at = at;
            return;
        }

        for (_at++; _at < close; _at++)
        {
            if (KindAt(_at) == TokenKind.Open)
                _at = Closing(_at);
            if (WordAt(_at) is not (Word.Table or Word.Data) || KindAt(_at + 1) != TokenKind.Equal)
                continue;
            _at += 2;
            if (ReadName() is var name && !IsTemporary(name) && FindCte(name) == NoScope)
                Emit(Operation.Read, name);
        }

        _at = at;
    }

    private SourceKind KindOf(Name name) => FindCte(name) != NoScope ? SourceKind.Cte
        : IsTemporary(name) ? SourceKind.Temporary
        : SourceKind.Table;

    private void AddSource(SourceKind kind, Name name)
    {
        if (_sourceCount == _sources.Length)
            Array.Resize(ref _sources, _sourceCount * 2);
        ref var source = ref _sources[_sourceCount++];
        (source.Kind, source.Name, source.Alias, source.IsTarget) = (kind, name, -1, false);
    }

    /// <summary>Reads the alias of the source that was added last.</summary>
    private void Alias()
    {
        if (WordAt(_at) == Word.Partition && KindAt(_at + 1) == TokenKind.Open)
        {
            _at++;
            Group();
        }

        // MySQL has an equals sign for AS.
        var named = Accept(Word.As) || (_dialect is SqlDialect.MySql or SqlDialect.Any && Accept(TokenKind.Equal));
        var plain = KindAt(_at) == TokenKind.Word && WordAt(_at) == Word.None;
        if (plain || KindAt(_at) == TokenKind.Quoted || (KindAt(_at) == TokenKind.String && named)
            || (KindAt(_at) == TokenKind.Word && (named || !Reserved.IsNoAlias(WordAt(_at)) || IsUsingAsAlias() || (WordAt(_at) == Word.Connect && WordAt(_at + 1) != Word.By))
                && !(IsSeparator(_at) && Is(_at, "go")) && !StartsReceive && !(WordAt(_at) == Word.Log && Is(_at + 1, "errors"))))
        {
            _sources[_sourceCount - 1].Alias = _at;
            _at++;
        }
    }

    /// <summary>
    /// Behind <c>FOR SYSTEM_TIME</c>: <c>ALL</c>, <c>AS OF x</c>, <c>FROM x TO y</c>, <c>BETWEEN x AND y</c>, <c>CONTAINED IN (x, y)</c>. T-SQL has the
    /// alias behind it; where MariaDB has other expressions in it, nothing is changed.
    /// </summary>
    private void Period()
    {
        var one = Accept(Word.As, Word.Of);
        var ends = Accept(Word.All)
            || (one && Moment())
            || (!one && WordAt(_at) is Word.From or Word.Between && SkipOneWord() && Moment() && (Accept(Word.To) || Accept(Word.And)) && Moment());
        if (!ends && Is(_at, "contained") && WordAt(_at + 1) == Word.In && KindAt(_at + 2) == TokenKind.Open)
        {
            _at += 2;
            Group();
            ends = true;
        }

        if (ends && _sourceCount > 0 && _sources[_sourceCount - 1].Alias < 0)
            Alias();
    }

    private bool SkipOneWord() => _at++ >= 0;

    private bool Moment() => Accept(TokenKind.Parameter) || Accept(TokenKind.String) || Accept(TokenKind.Number);

    /// <summary>T-SQL doesn't reserve USING, and no other dialect has JOIN behind it.</summary>
    private bool IsUsingAsAlias() => RunsTogether && WordAt(_at) == Word.Using && WordAt(_at + 1) == Word.Join && _inProgress != Word.Merge;

    /// <summary>T-SQL's old table hints, <c>FROM t (NOLOCK)</c>.</summary>
    private bool IsHint(int open)
    {
        if (!RunsTogether || KindAt(open + 1) != TokenKind.Word || KindAt(open + 2) is not (TokenKind.Close or TokenKind.Comma or TokenKind.End))
            return false;
        return Reserved.IsTableHint(_text, _tokens[open + 1]);
    }

    /// <summary>The tables that the statement doesn't change are read.</summary>
    private void EmitReads()
    {
        for (var i = 0; i < _sourceCount; i++)
        {
            ref var source = ref _sources[i];
            if (source.Kind == SourceKind.Table && !source.IsTarget)
                Emit(Operation.Read, source.Name);
        }
    }

    private void BeginStatement(bool weighs)
    {
        _sourceCount = 0;
        _weighs = weighs;
        _whereLimits = false;
        (_outerJoin, _optional) = (false, 0);
        _queryMayFollow = false;
        _stopsAtSet = false;
        _stopsAtWhen = false;
        _upsert = Name.None;
        _inProgress = Word.None;
        _temporaryObject = false;
        _output = false;
        _narrow = false;
        _weighed = 0;
        _counted = false;
        _conditionCount = 0;
    }
}
