namespace ImmutableGuard.Sql;

// What every dialect cuts the same, and most of a text is: plain names, symbols, short numbers and strings. Two loops that need little
// more than the processor's registers read it: one cuts, the other one recognizes the words.
internal sealed partial class Lexer
{
    /// <summary>The characters that end a name whatever the dialect, and start no string that it would be the prefix of.</summary>
    private static readonly bool[] Ends = Set(" \t\r\n.,()=<>+-*/;");

    /// <summary>What is not in any brackets has no place of their opening one.</summary>
    private const int Nowhere = -1;

    /// <summary>What starts with a character whatever the dialect; <see cref="TokenKind.End"/> where that has to be asked for.</summary>
    private static readonly TokenKind[] Kinds = KindsByCharacter();

    /// <summary>So many blocks are cut before their words are recognized: their tokens are still near then.</summary>
    private const int AtOnce = 16;

    /// <summary>The first token of those that are being cut.</summary>
    private int _first;

    /// <summary>Goes behind white space; false at the end of the text.</summary>
    private bool FindNext()
    {
        var (text, at) = (_text, _at);
        while (at < text.Length && text[at] is ' ' or '\n' or '\r' or '\t')
            at++;
        _at = at;
        return at < text.Length;
    }

    private static bool StartsPlain(char c) => c < Kinds.Length && Kinds[c] != TokenKind.End;

    /// <summary>Reads on; false where it came to a character for which the dialect has to be asked.</summary>
    private bool Plain()
    {
        _first = Count;
        var whole = Cut();
        Recognize();
        return whole;
    }

    private bool Cut()
    {
        var (text, tokens, count, block) = (_text, Tokens, Count, _at >> Characters.Shift);
        var (starts, notInNames) = (_characters.StartsFrom(_at), _characters.NotInNames(block));
        var stop = Math.Min(block + AtOnce, _characters.Blocks);
        while (true)
        {
            while (starts == 0)
            {
                if (++block >= stop)
                    return Pause(count, Math.Min(block << Characters.Shift, text.Length));

                (starts, notInNames) = (_characters.Starts(block), _characters.NotInNames(block));
            }

            var at = (block << Characters.Shift) + Characters.TrailingZeros(starts);
            starts &= starts - 1;
            if (count >= tokens.Length)
            {
                (_at, Count) = (at, count);
                tokens = Grow();
            }

            var c = text[at];
            var kind = c < Kinds.Length ? Kinds[c] : TokenKind.End;
            if (kind == TokenKind.Word)
            {
                var rest = notInNames >> at;
                tokens[count++].BecomeName(at, rest != 0 ? at + Characters.TrailingZeros(rest) : _characters.NameEndFrom(block + 1));
                continue;
            }

            if (kind is TokenKind.Comma or TokenKind.Equal or TokenKind.Semicolon || (kind == TokenKind.Dot && !IsDigit(at + 1)))
            {
                tokens[count++].Become(kind, at, at + 1);
                continue;
            }

            var place = Place(kind, at, count);
            if (place < Nowhere)
            {
                // What touches a name may belong to it, or it is the prefix of a string: that name is for the dialect to read.
                if (Touches(count, at) && !EndsAt(at))
                    at = tokens[--count].Start;
                (_at, Count) = (at, count);
                return false;
            }

            tokens[count++].Become(kind, at, place);
            if (kind is TokenKind.String or TokenKind.Parameter)
            {
                block = place >> Characters.Shift;
                (starts, notInNames) = (_characters.StartsFrom(place), _characters.NotInNames(block));
            }
        }
    }

    /// <summary>Ends a round at <paramref name="at"/>, or behind a token that goes beyond; false where that is a name for the dialect to read.</summary>
    private bool Pause(int count, int at)
    {
        (_at, Count) = (at, count);
        if (count == _first || Tokens[count - 1].End < at)
            return true;
        _at = Tokens[count - 1].End;
        if (!Touches(count, _at) || EndsAt(_at))
            return true;
        (_at, Count) = (Tokens[count - 1].Start, count - 1);
        return false;
    }

    /// <summary>
    /// Where a number, a parameter, a string, an operator ends, or the bracket around the one that opens here, or the partner of the one that
    /// closes; less than <see cref="Nowhere"/> where the dialect has to be asked.
    /// </summary>
    private int Place(TokenKind kind, int at, int count)
    {
        const int AskTheDialect = Nowhere - 1;
        var end = at + 1;
        switch (kind)
        {
            case TokenKind.Operator:
                return (_conditional > 0 && _text[at] == '*') || CharAt(end) is '=' or '>' or '-' ? AskTheDialect : end;
            case TokenKind.Number:
                while (IsDigit(end))
                    end++;
                return CharAt(end) == '.' || !EndsAt(end) ? AskTheDialect : end;
            case TokenKind.Parameter:
                end = _characters.NameEnd(end);
                return end == at + 1 || !EndsAt(end) || CharAt(end) == '(' || CharAt(at + 1) == '$' || Touches(count, at) ? AskTheDialect : end;
            case TokenKind.String:
                end = _characters.NameEnd(end);
                return CharAt(end) != '\'' || CharAt(++end) == '\'' || Touches(count, at) ? AskTheDialect : end;
            case TokenKind.Open:
                (end, _open) = (_open, count);
                if (count > 0)
                    Tokens[count - 1].Mark(Marks.Called);
                return end;
            case TokenKind.Close when _open >= 0 && _text[Tokens[_open].Start] == '(':
                ref var open = ref Tokens[_open];
                (end, _open, open.Link) = (_open, open.Link, count);
                return end;
            default:
                return AskTheDialect;
        }
    }

    /// <summary>Finds the words among the tokens that were cut.</summary>
    private void Recognize()
    {
        var (text, characters, vocabulary) = (_text, _characters, Words.Known);
#if NET
        foreach (ref var token in Tokens.AsSpan(_first, Count - _first))
#else
        for (var i = _first; i < Count; i++)
#endif
        {
#if !NET
            ref var token = ref Tokens[i];
#endif
            if (token.Kind == TokenKind.Word && token.PlainLength > 1)
                token.Become(vocabulary.Find(text, characters, token.Start, token.PlainLength));
        }
    }

    /// <summary>Whether the token before was cut here too, is a name, and touches this place.</summary>
    private bool Touches(int count, int at) => count > _first && Tokens[count - 1].Kind == TokenKind.Word && Tokens[count - 1].End == at;

    private bool EndsAt(int at) => at >= _text.Length || (_text[at] is var c && c < Ends.Length && Ends[c]);

    private bool IsDigit(int at) => CharAt(at) is >= '0' and <= '9';

    private char CharAt(int at) => at < _text.Length ? _text[at] : '\0';

    private static TokenKind[] KindsByCharacter()
    {
        var kinds = new TokenKind[128];
        for (var c = 0; c < kinds.Length; c++)
            if (char.IsLetter((char)c))
                kinds[c] = TokenKind.Word;
            else if (char.IsDigit((char)c))
                kinds[c] = TokenKind.Number;
        kinds['_'] = TokenKind.Word;
        kinds['\''] = TokenKind.String;
        kinds['@'] = TokenKind.Parameter;
        kinds['('] = TokenKind.Open;
        kinds[')'] = TokenKind.Close;
        kinds[','] = TokenKind.Comma;
        kinds[';'] = TokenKind.Semicolon;
        kinds['.'] = TokenKind.Dot;
        kinds['='] = TokenKind.Equal;
        foreach (var c in "<>+-*")
            kinds[c] = TokenKind.Operator;
        return kinds;
    }
}
