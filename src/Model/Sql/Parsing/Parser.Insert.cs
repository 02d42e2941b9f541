using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// INSERT, REPLACE, what they do on a conflict, and where OUTPUT and SELECT put rows.
internal sealed partial class Parser
{
    /// <summary>The table that ON CONFLICT DO UPDATE changes.</summary>
    private Name _upsert;

    /// <summary>The statement that is being read, where its clauses depend on it.</summary>
    private Word _inProgress;

    /// <summary>An OUTPUT clause was read: the next INTO names a table that rows go to.</summary>
    private bool _output;

    private void Insert()
    {
        var start = _at++;
        BeginStatement(weighs: false);
        _inProgress = Word.Insert;
        while (WordAt(_at) is Word.LowPriority or Word.HighPriority or Word.Delayed or Word.Ignore or Word.Overwrite
            && (IsBeforeName(_at) || WordAt(_at + 1) is Word.Into or Word.Ignore or Word.Table))
            _at++;
        var replaces = Before(start + 1) == Word.Replace | ConflictClause();
        if (WordAt(_at) is Word.All or Word.First or Word.When && _dialect is SqlDialect.Oracle or SqlDialect.Any && InsertAll())
            return;
        Top();
        Accept(Word.Into);
        if (WordAt(_at) is Word.Bulk or Word.Over && IsBeforeName(_at))
            _at++;
        if (WordAt(_at) == Word.Table && (KindAt(_at + 1) is TokenKind.Word or TokenKind.Quoted || (KindAt(_at + 1) == TokenKind.Open && IsQuery(_at + 1))))
            _at++;
        InsertTarget(start, replaces);
        // No rows: 'SELECT a INSERT INTO t FROM u' makes a table in PostgreSQL, where INSERT is the alias of what stands before it.
        if (_dialect == SqlDialect.Any && (AtEnd || WordAt(_at) is Word.From or Word.Where or Word.Group or Word.Having or Word.Order or Word.Limit or Word.Union or Word.Fetch or Word.For))
            NotUnderstood();
        // MySQL's assignments, which a statement of T-SQL could start like.
        Accept(Word.Set);
        _queryMayFollow = true;
        Clauses(Clause.Expression);
        EmitReads();
        if (WordAt(_at) == Word.Execute && _queryMayFollow)
            Execute();
    }

    private void InsertTarget(int start, bool replaces)
    {
        if (KindAt(_at) == TokenKind.Parameter)
        {
            _at++;
            return;
        }

        if (KindAt(_at) == TokenKind.Open && IsQuery(_at))
        {
            var open = _at;
            Group();
            ChangeQuery(Operation.Insert, open, true, start);
            return;
        }

        var name = ReadName();
        var known = !name.IsNone && (KindAt(_at) != TokenKind.Open || !IsRowsetFunction(name));
        if (name.IsNone && KindAt(_at) != TokenKind.Open)
            NotUnderstood();
        if (!known)
        {
            EmitUnknown(Operation.Insert, start);
            if (KindAt(_at) == TokenKind.Open)
                Group();
            while (Accept(TokenKind.Dot))
                ReadName();
        }
        else if (RunsTogether && FindCte(name) is >= 0 and var cte)
        {
            ChangeExpression(Operation.Insert, name, cte, true, start);
            if (_dialect == SqlDialect.Any)
                _upsert = name;
            if (replaces)
                Emit(Operation.Delete, name);
        }
        else if (!IsTemporary(name))
        {
            Emit(Operation.Insert, name);
            if (replaces)
                Emit(Operation.Delete, name);
            _upsert = name;
        }

        if (Accept(Word.As) && !AtEnd)
            _at++;
    }

    /// <summary>Brackets behind the name that hold no list of columns make it a function.</summary>
    private bool IsRowsetFunction(Name name) => RunsTogether
        && (KindAt(_at + 1) is not (TokenKind.Word or TokenKind.Quoted or TokenKind.Dot or TokenKind.Open or TokenKind.Close or TokenKind.Hole or TokenKind.Operator)
            || Is(name.Last, "openquery") || Is(name.Last, "openrowset") || Is(name.Last, "opendatasource"));

