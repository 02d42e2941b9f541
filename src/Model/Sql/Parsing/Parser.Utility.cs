using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// Statements that are neither queries nor changes of rows: control of flow, transactions, settings, maintenance.
internal sealed partial class Parser
{
    private void Utility(Word word)
    {
        var start = _at;
        BeginStatement(weighs: false);
        if (KindAt(_at + 1) == TokenKind.Operator && CharAt(_at + 1) == ':' && _tokens[_at].Kind == TokenKind.Word)
        {
            // A label, or an assignment in a block: what is assigned may hold a query.
            _at += 2;
            if (KindAt(_at) == TokenKind.Equal)
                SkipExpressions();
            return;
        }

        switch (word)
        {
            case Word.Else or Word.Loop or Word.Repeat or Word.Go or Word.Then or Word.Break or Word.Exception:
                _at++;
                if (word == Word.Go)
                    Accept(TokenKind.Number);
                break;
            case Word.Begin:
                Begin();
                break;
            case Word.End:
                End();
                break;
            case Word.If or Word.While or Word.Elseif or Word.Until or Word.When or Word.For or Word.Foreach or Word.Case:
                Condition();
                break;
            case Word.Explain or Word.Describe or Word.Desc or Word.Analyze:
                Explain();
                break;
            case Word.Prepare:
                Prepare();
                break;
            case Word.Do:
                Do();
                break;
            case Word.Rename:
                Rename();
                break;
            case Word.Copy:
                Copy();
                break;
            case Word.Load or Word.Bulk:
                Load();
                break;
            case Word.Declare:
                Declare();
                break;
            case Word.Pragma:
                Pragma();
                break;
            case Word.Waitfor when KindAt(_at + 1) == TokenKind.Open:
                // WAITFOR (RECEIVE … FROM q), TIMEOUT 1000
                Defer(++_at, _scope);
                SkipDefinition();
                break;
            case Word.WriteText or Word.UpdateText:
                WriteText();
                break;
            case Word.Function or Word.Procedure when (_dialect == SqlDialect.Oracle || _block || _withRoutines) && KindAt(_at + 1) is TokenKind.Word or TokenKind.Quoted:
                LocalRoutine();
                break;
            case Word.Rollback:
                // A temporary table created in the transaction is gone; its name may mean a table of the database again.
                _temporaryCount = 0;
                _at++;
                SkipDefinition();
                break;
            default:
                if (!Simple(word) && !Broker(word))
                    Unnamed();
                break;
        }
    }

    /// <summary>EXPLAIN carries nothing out, with ANALYZE it does; so does MariaDB's ANALYZE before a statement.</summary>
    private void Explain()
    {
        var start = _at;
        var runs = WordAt(_at++) == Word.Analyze;
        var maintains = runs && (WordAt(_at) == Word.Table || (KindAt(_at) == TokenKind.Open && !IsQuery(_at))
            || !(StartsQuery(_at) || WordAt(_at) is Word.Format or Word.With));
        if (maintains)
        {
            Maintain(start);
            return;
        }

        if (KindAt(_at) == TokenKind.Open && !IsQuery(_at))
            runs |= ExplainOptions();
        for (; !AtEnd && !StartsQuery(_at) && !(WordAt(_at) == Word.With && KindAt(_at + 1) != TokenKind.Open) && WordAt(_at) is not (Word.Create or Word.Declare or Word.Execute or Word.Refresh or Word.Call); _at++)
            runs |= WordAt(_at) == Word.Analyze;
        if (runs || AtEnd)
            return;
        if (Before(_at) == Word.For && WordAt(start + 1) == Word.Plan)
            PlanTable(start);
        for (; !AtEnd && !(WordAt(_at) == Word.Go && IsSeparator(_at)); _at = KindAt(_at) == TokenKind.Open ? Closing(_at) + 1 : _at + 1)
            if ((WordAt(_at) == Word.Into && _dialect == SqlDialect.Any) || (RunsTogether && WordAt(_at) is not Word.None and <= Words.LastChanger && KindAt(_at - 1) == TokenKind.Close))
                NotComplete("T-SQL would carry out what is explained");
    }

    private bool ExplainOptions()
    {
        var runs = false;
        var close = Closing(_at);
        for (_at++; _at < close; _at++)
        {
            if (WordAt(_at) == Word.Analyze || (KindAt(_at) == TokenKind.Quoted && Bare(_tokens[_at]) is var (name, length) && Words.Same("analyze", _text, name, name + length)))
                runs = !(WordAt(_at + 1) is Word.False or Word.Off || CharAt(_at + 1) == '0');
        }

        _at = close + 1;
        return runs;
    }

