using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// EXECUTE in its many meanings, CALL, and statements that are prepared first.
internal sealed partial class Parser
{
    private Prepared[] _prepared = new Prepared[4];
    private int _preparedCount;

    private void Execute()
    {
        var start = _at++;
        if (WordAt(_at) == Word.As)
        {
            SkipDefinition();
            return;
        }

        if (Accept(Word.Immediate) || (_procedural && _dialect == SqlDialect.PostgreSql && KindAt(_at) is TokenKind.String or TokenKind.Word))
        {
            Text(start, closing: -1);
            SkipExpressions();
            return;
        }

        if (KindAt(_at) == TokenKind.Open)
        {
            var close = Closing(_at++);
            Text(start, close);
            for (_at = close + 1; !AtEnd && !EndsDefinition(); SkipOne())
                if (Is(_at, "at"))
                    NotComplete("a text that runs on another server");
            return;
        }

        if (KindAt(_at) == TokenKind.Parameter && KindAt(_at + 1) == TokenKind.Equal)
            _at += 2;
        if (KindAt(_at) == TokenKind.Parameter)
        {
            EmitUnknown(Operation.Call, start);
            _at++;
            SkipDefinition();
            return;
        }

        ExecuteName();
    }

    private void ExecuteName()
    {
        // No procedure is called INTO: to PostgreSQL, SELECT id EXEC INTO orders has an alias and makes a table.
        if (WordAt(_at) == Word.Into)
            NotUnderstood();
        var name = ReadName();
        if (!name.IsNone && Is(name.Last, "opendatasource") && KindAt(_at) == TokenKind.Open)
        {
            Group();
            Accept(TokenKind.Dot);
            name = ReadName();
        }

        if (name.IsNone || (_dialect == SqlDialect.Any && WordAt(_at) is not Word.None and <= Words.LastChanger))
            NotUnderstood();
        else if (!ExecutePrepared(name) && !SystemProcedure(name))
            Emit(Operation.Call, name);
        if (KindAt(_at) == TokenKind.Semicolon && KindAt(_at + 1) == TokenKind.Number && RunsTogether)
            _at += 2;
        if (_dialect == SqlDialect.Oracle)
            SkipExpressionsBeforeChange();
        else
            SkipExpressions();
    }

    private void Call()
    {
        _at++;
        var name = ReadName();
        if (name.IsNone)
            NotUnderstood();
        Emit(Operation.Call, name);
        while (!AtEnd && !(KindAt(_at) == TokenKind.Operator && CharAt(_at) == '}') && !EndsDefinition())
            if (KindAt(_at) == TokenKind.Open)
                Group();
            else
                _at++;
        if (KindAt(_at) == TokenKind.Operator)
            _at++;
    }

    /// <summary>PREPARE executes nothing yet; what it prepares is remembered for EXECUTE.</summary>
    private void Prepare()
    {
        _at++;
        if (WordAt(_at) == Word.Transaction)
        {
            SkipDefinition();
            return;
        }

        var name = ReadName();
        if (KindAt(_at) == TokenKind.Open)
            _at = Closing(_at) + 1;
        var literal = Accept(Word.From);
        if (!literal && !Accept(Word.As))
        {
            NotUnderstood();
            return;
        }

        var start = _at;
        while (!AtEnd)
            _at = KindAt(_at) == TokenKind.Open ? Closing(_at) + 1 : _at + 1;
        if (name.IsNone)
            return;
        if (_preparedCount == _prepared.Length)
            Array.Resize(ref _prepared, _preparedCount * 4);
        _prepared[_preparedCount++] = new Prepared(name, start, _at, literal);
    }

    /// <summary>Whether EXECUTE means a statement that was prepared in this text: then what it does is reported here.</summary>
    private bool ExecutePrepared(Name name)
    {
        for (var i = _preparedCount - 1; i >= 0 && MayLook(); i--)
        {
            if (!name.IsSimple || !SameName(_prepared[i].Name.First, name.First))
                continue;
            if (_prepared[i].Done)
                return true;
            _prepared[i].Done = true;
            if (_prepared[i].Literal)
            {
                var at = _at;
                _at = _prepared[i].Start;
                Text(_at, _prepared[i].End);
                _at = at;
            }
            else
            {
                Defer(_prepared[i].Start, _prepared[i].End, NoScope);
            }

            return true;
        }

        return false;
    }

    private struct Prepared(Name name, int start, int end, bool literal)
    {
        public readonly Name Name = name;
        public readonly int Start = start;
        public readonly int End = end;

        /// <summary>The statement stands in a string.</summary>
        public readonly bool Literal = literal;

        /// <summary>It was executed before in this text, so that its effects are known.</summary>
        public bool Done;
    }
}
