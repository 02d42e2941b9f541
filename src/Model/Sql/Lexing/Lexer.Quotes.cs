namespace ImmutableGuard.Sql.Lexing;

// Strings and quoted names.
internal sealed partial class Lexer
{
    /// <summary>The last string that was asked for what it goes on with.</summary>
    private int _goesOn;
    private bool _goesOnWithEscapes;

    private void QuoteOrBracket(char c)
    {
        switch (c)
        {
            case '"' when Has(Lexis.DoubleQuotedStrings):
                Quoted(_at, '"', TokenKind.String, Has(Lexis.BackslashEscapes));
                break;
            case '"':
                QuotedName(_at, '"');
                break;
            case '`' when Has(Lexis.Backticks):
                QuotedName(_at, '`');
                break;
            case '[' when Has(Lexis.Brackets):
                // Behind an operand it may be PostgreSQL's subscript.
                Ambiguous |= Unsure && AfterOperand();
                QuotedName(_at, ']');
                break;
            case '[':
                Open();
                break;
            case ']':
                Close('[');
                break;
            default:
                Operator(c);
                break;
        }
    }

    private void QuotedName(int start, char quote)
    {
        Quoted(start, quote, TokenKind.Quoted, false);
        ref var token = ref Tokens[Count - 1];
        if (quote == ']' && Unsure)
            Ambiguous |= !IsPlain(token.Start + 1, token.End - 1);
    }

    /// <summary>Whether a text is the same in a name's brackets and in an array's: nothing in it could start a string, a comment, a group.</summary>
    private bool IsPlain(int start, int end)
    {
        for (var i = start; i < end; i++)
            if (!(char.IsLetterOrDigit(_text[i]) || _text[i] is ' ' or '_' or '.' or ':' or ',' or SqlEffects.Hole))
                return false;
        return true;
    }

    private void String(int start, bool escapes) => Quoted(start, '\'', TokenKind.String, escapes);

    /// <summary>
    /// Whether the string at the current place goes on with those before, as PostgreSQL's do on the next line: with the first one's escapes.
    /// What was found for the last one is kept, so that a row of strings is gone through once.
    /// </summary>
    private bool GoesOnWithEscapes()
    {
        var first = Count - 1;
        while (first > _goesOn && Tokens[first].Kind == TokenKind.String && _text[Tokens[first].Start] == '\'')
            first--;
        _goesOnWithEscapes = first < 0 || Tokens[first].Kind != TokenKind.String ? false
            : first == _goesOn ? _goesOnWithEscapes
            : _text[Tokens[first].Start] is 'e' or 'E';
        _goesOn = Count;
        return _goesOnWithEscapes;
    }

    /// <summary>Reads from the opening quote at the current place to the closing one; a doubled quote stands for itself.</summary>
    private void Quoted(int start, char quote, TokenKind kind, bool escapes)
    {
        var hole = false;
        var at = _at + 1;
        for (; at < _text.Length; at++)
        {
            var c = _text[at];
            if (c == quote)
            {
                if (at + 1 >= _text.Length || _text[at + 1] != quote)
                    break;
                at++;
            }
            else if (c == '\\')
            {
                var odd = at;
                while (at + 1 < _text.Length && _text[at + 1] == '\\')
                    at++;
                if (((at - odd) & 1) != 0 || at + 1 >= _text.Length || _text[at + 1] != quote)
                    continue;
                Ambiguous |= Unsure && quote != ']' && quote != '`';
                if (escapes)
                    at++;
            }
            else if (c == SqlEffects.Hole)
            {
                hole = true;
            }
        }

        if (at >= _text.Length)
            Problem ??= kind == TokenKind.Quoted ? "a quoted name is not closed" : "a string is not closed";
        Add(kind, start, Math.Min(at + 1, _text.Length)).Mark(hole ? Marks.Hole : Marks.None);
    }

    /// <summary>Oracle's <c>q'[it's]'</c>; the current place is the quote.</summary>
    private void AlternativeString(int start)
    {
        Ambiguous |= Unsure;
        var close = Peek(1) switch { '[' => ']', '(' => ')', '{' => '}', '<' => '>', var other => other };
        var at = _at + 2;
        while (at + 1 < _text.Length && !(_text[at] == close && _text[at + 1] == '\''))
            at++;
        if (at + 1 >= _text.Length)
            Problem ??= "a string is not closed";
        var end = Math.Min(at + 2, _text.Length);
        Add(TokenKind.String, start, end).Mark(HoleIn(start, end));
    }

    /// <summary>PostgreSQL's <c>$tag$ … $tag$</c>; false where there is no such string at the current place.</summary>
    private bool DollarQuoted()
    {
        if (!Has(Lexis.DollarQuotes))
            return false;
        var start = _at;
        var tag = start + 1;
        while (tag < _text.Length && (IsOfTag(_text[tag]) || _text[tag] >= '\x80'))
            tag++;
        if (tag >= _text.Length || _text[tag] != '$' || _text[start + 1] is >= '0' and <= '9')
            return false;
        Ambiguous |= Unsure;
        var length = tag + 1 - start;
        for (var at = _text.IndexOf('$', tag + 1); at >= 0; at = _text.IndexOf('$', at + 1))
        {
            if (string.CompareOrdinal(_text, start, _text, at, length) != 0)
                continue;
            Add(TokenKind.String, start, at + length).Mark(HoleIn(start, at));
            return true;
        }

        Problem ??= "a string is not closed";
        Add(TokenKind.String, start, _text.Length);
        return true;
    }

    private static bool IsOfTag(char c) => c != '$' && IsOfNames(c);

    private Marks HoleIn(int start, int end) => _text.IndexOf(SqlEffects.Hole, start, end - start) >= 0 ? Marks.Hole : Marks.None;
}
