using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// Conditions that are true of every row, which their words show: an expression compared with itself, a CASE that gives the same whatever is the case.
internal sealed partial class Parser
{
    /// <summary>Whether two tokens mean the same wherever they stand: not two <c>?</c>, nor two unknown parts.</summary>
    private bool SameToken(int a, int b)
    {
        ref var first = ref _tokens[a];
        ref var second = ref _tokens[b];
        if (first.HasHole || second.HasHole)
            return false;
        if (first.Kind is TokenKind.Word or TokenKind.Quoted)
            return second.Kind is TokenKind.Word or TokenKind.Quoted && SameName(a, b);
        var length = first.End - first.Start;
        return first.Kind == second.Kind && length == second.End - second.Start
            && !(first.Kind == TokenKind.Parameter && (length == 1 || CharAt(a) is not ('@' or ':' or '$' or '{')))
            && string.CompareOrdinal(_text, first.Start, _text, second.Start, length) == 0;
    }

    /// <summary>
    /// Whether a predicate of one column only, standing on both sides, compares it with itself: <c>LOWER(a) = LOWER(a)</c>,
    /// <c>id = id + 0</c>, <c>id IN (5, id)</c>.
    /// </summary>
    private bool ComparesWithItself(int comparison)
    {
        var start = comparison;
        while (start > 0 && !IsBeforeOperand(start - 1) && MayLook())
            start = _tokens[start - 1].Kind == TokenKind.Close ? Math.Min(_tokens[start - 1].Link, start - 1) : start - 1;
        if (WordAt(comparison) == Word.In)
            return KindAt(comparison + 1) == TokenKind.Open && IsAmong(start, comparison, comparison + 1);
        // MySQL's <=>.
        var right = KindAt(comparison + 1) == TokenKind.Operator && CharAt(comparison + 1) == '>' ? comparison + 2 : comparison + 1;
        return (AreSame(start, comparison, right) && KindAt(right + comparison - start) is not (TokenKind.Operator or TokenKind.Dot or TokenKind.Open))
            || IsArithmetic(start, comparison, right);
    }

    /// <summary>Whether an operand starts behind this token, at the left of a comparison.</summary>
    private bool IsBeforeOperand(int index) => _tokens[index].Kind is TokenKind.Open or TokenKind.Comma or TokenKind.Semicolon
        || _tokens[index].Word is Word.And or Word.Or or Word.Xor or Word.Not or Word.Where or Word.On or Word.Having or Word.When or Word.Then or Word.Else or Word.Case;

    private bool AreSame(int start, int end, int other)
    {
        for (; start < end; start++, other++)
            if (!MayLook() || KindAt(other) == TokenKind.End || !SameToken(start, other))
                return false;
        return true;
    }

    /// <summary>Whether the tokens from <paramref name="start"/> on are one of the list's.</summary>
    private bool IsAmong(int start, int end, int open)
    {
        for (int at = open + 1, close = Closing(open); at < close && MayLook(); at++)
        {
            if (KindAt(at - 1) is TokenKind.Open or TokenKind.Comma && AreSame(start, end, at) && KindAt(at + end - start) is TokenKind.Comma or TokenKind.Close)
                return true;
            if (KindAt(at) == TokenKind.Open)
                at = Closing(at);
        }

        return false;
    }

    /// <summary>Whether there is nothing but the column and constants on both sides, as nobody writes who means a limit.</summary>
    private bool IsArithmetic(int start, int comparison, int right)
    {
        for (var i = start; MayLook(); i++)
        {
            if (i == comparison)
                i = right;
            ref var token = ref _tokens[Math.Min(i, _end)];
            if (token.Kind == TokenKind.Operator ? CharAt(i) is not ('+' or '-' or '*' or '/' or '|')
                : token.Kind is not (TokenKind.Quoted or TokenKind.Number or TokenKind.String or TokenKind.Dot) && !(token.Kind == TokenKind.Word && token.Word == Word.None))
                return i > right && (token.Kind is TokenKind.End or TokenKind.Semicolon or TokenKind.Close || token.Word != Word.None);
        }

        return false;
    }

    /// <summary>
    /// Where each branch of a CASE gives the same, its ELSE, from which on it is read as if only that stood there; otherwise the CASE.
    /// </summary>
    private int ElseOfTheSame(int start, int end)
    {
        var (depth, first, length, value) = (0, -1, 0, -1);
        for (var i = start + 1; i < end && MayLook(); i++)
        {
            var word = WordAt(i);
            if (KindAt(i) == TokenKind.Open)
                i = Math.Min(_tokens[i].Link, end);
            else if (word == Word.Case)
                depth++;
            else if (word == Word.End && depth > 0)
                depth--;
            else if (depth == 0 && word is Word.When or Word.Then or Word.Else or Word.End)
            {
                if (value >= 0 && first < 0)
                    (first, length) = (value, i - value);
                else if (value >= 0 && (i - value != length || !AreSame(first, first + length, value)))
                    return start;
                if (word == Word.End)
                    return value >= 0 && WordAt(value - 1) == Word.Else ? value - 1 : start;
                value = word == Word.When ? -1 : i + 1;
            }
        }

        return start;
    }
}