    /// <summary>Oracle's INSERT ALL: a table after each INTO.</summary>
    private bool InsertAll()
    {
        // ALL may be left out in front of a condition.
        if (WordAt(_at) != Word.When && WordAt(_at + 1) is not (Word.Into or Word.When))
            return false;
        while (!AtEnd && WordAt(_at) != Word.Select)
        {
            if (KindAt(_at) == TokenKind.Open)
            {
                Group();
                continue;
            }

            if (Before(++_at) == Word.Into)
                Emit(Operation.Insert, ReadName());
        }

        _queryMayFollow = true;
        Clauses(Clause.Expression);
        EmitReads();
        return true;
    }

    /// <summary>At ON: whether a conflict clause starts here.</summary>
    private bool IsUpsert()
    {
        if (WordAt(_at + 1) == Word.Duplicate && WordAt(_at + 2) == Word.Key)
        {
            _at += 3;
            if (Accept(Word.Update))
                Emit(Operation.Update, _upsert);
            _clause = Clause.Expression;
            return true;
        }

        if (WordAt(_at + 1) != Word.Conflict)
            return false;
        _at += 2;
        _clause = Clause.Expression;
        return true;
    }

    private void DoUpdate()
    {
        _at++;
        if (!Accept(Word.Update))
            return;
        Emit(Operation.Update, _upsert);
        Accept(Word.Set);
        _clause = Clause.Expression;
    }

    /// <summary>INTO after OUTPUT names a table; after RETURNING a variable; in a query what the dialect makes of it.</summary>
    private void Into()
    {
        _at++;
        if (_inProgress is Word.Insert or Word.Update or Word.Delete or Word.Merge)
        {
            if (_output && KindAt(_at) != TokenKind.Parameter && ReadName() is var rows && !IsTemporary(rows))
                Emit(Operation.Insert, rows);
            _output = false;
            return;
        }

        if (WordAt(_at) is Word.Outfile or Word.Dumpfile)
        {
            _at++;
            EmitFile(Operation.Insert, _at);
            return;
        }

        if (KindAt(_at) is TokenKind.Parameter or TokenKind.Operator || IntoMeansVariable)
            return;
        var temporary = false;
        for (; WordAt(_at) is Word.Temp or Word.Unlogged or Word.Local or Word.Global && (IsBeforeName(_at) || WordAt(_at + 1) == Word.Table); _at++)
            temporary |= WordAt(_at) == Word.Temp;
        if (WordAt(_at) == Word.Table && KindAt(_at + 1) is TokenKind.Word or TokenKind.Quoted)
            _at++;
        var name = ReadName();
        if (name.IsNone)
            NotUnderstood();
        Create(name, temporary);
    }

    /// <summary>Oracle's <c>LOG ERRORS INTO t</c> keeps the rows that failed; without a table in one that is named after the statement's.</summary>
    private void LogErrors()
    {
        var start = _at;
        Begin(Clause.Expression);
        _at++;
        if (Accept(Word.Into))
        {
            Emit(Operation.Insert, ReadName());
            return;
        }

        if (_muted)
            return;
        _findings.Begin();
        _findings.Append("ERR$_*");
        _findings.Add(Operation.Insert, true, _tokens[start].Start);
    }

    /// <summary>A table is created and filled.</summary>
    private void Create(Name name, bool temporary)
    {
        if (temporary)
        {
            AddTemporary(name);
        }
        else if (!IsTemporary(name))
        {
            Emit(Operation.Schema, name);
            Emit(Operation.Insert, name);
        }
    }

    private bool IntoMeansVariable => _dialect is SqlDialect.Oracle or SqlDialect.MySql || _procedural || _block;

    private void EmitFile(Operation operation, int at)
    {
        _findings.Begin("file:");
        if (KindAt(at) == TokenKind.String && !_tokens[at].HasHole && _text[_tokens[at].End - 1] is '\'' or '"')
            SpellQuoted(_tokens[at]);
        else
            _findings.AppendUnknown();
        _findings.Add(operation, true, _tokens[Math.Min(at, _end - 1)].Start);
    }
}
