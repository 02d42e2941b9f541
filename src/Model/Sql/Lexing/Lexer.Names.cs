using ImmutableGuard.Sql.Language;

namespace ImmutableGuard.Sql.Lexing;

// Words, numbers and parameters.
internal sealed partial class Lexer
{
    private void Name()
    {
        var text = _text;
        var start = _at;
        var holes = 0;
        var at = start;
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (IsOfNames(c))
                continue;
            if (!InName(c))
                break;
            if (c == SqlEffects.Hole)
                holes++;
        }

        if (at - start <= 2 && at < text.Length && Prefixed(start, at))
            return;
        if (holes == at - start)
        {
            Add(TokenKind.Hole, start, at).Mark(Marks.Hole);
            return;
        }

        ref var token = ref Add(TokenKind.Word, start, at);
        token.Become(Words.Known.Find(text, _characters, start, at - start));
        token.Mark(holes > 0 ? Marks.Hole : Marks.None);
    }

    private bool InName(char c)
    {
        switch (c)
        {
            case '#':
                if (!Has(Lexis.HashInNames))
                    return false;
                Ambiguous |= Unsure;
                return true;
            case '@':
                Ambiguous |= Unsure;
                return Has(Lexis.AtInNames);
            default:
                return c >= '\x80' && !IsSpace(c);
        }
    }

    /// <summary>A string or a name behind a prefix: <c>N'x'</c>, <c>E'x'</c>, <c>U&amp;"x"</c>, <c>q'[x]'</c>.</summary>
    private bool Prefixed(int start, int at)
    {
        var quote = _text[at];
        var first = (char)(_text[start] | 0x20);
        if (at - start == 1)
        {
            switch (first)
            {
                case 'u' when quote == '&' && at + 1 < _text.Length && _text[at + 1] is '\'' or '"' && !Has(Lexis.DoubleQuotedStrings):
                    _at = at + 1;
                    if (_text[_at] == '"')
                        QuotedName(start, '"');
                    else
                        String(start, false);
                    return true;
                case 'e' when quote == '\'' && Has(Lexis.EscapeStrings):
                    _at = at;
                    String(start, true);
                    return true;
                case 'q' when quote == '\'' && Has(Lexis.AlternativeQuotes):
                    _at = at;
                    AlternativeString(start);
                    return true;
                case 'n' or 'b' or 'x' or 'e' when quote == '\'':
                    _at = at;
                    String(start, Has(Lexis.BackslashEscapes));
                    return true;
            }

            return false;
        }

        if (quote == '\'' && first == 'n' && (_text[start + 1] | 0x20) == 'q' && Has(Lexis.AlternativeQuotes))
        {
            _at = at;
            AlternativeString(start);
            return true;
        }

        return false;
    }

    private void Number()
    {
        var start = _at;
        var at = start;
        if (_text[at] == '0' && Peek(1) is 'x' or 'X')
        {
            at += 2;
            while (at < _text.Length && IsHex(_text[at]))
                at++;
        }
        else
        {
            at = Digits(at);
            if (Has(Lexis.DigitFirstNames) && at < _text.Length && (char.IsLetter(_text[at]) || _text[at] is '_' or '$') && !IsExponent(at))
            {
                Name();
                return;
            }

            if (at < _text.Length && _text[at] == '.')
                at = Digits(at + 1);
            if (IsExponent(at))
                at = Digits(at + 2);
        }

        Add(TokenKind.Number, start, at);
    }

    private bool IsExponent(int at) => at + 1 < _text.Length && _text[at] is 'e' or 'E'
        && (_text[at + 1] is >= '0' and <= '9' || (_text[at + 1] is '+' or '-' && at + 2 < _text.Length && _text[at + 2] is >= '0' and <= '9'));

    private int Digits(int at)
    {
        while (at < _text.Length && _text[at] is >= '0' and <= '9' or '_')
            at++;
        return at;
    }

    private static bool IsHex(char c) => c is >= '0' and <= '9' or >= 'a' and <= 'f' or >= 'A' and <= 'F';

    /// <summary>Where <c>$1</c> ends: behind its digits for PostgreSQL, and for T-SQL, to which it is money; <c>$1INTO t</c> goes on.</summary>
    private int NumberedParameter(int start, int end)
    {
        var digits = start;
        while (digits < end && _text[digits] is >= '0' and <= '9')
            digits++;
        if (digits == end || !(Unsure || Has(Lexis.DollarQuotes) || Has(Lexis.AtInNames)))
            return end;
        Ambiguous |= Unsure;
        return digits;
    }

    private void ParameterOrOperator(char c)
    {
        var start = _at;
        if (c == '$' && DollarQuoted())
            return;
        if (c == '@' && Peek(1) is '\'' or '"' or '`')
        {
            _at++;
            Quoted(start, _text[_at], TokenKind.Parameter, Has(Lexis.BackslashEscapes) && _text[_at] != '`');
            return;
        }

        // A label, or two names and a parameter without its space.
        Ambiguous |= Unsure && c == ':' && Peek(1) != ':' && Count > 0 && Tokens[Count - 1].End == _at && Tokens[Count - 1].Kind == TokenKind.Word;
        if (c == ':' && IsLabel())
        {
            Operator(c);
            return;
        }

        var at = start + 1;
        if (c == '@' && Peek(1) == '@')
            at++;
        if (c == '{')
        {
            if (Peek(1) != '=')
            {
                Operator(c);
                return;
            }

            at++;
        }

        var (name, hole) = (at, Marks.None);
        for (; at < _text.Length && IsParameter(_text[at]); at++)
            hole |= _text[at] == SqlEffects.Hole ? Marks.Hole : Marks.None;
        if (c is '@' or ':' or '?' && StartsQuote(name, at))
        {
            Operator(c);
            return;
        }

        if (c is '@' or ':' or '$' && (Unsure || Has(Lexis.OpenComments)))
            at = Math.Max(at, BehindIndex(name));
        if (c == '{' && at < _text.Length && _text[at] == '}')
            at++;
        if (c == '$' && Peek(1) is >= '0' and <= '9')
            at = NumberedParameter(name, at);
        if (at > name || c == '?')
            Add(TokenKind.Parameter, start, at).Mark(hole);
        else if (c == ':' && Peek(1) == ':')
            Add(TokenKind.Operator, start, start + 2);
        else
            Operator(c);
    }

    /// <summary>T-SQL has labels and no <c>:p</c>; MySQL's labels touch their colon.</summary>
    private bool IsLabel() => Peek(1) != ':'
        && (Has(Lexis.AtInNames) || (Has(Lexis.ConditionalComments) && Count > 0 && Tokens[Count - 1].End == _at && Tokens[Count - 1].Kind == TokenKind.Word));

    private bool IsParameter(char c) => IsOfNames(c) || c == SqlEffects.Hole || (c is '#' or '@' && InName(c)) || (c >= '\x80' && !IsSpace(c));

    /// <summary>Whether what looks like a parameter's name is the start of PostgreSQL's quotes, behind an operator: <c>@E'it\'s'</c>, <c>@@$$it's$$</c>.</summary>
    private bool StartsQuote(int name, int end) => (Has(Lexis.DollarQuotes) && name < end && _text[name] == '$')
        || (Has(Lexis.EscapeStrings) && end == name + 1 && end < _text.Length && _text[end] == '\'' && _text[name] is 'e' or 'E');

    /// <summary>
    /// The end of a parameter that has an index for SQLite, which may be of any characters but white space: <c>@a(')</c>, <c>$a::b(x)</c>. Where
    /// the dialect isn't known, an index of other characters than names have is noted. The same place where there is none.
    /// </summary>
    private int BehindIndex(int name)
    {
        var at = name;
        while (at < _text.Length && (IsOfNames(_text[at]) || _text[at] >= '\x80' || (_text[at] == ':' && CharAt(at + 1) == ':' && ++at > 0)))
            at++;
        if (CharAt(at) != '(' || at == name)
            return name;
        var end = at + 1;
        while (end < _text.Length && _text[end] is not (')' or ' ' or '\n' or '\t' or '\r' or '\f' or '\v') && (!Unsure || IsPlain(end, end + 1)))
            end++;
        if (!Unsure)
            return Math.Min(end + 1, _text.Length);
        Ambiguous |= end < _text.Length && !(char.IsWhiteSpace(_text[end]) || _text[end] == ')');
        return name;
    }
}
