using ImmutableGuard.Sql.Language;

namespace ImmutableGuard.Sql.Lexing;

// What every dialect cuts the same, and most of a text is: plain names, symbols, short numbers and strings. One loop reads it, without a
// call but for words, and writes each token once.
internal sealed partial class Lexer
{
    /// <summary>The characters that end a name whatever the dialect, and start no string that it would be the prefix of.</summary>
    private static readonly bool[] Ends = Set(" \t\r\n.,()=<>+-*/;");

    /// <summary>What is not in any brackets has no place of their opening one.</summary>
    private const int Nowhere = -1;

    /// <summary>
    /// What starts with a character whatever the dialect; <see cref="TokenKind.End"/> where that has to be asked for. There is one for every
    /// character, so that none has to be compared first.
    /// </summary>
    private static readonly TokenKind[] Kinds = KindsByCharacter();

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

    private static bool StartsPlain(char c) => Kinds[c] != TokenKind.End;

    /// <summary>Reads on; false where it came to a character for which the dialect has to be asked.</summary>
    private bool Plain()
    {
        if (Count == Tokens.Length)
            Grow();
        _first = Count;
        var (text, tokens, characters, vocabulary, count) = (_text, Tokens, _characters, Words.Known, Count);
        var origin = _at & ~(Characters.Block - 1);
        var stop = characters.Blocks * Characters.Block;
        var (starts, notInNames) = (characters.StartsFrom(_at), characters.NotInNames(origin));
        while (true)
        {
            while (starts == 0)
            {
                origin += Characters.Block;
                if (origin >= stop)
                    return Pause(count, Math.Min(origin, text.Length));
                (starts, notInNames) = (characters.Starts(origin), characters.NotInNames(origin));
            }

            var at = origin + Characters.TrailingZeros(starts);
            if ((uint)count >= (uint)tokens.Length)
                return Pause(count, at);
            starts &= starts - 1;
            ref var token = ref tokens[count];
            var kind = Kinds[text[at]];
            if (kind == TokenKind.Word)
            {
                var rest = notInNames >> at;
                var behind = rest != 0 ? at + Characters.TrailingZeros(rest) : characters.NameEnd(origin + Characters.Block);
                // No word that is known has one letter, as most aliases have.
                token.BecomeName(at, behind, behind > at + 1 ? vocabulary.Find(text, characters, at, behind - at) : default);
                count++;
                continue;
            }

            var end = at + 1;
            switch (kind)
            {
                case TokenKind.Comma or TokenKind.Equal or TokenKind.Semicolon:
                case TokenKind.Dot when !IsDigit(end):
                case TokenKind.Operator when CharAt(end) is not ('=' or '>' or '-') && _conditional == 0:
                    token.Become(kind, at, end);
                    count++;
                    continue;
                case TokenKind.Open:
                    token.Become(kind, at, _open);
                    if (count > 0)
                        tokens[count - 1].Mark(Marks.Called | Marks.Matters);
                    _open = count++;
                    continue;
                case TokenKind.Close when _open >= 0 && text[tokens[_open].Start] == '(':
                    ref var open = ref tokens[_open];
                    token.Become(kind, at, _open);
                    (_open, open.Link) = (open.Link, count++);
                    continue;
                case TokenKind.Number:
                    while (IsDigit(end))
                        end++;
                    if (CharAt(end) == '.' || !EndsAt(end))
                        break;
                    token.Become(kind, at, end);
                    count++;
                    continue;
                case TokenKind.Parameter or TokenKind.String when !Touches(count, at):
                    end = characters.NameEnd(end);
                    if (kind == TokenKind.Parameter ? end == at + 1 || !EndsAt(end) || CharAt(end) == '(' || CharAt(at + 1) == '$' : CharAt(end) != '\'' || CharAt(++end) == '\'')
                        break;
                    token.Become(kind, at, end);
                    count++;
                    if (end >= origin + Characters.Block)
                    {
                        origin = end & ~(Characters.Block - 1);
                        (starts, notInNames) = (characters.Starts(origin), characters.NotInNames(origin));
                    }

                    starts &= ulong.MaxValue << end;
                    continue;
            }

            // What touches a name may belong to it, or it is the prefix of a string: that name is for the dialect to read.
            if (Touches(count, at) && !EndsAt(at))
                at = tokens[--count].Start;
            (_at, Count) = (at, count);
            return false;
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

    /// <summary>Whether the token before was cut here too, is a name, and touches this place.</summary>
    private bool Touches(int count, int at) => count > _first && Tokens[count - 1].Kind == TokenKind.Word && Tokens[count - 1].End == at;

    private bool EndsAt(int at) => at >= _text.Length || (_text[at] is var c && c < Ends.Length && Ends[c]);

    private bool IsDigit(int at) => CharAt(at) is >= '0' and <= '9';

    private char CharAt(int at) => at < _text.Length ? _text[at] : '\0';

    private static TokenKind[] KindsByCharacter()
    {
        var kinds = new TokenKind[char.MaxValue + 1];
        for (var c = 0; c < 128; c++)
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
