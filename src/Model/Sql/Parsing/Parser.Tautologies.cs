using System.Globalization;
using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// Conditions that are true of every row, which their words show: opposites joined by OR, a column's expression compared with itself.
internal sealed partial class Parser
{
    /// <summary>
    /// At OR, and below a NOT at AND: whether what stands before it and what stands behind it are opposites, as in
    /// <c>id IS NULL OR id IS NOT NULL</c>. Only neighbours are compared, so that each is read once more.
    /// </summary>
    private bool JoinsOpposites(int start, int at, int end)
    {
        if (BeginDifferently(start, at + 1))
            return false;
        var last = at + 1;
        var between = false;
        for (; last < end && MayLook(); last++)
        {
            if (_tokens[last].Kind is TokenKind.Close or TokenKind.Semicolon)
                break;
            if (_tokens[last].Kind == TokenKind.Open)
                last = Math.Min(_tokens[last].Link, end);
            else if (WordAt(last) is Word.Or or Word.Xor || (WordAt(last) == Word.And && !between && WordAt(at) == Word.And))
                break;
            between = WordAt(last) == Word.Between || (between && WordAt(last) != Word.And);
        }

        last = Math.Min(last, end);
        return AreOpposites(start, at, at + 1, last) || (WordAt(at) is not (Word.And or Word.Xor) && LeaveNothingOut(start, at, at + 1, last));
    }

    /// <summary>Whether two conditions begin with different columns, which is seen at once.</summary>
    private bool BeginDifferently(int a, int b)
    {
        while ((WordAt(a) == Word.Not || KindAt(a) == TokenKind.Open) && MayLook())
            a++;
        while ((WordAt(b) == Word.Not || KindAt(b) == TokenKind.Open) && MayLook())
            b++;
        if (KindAt(a) is not (TokenKind.Word or TokenKind.Quoted) || KindAt(b) is not (TokenKind.Word or TokenKind.Quoted) || (KindAt(a + 1) == TokenKind.Dot) != (KindAt(b + 1) == TokenKind.Dot))
            return false;
        return KindAt(a + 1) == TokenKind.Dot ? !SameToken(a, b) || !SameToken(a + 2, b + 2) : !SameToken(a, b);
    }

    private bool AreOpposites(int a, int aEnd, int b, int bEnd)
    {
        var negated = Peel(ref a, ref aEnd, out var direct) ^ Peel(ref b, ref bEnd, out var alsoDirect);
        if (a >= aEnd || b >= bEnd)
            return false;
        var (flipped, joined, between, depth) = (false, false, false, 0);
        for (; a < aEnd && b < bEnd; a++, b++)
        {
            if (!MayLook())
                return false;
            // Where there is one table, a column is the same with and without it.
            if (_sourceCount <= 1 && (KindAt(a + 1) == TokenKind.Dot) != (KindAt(b + 1) == TokenKind.Dot))
                (a, b) = (KindAt(a + 1) == TokenKind.Dot ? a + 2 : a, KindAt(b + 1) == TokenKind.Dot ? b + 2 : b);
            if (SameToken(a, b))
            {
                depth += KindAt(a) == TokenKind.Open ? 1 : KindAt(a) == TokenKind.Close ? -1 : 0;
                joined |= depth == 0 && !(between && WordAt(a) == Word.And) && WordAt(a) is Word.And or Word.Or or Word.Xor or Word.Case;
                between = WordAt(a) == Word.Between || (between && WordAt(a) != Word.And);
                continue;
            }

            if (flipped || depth > 0)
                return false;
            flipped = true;
            if (WordAt(a) == Word.Not)
                b--;
            else if (WordAt(b) == Word.Not)
                a--;
            else if (!AreOppositeOperators(a, b) && !AreOppositeOperators(b, a))
                return false;
        }

        return a == aEnd && b == bEnd && flipped != negated && !(joined && (flipped || direct || alsoDirect));
    }

    /// <summary>Whether each value of a column meets one of two comparisons with numbers: <c>id &gt; 0 OR id &lt; 10</c>, <c>id &lt;&gt; 1 OR id &lt;&gt; 2</c>.</summary>
    private bool LeaveNothingOut(int a, int aEnd, int b, int bEnd)
    {
        if (Peel(ref a, ref aEnd, out _) | Peel(ref b, ref bEnd, out _))
            return false;
        var (first, second) = (OperatorBefore(a, aEnd, out var x), OperatorBefore(b, bEnd, out var y));
        if (first < 0 || second < 0 || !SameName(first - 1, second - 1) || (_sourceCount > 1 && (first - a != second - b || !AreSame(a, first, b))))
            return false;
        // What the one leaves out has to meet the other.
        return IsUnequal(second) ? Meets(y, first, x)
            : (IsUnequal(first) || CharAt(first) != CharAt(second)) && (Meets(x, second, y) || (x == y && IsInclusive(first)));
    }

    private bool Meets(decimal value, int comparison, decimal number) => IsUnequal(comparison) ? value != number
        : (value == number && IsInclusive(comparison)) || (CharAt(comparison) == '<' ? value < number : value > number);

    private bool IsUnequal(int at) => _tokens[at].End - _tokens[at].Start == 2 && (CharAt(at) == '!' || _text[_tokens[at].End - 1] == '>');

    private bool IsInclusive(int at) => CharAt(at) != '!' && _text[_tokens[at].End - 1] == '=';

    /// <summary>The operator of a column's comparison with a number, or -1.</summary>
    private int OperatorBefore(int start, int end, out decimal number)
    {
        var at = start;
        while (at < end && KindAt(at) is TokenKind.Word or TokenKind.Quoted or TokenKind.Dot && MayLook())
            at++;
        var sign = at + 2 < end && KindAt(at + 1) == TokenKind.Operator && CharAt(at + 1) == '-' ? 1 : 0;
        ref var value = ref _tokens[at + 1 + sign];
        number = 0;
        if (at == start || at + 2 + sign != end || KindAt(at) != TokenKind.Operator || !(CharAt(at) is '<' or '>' || IsUnequal(at)) || value.Kind != TokenKind.Number
            || !decimal.TryParse(_text.Substring(value.Start, value.End - value.Start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number))
            return -1;
        number = sign == 0 ? number : -number;
        return at;
    }

    /// <summary>Takes off what stands around a condition; whether an odd number of NOTs did, and whether the last of them has no brackets.</summary>
    private bool Peel(ref int start, ref int end, out bool direct)
    {
        var negated = false;
        for (direct = false; start < end; start++)
        {
            if (WordAt(start) == Word.Not)
                (negated, direct) = (!negated, true);
            else if (KindAt(start) == TokenKind.Open && _tokens[start].Link == end - 1 && !IsQuery(start))
                (end, direct) = (end - 1, false);
            else
                break;
        }

        return negated;
    }

    private bool AreOppositeOperators(int a, int b)
    {
        var (first, second) = (_tokens[a], _tokens[b]);
        if (first.Kind == TokenKind.Equal)
            return second.Kind == TokenKind.Operator && second.End - second.Start == 2 && (CharAt(b) == '!' || (CharAt(b) == '<' && _text[second.End - 1] == '>'));
        if (first.Kind == TokenKind.Operator && second.Kind == TokenKind.Operator)
            return first.End - first.Start == 1 && second.End - second.Start == 2 && _text[second.End - 1] == '='
                && (CharAt(a), CharAt(b)) is ('<', '>') or ('>', '<');
        return first.Word == Word.Isnull && second.Word == Word.Notnull;
    }

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
}
