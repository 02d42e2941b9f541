using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// Procedural blocks that are carried out: PostgreSQL's DO, Oracle's and MariaDB's anonymous blocks, T-SQL's batches. They are read
// as a flat sequence of statements: what a condition guards may run, so that it counts.
internal sealed partial class Parser
{
    private bool IsProcedural => _procedural || _dialect == SqlDialect.Oracle || _block;

    /// <summary>The text's dialect isn't known, but it holds a block as only Oracle and MariaDB have them: nobody else gets behind it.</summary>
    private bool _block;

    /// <summary>A block was begun in a text of unknown dialect.</summary>
    private bool _begun;

    private void Begin()
    {
        _at++;
        _begun |= _dialect == SqlDialect.Any && KindAt(_at) is TokenKind.Word or TokenKind.Quoted;
        while (WordAt(_at) is Word.Try or Word.Catch or Word.Not or Word.Atomic)
            _at++;
        if (WordAt(_at) is Word.Transaction or Word.Tran or Word.Work or Word.Deferred or Word.Immediate or Word.Exclusive or Word.Concurrent
            or Word.Read or Word.Isolation or Word.Distributed or Word.Dialog or Word.Conversation
            || (_dialect is SqlDialect.PostgreSql or SqlDialect.Any && Is(_at, "deferrable")))
        {
            _at++;
            SkipExpressions();
        }
    }

    private void End()
    {
        _at++;
        if (WordAt(_at) == Word.Conversation)
        {
            SkipExpressions();
            return;
        }

        // In T-SQL IF and WHILE start the next statement.
        while (WordAt(_at) is Word.Try or Word.Catch or Word.Transaction or Word.Work
            || (WordAt(_at) is Word.If or Word.Loop or Word.While or Word.Repeat or Word.Case or Word.For && (!RunsTogether || EndsBlock(_at + 1))))
            _at++;

        // The label of the block, or the name of the routine.
        if (_dialect != SqlDialect.TSql && KindAt(_at) is TokenKind.Word or TokenKind.Quoted && KindAt(_at + 1) is TokenKind.Semicolon or TokenKind.End)
            _at++;
    }

    /// <summary>Whether a block's END is over here, be it behind the block's label.</summary>
    private bool EndsBlock(int index) => KindAt(index) is TokenKind.Semicolon or TokenKind.End
        || (_dialect == SqlDialect.Any && KindAt(index) is TokenKind.Word or TokenKind.Quoted && KindAt(index + 1) is TokenKind.Semicolon or TokenKind.End);

    /// <summary>A condition ends with THEN, LOOP or DO, or in T-SQL where the statement starts.</summary>
    private void Condition()
    {
        if (WordAt(_at) == Word.For && IsProcedural && LoopsOverAStatement())
            return;
        _queryMayFollow = WordAt(_at++) is Word.For or Word.Foreach;
        _stopsAtDo = _dialect == SqlDialect.MySql;
        Clauses(Clause.Expression);
        _stopsAtDo = false;
        EmitReads();
        if (WordAt(_at) is Word.Then or Word.Loop or Word.Do)
            _at++;
    }

    /// <summary><c>FOR r IN DELETE FROM t RETURNING * LOOP</c>: goes to the statement.</summary>
    private bool LoopsOverAStatement()
    {
        var at = _at + 1;
        while (KindAt(at) is TokenKind.Word or TokenKind.Quoted or TokenKind.Comma or TokenKind.Dot && WordAt(at) != Word.In)
            at++;
        if (WordAt(at) != Word.In || WordAt(at + 1) is not (Word.Insert or Word.Update or Word.Delete or Word.Merge or Word.With))
            return false;
        _at = at + 1;
        return true;
    }

    /// <summary>Oracle's FORALL carries one statement out for many values: goes to it.</summary>
    private void ForAll()
    {
        while (!AtEnd && WordAt(_at) is not (Word.Insert or Word.Update or Word.Delete or Word.Merge or Word.Execute))
            SkipOne();
    }

    /// <summary>Variables and cursors. A cursor's query is carried out when the cursor is opened, which counts here.</summary>
    private void Declare()
    {
        _at++;
        _block |= _dialect == SqlDialect.Any && DeclaresInBlock();
        Declarations();
    }

