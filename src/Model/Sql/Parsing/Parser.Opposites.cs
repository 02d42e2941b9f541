using System.Globalization;
using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// Conditions joined by OR of which one is true wherever another isn't: id IS NULL OR id IS NOT NULL, id > 0 OR id < 10.
internal sealed partial class Parser
{
    /// <summary>How many parts behind a part are compared with it.</summary>
    private const int MostParts = 8;

    /// <summary>Tokens that a comparison may go through before it counts.</summary>
    private const int FreeTokens = 8;

    /// <summary>Comparisons of parts that aren't neighbours which any text may take.</summary>
    private const int FreeComparisons = 2_000;

    /// <summary>How many parts may still be compared with others than their neighbours in this text.</summary>
    private int _comparisons;

    /// <summary>Behind a part that alone can make the condition true: whether it and the next one are opposites, so that they do.</summary>
    private void EndPart(ref Junction here, int at, int end)
    {
        if (JoinsOpposites(here.From, at, end))
            here.Exhaust();
        here.From = at + 1;
    }

    /// <summary>
    /// At OR, and below a NOT at AND: whether what stands before it and one of the parts behind it are opposites, as in
    /// <c>id IS NULL OR x = 1 OR id IS NOT NULL</c>.
    /// </summary>
    private bool JoinsOpposites(int start, int at, int end)
    {
        var joint = JointAt(at);
        for (var (part, parts) = (at + 1, 0); parts < MostParts && part < end; parts++)
        {
            if (parts > 0 && --_comparisons < 0)
                return false;
            var last = EndOfPart(part, end, joint);
            if (!BeginDifferently(start, part) && (AreOpposites(start, at, part, last) || (joint == Word.Or && LeaveNothingOut(start, at, part, last))))
                return true;
            // Of a XOR only the next part is compared: with a third one it is no longer true of every row.
            if (joint == Word.Xor || JointAt(last) != joint)
                return false;
            part = last + 1;
        }

        return false;
    }

    /// <summary>The OR or AND at which a part ends that stands behind another one, or where all of them end.</summary>
    private int EndOfPart(int at, int end, Word joint)
    {
        var between = false;
        for (; at < end && _tokens[at].Kind is not (TokenKind.Close or TokenKind.Semicolon); at++)
        {
            if (_tokens[at].Kind == TokenKind.Open)
                at = Math.Min(_tokens[at].Link, end);
            else if (JointAt(at) is Word.Or or Word.Xor || (JointAt(at) == Word.And && !between && joint == Word.And))
                return at;
            between = WordAt(at) == Word.Between || (between && WordAt(at) != Word.And);
        }

        return Math.Min(at, end);
    }

    /// <summary>AND, OR or XOR, or what MySQL writes for them.</summary>
    private Word JointAt(int at)
    {
        if (WordAt(at) is Word.And or Word.Or or Word.Xor)
            return WordAt(at);
        if (_dialect != SqlDialect.MySql || KindAt(at) != TokenKind.Operator || _tokens[at].End - _tokens[at].Start != 2)
            return Word.None;
        return CharAt(at) switch { '|' => Word.Or, '&' => Word.And, _ => Word.None };
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
        for (var from = a; a < aEnd && b < bEnd; a++, b++)
        {
            // What differs does so soon: only beyond that brackets within brackets cost more than their length.
            if (a - from > FreeTokens && !MayLook())
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
}
