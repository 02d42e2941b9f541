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

    /// <summary>Reads up to the first character for which the dialect has to be asked, or to the end of the text.</summary>
    private void Plain()
    {
        var first = Count;
        Cut(first);
        Recognize(first);
    }

    private void Cut(int first)
    {
        var characters = _characters;
        var (text, tokens, count, block) = (_text, Tokens, first, _at >> Characters.Shift);
        var (starts, notInNames) = (characters.StartsFrom(_at), characters.NotInNames(block));
        while (true)
        {
            while (starts == 0)
            {
                if (++block >= characters.Blocks)
                {
                    (_at, Count) = (text.Length, count);
                    return;
                }

                (starts, notInNames) = (characters.Starts(block), characters.NotInNames(block));
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
                tokens[count++].BecomeName(at, rest != 0 ? at + Characters.TrailingZeros(rest) : characters.NameEndFrom(block + 1));
                continue;
            }

            if (kind is TokenKind.Comma or TokenKind.Equal or TokenKind.Semicolon || (kind == TokenKind.Dot && !IsDigit(at + 1)))
            {
                tokens[count++].Become(kind, at, at + 1);
                continue;
            }

            var place = Place(kind, at, first, count);
            if (place < Nowhere)
            {
                // What touches a name may belong to it, or it is the prefix of a string: that name is for the dialect to read.
                if (Touches(first, count, at) && !EndsAt(at))
                    at = tokens[--count].Start;
                (_at, Count) = (at, count);
                return;
            }

            tokens[count++].Become(kind, at, place);
            if (kind is TokenKind.String or TokenKind.Parameter)
            {
                block = place >> Characters.Shift;
                (starts, notInNames) = (characters.StartsFrom(place), characters.NotInNames(block));
            }
        }
    }

    /// <summary>
    /// Where a number, a parameter, a string, an operator ends, or the bracket around the one that opens here, or the partner of the one that
    /// closes; less than <see cref="Nowhere"/> where the dialect has to be asked.
    /// </summary>
    private int Place(TokenKind kind, int at, int first, int count)
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
                return end == at + 1 || !EndsAt(end) || Touches(first, count, at) ? AskTheDialect : end;
            case TokenKind.String:
                end = _characters.NameEnd(end);
                return CharAt(end) != '\'' || CharAt(++end) == '\'' || Touches(first, count, at) ? AskTheDialect : end;
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

    /// <summary>Finds the words among the tokens from <paramref name="first"/> on.</summary>
    private void Recognize(int first)
    {
        var (text, tokens, characters, vocabulary, count) = (_text, Tokens, _characters, Words.Known, Count);
        for (var i = first; i < count; i++)
        {
            ref var token = ref tokens[i];
            if (token.Kind == TokenKind.Word && token.PlainLength > 1)
                token.Become(vocabulary.Find(text, characters, token.Start, token.PlainLength));
        }
    }

    /// <summary>Whether the token before was cut here too, is a name, and touches this place.</summary>
    private bool Touches(int first, int count, int at) => count > first && Tokens[count - 1].Kind == TokenKind.Word && Tokens[count - 1].End == at;

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