    /// <summary>Oracle keeps the plan in a table.</summary>
    private void PlanTable(int start)
    {
        for (var i = start; i < _at; i++)
        {
            if (_tokens[i].Word != Word.Into)
                continue;
            var at = _at;
            _at = i + 1;
            Emit(Operation.Insert, ReadName());
            _at = at;
            return;
        }

        _findings.Begin();
        _findings.Append("PLAN_TABLE");
        _findings.Add(Operation.Insert, true, _tokens[start].Start);
    }

    /// <summary>Maintenance changes how tables are stored, not what is in them: it counts as a change of the schema.</summary>
    private void Maintain(int start)
    {
        var any = false;
        while (!AtEnd && !EndsDefinition())
        {
            if (KindAt(_at) == TokenKind.Open)
            {
                _at = Closing(_at) + 1;
                continue;
            }

            if (MaintenanceWords.Contains(WordAt(_at)) && KindAt(_at + 1) != TokenKind.Dot)
            {
                _at++;
                continue;
            }

            if (!AtName)
            {
                _at++;
                continue;
            }

            any = true;
            var whole = (_dialect is SqlDialect.Sqlite or SqlDialect.Any && IsNamed(_at, "main") && KindAt(_at + 1) != TokenKind.Dot) || Before(_at) == Word.Schema;
            var name = ReadName();
            if (whole)
                EmitAllIn(Operation.Schema, name);
            if (!whole || (_dialect == SqlDialect.Any && Before(name.First) != Word.Schema))
                EmitDefinition(name, start);
            while (!AtEnd && KindAt(_at) != TokenKind.Comma && !EndsDefinition())
                SkipOne();
        }

        if (!any)
            EmitUnknown(Operation.Schema, start);
    }

    /// <summary><c>p(1);</c> and <c>x := 1;</c> behind BEGIN: who has no such block has no such statement either.</summary>
    private bool StatementIsNoneButInBlock()
    {
        if (!AtName || WordAt(_at) != Word.None)
            return false;
        var at = _at + 1;
        while (KindAt(at) == TokenKind.Dot && KindAt(at + 1) is TokenKind.Word or TokenKind.Quoted && MayLook())
            at += 2;
        if (KindAt(at) == TokenKind.Open)
            at = Closing(at) + 1;
        return (KindAt(at) == TokenKind.Semicolon && (KindAt(at - 1) == TokenKind.Close || Before(_at) == Word.Begin))
            || (KindAt(at) == TokenKind.Operator && CharAt(at) == ':' && KindAt(at + 1) == TokenKind.Equal);
    }

    private bool IsNamed(int index, string spelling) => Is(index, spelling)
        || (KindAt(index) is TokenKind.Quoted or TokenKind.String && Bare(_tokens[index]) is var (start, length) && Words.Same(spelling, _text, start, start + length));

    /// <summary>
    /// A statement that starts with no word of the language: in a block an assignment or a call, and in T-SQL a call where it is the
    /// first of its batch.
    /// </summary>
    private void Unnamed()
    {
        if ((IsProcedural || _begun) && Is(_at, "forall"))
        {
            ForAll();
            return;
        }

        if (_dialect == SqlDialect.Oracle && (WordAt(_at) == Word.Audit || Is(_at, "noaudit") || Is(_at, "associate") || Is(_at, "disassociate") || Is(_at, "administer")))
        {
            EmitUnknown(Operation.Schema, _at);
            SkipDefinition();
            return;
        }

        if (!IsProcedural && _begun && StatementIsNoneButInBlock())
            _block = true;
        if (IsProcedural)
        {
            NameStatement();
            return;
        }

        if (_dialect == SqlDialect.MySql && Is(_at, "restart") && KindAt(_at + 1) is TokenKind.End or TokenKind.Semicolon)
        {
            EmitUnknown(Operation.Schema, _at++);
            return;
        }

        if (RunsTogether && Is(_at, "lineno") && KindAt(_at + 1) == TokenKind.Number)
        {
            _at += 2;
            return;
        }

        if (!RunsTogether || !AtName || !IsFirstOfBatch || KindAt(_at + 1) is TokenKind.Open or TokenKind.Comma)
            return;
        if (_dialect != SqlDialect.TSql)
            NotUnderstood();
        ExecuteName();
    }
}
