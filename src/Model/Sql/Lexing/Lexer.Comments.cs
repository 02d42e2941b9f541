
namespace ImmutableGuard.Sql.Lexing;

// Comments, and the operators that look like one.
internal sealed partial class Lexer
{
    private void CommentOrOperator(char c)
    {
        switch (c, Peek(1))
        {
            case ('-', '-') when IsLineComment():
            case ('#', _) when Has(Lexis.HashComments):
                LineComment();
                break;
            case ('/', '*'):
                BlockComment();
                break;
            case ('#', _) when Has(Lexis.OpenComments) && BehindIndex(_at + 1) is var end && end > _at + 1:
                Add(TokenKind.Parameter, _at, end);
                break;
            case ('#', _) when Has(Lexis.HashInNames):
                Ambiguous |= Unsure;
                Name();
                break;
            case ('/', _) when (Unsure || Has(Lexis.SlashLines)) && IsAloneOnItsLine():
                Ambiguous |= Unsure;
                Symbol(TokenKind.Semicolon);
                break;
            default:
                Operator(c);
                break;
        }
    }

    private bool IsAloneOnItsLine()
    {
        var (before, after) = (_at - 1, _at + 1);
        while (before >= 0 && _text[before] is ' ' or '\t')
            before--;
        while (after < _text.Length && _text[after] is ' ' or '\t' or '\r')
            after++;
        return (before < 0 || _text[before] == '\n') && (after == _text.Length || _text[after] == '\n');
    }

    private bool IsLineComment()
    {
        var spaced = Peek(2) is <= ' ' or '\x7F';
        Ambiguous |= Unsure && !spaced;
        return spaced || !Has(Lexis.SpacedComments);
    }

    private void LineComment()
    {
        var start = _at;
        while (_at < _text.Length && _text[_at] is not ('\n' or '\r'))
            _at++;

        // PostgreSQL ends the comment here, others read on.
        if (Peek(0) == '\r' && Peek(1) != '\n')
            Problem ??= "a carriage return without a line feed in a comment";
        NoteHole(start);
    }

    private void BlockComment()
    {
        var start = _at;
        if (Conditional())
            return;
        var depth = 1;
        for (_at += 2; _at < _text.Length && depth > 0; _at++)
        {
            var c = _text[_at];
            if (c == '*' && Peek(1) == '/')
            {
                depth--;
                _at++;
            }
            else if (c == '/' && Peek(1) == '*')
            {
                Ambiguous |= Unsure;
                if (!Has(Lexis.NestedComments))
                    continue;
                depth++;
                _at++;
            }
        }

        if (depth > 0 && !Has(Lexis.OpenComments))
            Problem ??= "a comment is not closed";
        NoteHole(start);
        if (CharAt(start + 2) == '+' && (Unsure || Has(Lexis.ConditionalComments)) && HasOpenQuote(start, _at))
            Problem ??= "a quote in a hint, which may hold the hint's end";
    }

    /// <summary>Whether a quote is opened and not closed: MySQL reads a hint's quotes, and what ends a comment is within them a part of the name.</summary>
    private bool HasOpenQuote(int start, int end)
    {
        var open = '\0';
        for (var i = start; i < end; i++)
            if (_text[i] is '\'' or '"' or '`' && (open == '\0' || open == _text[i]))
                open = open == '\0' ? _text[i] : '\0';
        return open != '\0';
    }

    /// <summary>
    /// MySQL's <c>/*! x */</c> and MariaDB's <c>/*M! x */</c>: x is carried out, where a version stands before it only by servers
    /// of that version and later.
    /// </summary>
    private bool Conditional()
    {
        var mark = Peek(2) == 'M' ? 3 : 2;
        if (Peek(mark) != '!')
            return false;
        Ambiguous |= Unsure;
        if (!Has(Lexis.ConditionalComments))
            return false;
        var versioned = Peek(mark + 1) is >= '0' and <= '9' && !IsOldVersion(_at + mark + 1);
        Ambiguous |= versioned || mark == 3;
        if ((versioned || mark == 3) && Has(Lexis.SkipVersioned))
            return false;
        _at += mark + 1;
        while (_at < _text.Length && _text[_at] is >= '0' and <= '9')
            _at++;
        _conditional++;
        return true;
    }

    /// <summary>A version before 5.1, as in dumps: there is no server that old to skip the comment.</summary>
    private bool IsOldVersion(int at)
    {
        var digits = 0;
        while (at + digits < _text.Length && _text[at + digits] is >= '0' and <= '9')
            digits++;
        return digits == 5 && string.CompareOrdinal(_text, at, "50100", 0, 5) <= 0;
    }

    private void NoteHole(int start)
    {
        if (_text.IndexOf(SqlEffects.Hole, start, _at - start) >= 0)
            Problem ??= "an unknown part in a comment, which it may close";
        // SQLite's text ends there, and so does what is sent to PostgreSQL.
        if (_text.IndexOf('\0', start, _at - start) >= 0)
            Problem ??= "a NUL in a comment, where a text may end";
    }
}