    /// <summary>
    /// <c>DECLARE x NUMBER; …</c>, as only a block has it: T-SQL's variables have an at sign, and cursors by that name are T-SQL's and
    /// PostgreSQL's.
    /// </summary>
    private bool DeclaresInBlock()
    {
        if (KindAt(_at) is not (TokenKind.Word or TokenKind.Quoted))
            return false;
        for (var i = _at + 1; i < _at + 5 && KindAt(i) == TokenKind.Word; i++)
            if (Is(i, "cursor"))
                return false;
        return KindAt(_at + 1) is TokenKind.Word or TokenKind.Quoted;
    }

    /// <summary>A routine within a block was read.</summary>
    private bool _hasRoutines;

    /// <summary>A routine within a block, or within WITH: what it does counts as done, as something in the block or the query calls it.</summary>
    private void LocalRoutine()
    {
        _block |= _dialect == SqlDialect.Any;
        _hasRoutines = true;
        while (!AtEnd && WordAt(_at) is not (Word.Is or Word.As))
            SkipOne();
        if (WordAt(_at) is not (Word.Is or Word.As))
            return;
        _at++;
        Declarations();
    }

    private void Declarations()
    {
        var cases = 0;
        while (_at < _end)
        {
            switch (WordAt(_at))
            {
                case Word.For or Word.Is when StartsQuery(_at + 1) && WordAt(_at + 1) != Word.Table:
                    _at++;
                    if (!IsProcedural)
                        return;
                    var query = _at;
                    while (!AtEnd)
                        _at = KindAt(_at) == TokenKind.Open ? Closing(_at) + 1 : _at + 1;
                    Defer(query, _at, _scope);
                    continue;
                case Word.Begin:
                    return;
                case Word.Function or Word.Procedure:
                    _hasRoutines |= IsProcedural;
                    break;
            }

            if ((KindAt(_at) == TokenKind.Semicolon && !IsProcedural) || (KindAt(_at) != TokenKind.Open && cases == 0 && EndsDefinition()))
                return;
            cases = CasesAround(cases);
            Operand();
        }

        if (IsProcedural)
            NotComplete("declarations without their block");
    }

    /// <summary>In a block, a statement that starts with a name assigns to it, or calls it.</summary>
    private void NameStatement()
    {
        var name = ReadName();
        if (name.IsNone)
            return;
        if (IsDeclaration(name))
        {
            Declarations();
            return;
        }

        while (KindAt(_at) is TokenKind.Open or TokenKind.Dot)
        {
            if (!Accept(TokenKind.Dot))
                Group();
            else if (!AtEnd)
                _at++;
        }

        var assigns = KindAt(_at) == TokenKind.Equal || (KindAt(_at) == TokenKind.Operator && CharAt(_at) == ':');
        if (!assigns && !IsHarmless(name))
            Emit(Operation.Call, name);
        SkipExpressionsBeforeChange();
    }

    /// <summary>Behind a routine within the declarations come more of them: a call has no word behind its name.</summary>
    private bool IsDeclaration(Name name) => _hasRoutines && name.IsSimple && KindAt(_at) == TokenKind.Word
        && !(WordAt(_at) == Word.Row && Is(name.Last, "pipe"));

    /// <summary>What looks like the call of a procedure, and changes nothing: messages, errors, a row that is handed out.</summary>
    private bool IsHarmless(Name name) => Is(name.Last, "raise_application_error") || Is(name.First, "dbms_output")
        || (Is(name.Last, "pipe") && WordAt(_at) == Word.Row);

    /// <summary>PostgreSQL's DO carries a block out; MySQL's evaluates expressions.</summary>
    private void Do()
    {
        var start = _at++;
        if (Accept(Word.Language) && !AtEnd)
            _at++;
        // PostgreSQL's block to those that don't know its quotes.
        if (_oneOfSeveral && KindAt(_at) != TokenKind.String && CharAt(_at) == '$')
            Refuse();
        if (KindAt(_at) == TokenKind.String && _dialect != SqlDialect.MySql)
        {
            var foreign = IsForeignLanguage(start);
            if (foreign || _depth == Deepest)
            {
                NotComplete("a block in another language");
            }
            else
            {
                var text = new System.Text.StringBuilder();
                Unquote(_tokens[_at], text);
                Inside(text.ToString(), _at, procedural: true, SqlDialect.PostgreSql);
            }
        }

        SkipExpressions();
    }

    private bool IsForeignLanguage(int start)
    {
        for (var i = start; i + 1 < _end && _tokens[i].Kind != TokenKind.Semicolon; i++)
        {
            if (!MayLook())
                return true;
            if (_tokens[i].Word != Word.Language)
                continue;
            var (from, length) = Bare(_tokens[i + 1]);
            return !Words.Same("plpgsql", _text, from, from + length);
        }

        return false;
    }
}
