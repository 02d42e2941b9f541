namespace ImmutableGuard.Sql;

// What every dialect cuts the same, and most of a text is: plain names, symbols, short numbers and strings. Two loops that need little
// more than the processor's registers read it: one cuts, the other one recognizes the words.
internal sealed partial class Lexer
{
    /// <summary>The characters that end a name whatever the dialect, and start no string that it would be the prefix of.</summary>
    private static readonly bool[] Ends = Set(" \t\r\n.,()=<>+-*/;");

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
        var text = _text;
        var tokens = Tokens;
        var count = first;
        var starts = _characters.From(_at);
        for (var at = starts.Next(); at < text.Length; at = starts.Next())
        {
            if (count >= tokens.Length)
            {
                (_at, Count) = (at, count);
                tokens = Grow();
            }

            ref var token = ref tokens[count];
            var c = text[at];
            var kind = c < Kinds.Length ? Kinds[c] : TokenKind.End;
            var end = at + 1;
            switch (kind)
            {
                case TokenKind.Word:
                    end = _characters.NameEnd(end);
                    break;
                case TokenKind.Comma or TokenKind.Equal or TokenKind.Semicolon:
                    break;
                case TokenKind.Dot when !IsDigit(end):
                    break;
                case TokenKind.Operator when !(c == '*' && _conditional > 0) && CharAt(end) is not ('=' or '>' or '-'):
                    break;
                case TokenKind.Number:
                    while (IsDigit(end))
                        end++;
                    if (CharAt(end) == '.' || !EndsAt(end))
                        goto default;
                    break;
                case TokenKind.Parameter:
                    end = _characters.NameEnd(end);
                    if (end == at + 1 || !EndsAt(end) || Touches(first, count, at))
                        goto default;
                    starts.Skip(end);
                    break;
                case TokenKind.String:
                    end = _characters.NameEnd(end);
                    if (CharAt(end) != '\'' || CharAt(++end) == '\'' || Touches(first, count, at))
                        goto default;
                    starts.Skip(end);
                    break;
                case TokenKind.Open:
                    (end, _open) = (_open, count);
                    if (count > 0)
                        tokens[count - 1].Mark(Marks.Called);
                    break;
                case TokenKind.Close when _open >= 0 && text[tokens[_open].Start] == '(':
                    ref var open = ref tokens[_open];
                    (end, _open, open.Link) = (_open, open.Link, count);
                    break;
                default:
                    // What touches a name may belong to it, or it is the prefix of a string: that name is for the dialect to read.
                    if (Touches(first, count, at) && !EndsAt(at))
                        at = tokens[--count].Start;
                    (_at, Count) = (at, count);
                    return;
            }

            token.Start = at;
            token.Become(kind, end);
            count++;
        }

        (_at, Count) = (text.Length, count);
    }

    /// <summary>Finds the words among the tokens from <paramref name="first"/> on.</summary>
    private void Recognize(int first)
    {
        var tokens = Tokens;
        for (var i = first; i < Count; i++)
        {
            ref var token = ref tokens[i];
            if (token.Kind != TokenKind.Word)
                continue;
            token.Become(Words.Find(_text, _characters, token.Start, token.End));
            token.Mark(Marks.Plain);
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
