using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// What stands in brackets and is no statement: only subqueries, routines with effects and unknown parts matter in it.
internal sealed partial class Parser
{
    /// <summary>Reads the brackets at the current place, and whatever brackets are in them, and goes behind them.</summary>
    private void Group()
    {
        var close = Closing(_at);
        if (IsQuery(_at))
        {
            Defer(_at, _scope);
            _at = close + 1;
            return;
        }

        for (_at = PassValues(_at + 1, close); _at < close; _at = PassValues(_at + 1, close))
        {
            ref var token = ref _tokens[_at];
            switch (token.Kind)
            {
                case TokenKind.Open when IsQuery(_at):
                    Defer(_at, _scope);
                    _at = Closing(_at);
                    break;
                case TokenKind.Word when token.Word == Word.Next && WordAt(_at + 1) == Word.Value && WordAt(_at + 2) == Word.For:
                    NextValue();
                    _at--;
                    break;
                case TokenKind.Word when token.Word == Word.In && IsInTable:
                    _at++;
                    if (ReadName() is var list && KindAt(_at) != TokenKind.Open && !IsTemporary(list) && FindCte(list) == NoScope)
                        Emit(Operation.Read, list);
                    _at--;
                    break;
                case TokenKind.Word or TokenKind.Quoted when token.Is(Marks.Called) && KindAt(_at + 1) == TokenKind.Open:
                    Routine(_at);
                    break;
                case TokenKind.Dot when WordAt(_at + 1) == Word.NextVal:
                    NextValueBefore();
                    break;
                case TokenKind.Hole:
                    CheckHole();
                    break;
            }
        }

        _at = close + 1;
    }

    /// <summary>The first token from <paramref name="at"/> on that isn't one of the names, values, operators and commas of a list.</summary>
    private int PassValues(int at, int end)
    {
        for (var tokens = _tokens; at < end && (tokens[at].IsIdle || tokens[at].Kind == TokenKind.Comma);)
            at++;
        return at;
    }

    /// <summary>Oracle's <c>s.NEXTVAL</c>, at its dot.</summary>
    private void NextValueBefore()
    {
        if (_dialect is not (SqlDialect.Oracle or SqlDialect.Any))
            return;
        var first = _at - 1;
        while (first > 1 && _tokens[first - 1].Kind == TokenKind.Dot && MayLook())
            first -= 2;
        if (first >= 0 && _tokens[first].Kind is TokenKind.Word or TokenKind.Quoted or TokenKind.Hole)
            Emit(Operation.Update, new Name(first, _at - 1));
    }

    /// <summary><c>NEXT VALUE FOR s</c> moves the sequence on.</summary>
    private void NextValue()
    {
        _at += 3;
        Emit(Operation.Update, ReadName());
    }

    private bool _hasHoles;

    /// <summary>An unknown part is harmless only where nothing but a value can stand.</summary>
    private void CheckHole()
    {
        var before = _at > 0 ? _tokens[_at - 1].Kind : TokenKind.End;
        var value = before switch
        {
            TokenKind.Equal => true,
            TokenKind.Operator => CharAt(_at - 1) != '*' || KindAt(_at - 2) is not (TokenKind.Word or TokenKind.Dot or TokenKind.Comma),
            TokenKind.Open => IsValueList(_at - 1),
            TokenKind.Comma => IsValueComma(),
            TokenKind.Word => Before(_at) switch
            {
                Word.Like or Word.Ilike or Word.In or Word.Between or Word.Limit or Word.Offset or Word.Top or Word.Escape or Word.Regexp
                    or Word.Rlike or Word.Glob or Word.Similar => true,
                Word.And => _at > 2 && WordAt(_at - 3) == Word.Between,
                Word.Then or Word.Else => _cases > 0,
                _ => false,
            },
            _ => false,
        };
        var after = KindAt(_at + 1);
        // Of two unknown parts next to each other only the first stands where a value does.
        if (!value || _tokens[_at].End - _tokens[_at].Start > 1 || after is TokenKind.Open or TokenKind.Dot or TokenKind.Hole or TokenKind.String or TokenKind.Number or TokenKind.Quoted)
            NotComplete("an unknown part where more than a value can stand");
    }

    /// <summary>A list of values or arguments: <c>IN (</c>, <c>VALUES (</c>, <c>f(</c>; not brackets around a condition.</summary>
    private bool IsValueList(int open)
    {
        while (open > 1 && _tokens[open - 1].Kind == TokenKind.Open)
            open--;
        return open > 0 && _tokens[open - 1].Kind switch
        {
            TokenKind.Word => Before(open) is not (Word.Where or Word.And or Word.Or or Word.Not or Word.On or Word.Having or Word.When or Word.From
                or Word.Join or Word.By or Word.Exists or Word.Select or Word.As),
            TokenKind.Quoted or TokenKind.Comma or TokenKind.Equal or TokenKind.Operator => true,
            _ => false,
        };
    }

    /// <summary>The last comma in front of an unknown part, and whether it separates values: a long list is looked through once.</summary>
    private int _valueComma;
    private bool _valueCommaIs;

    /// <summary>Whether the comma before separates values: it does in brackets, and in assignments and limits.</summary>
    private bool IsValueComma()
    {
        _valueCommaIs = IsValueComma(_at - 1);
        _valueComma = _at - 1;
        return _valueCommaIs;
    }

    private bool IsValueComma(int at)
    {
        for (; at > 0 && MayLook(); at--)
        {
            switch (_tokens[at].Kind)
            {
                case TokenKind.Comma when at == _valueComma:
                    return _valueCommaIs;
                case TokenKind.Close:
                    at = _tokens[at].Link;
                    break;
                case TokenKind.Open:
                    return IsValueList(at);
                case TokenKind.Word when _tokens[at].Word == Word.Limit:
                    return true;
                case TokenKind.Word when _tokens[at].Word is Word.Select or Word.From or Word.By or Word.Set or Word.Returning or Word.Output:
                    return false;
            }
        }

        return false;
    }
}
