using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// Whether a query within a condition, or in a table's place, limits the statement around it. A whole table doesn't, be it joined or asked
// with IN or EXISTS.
internal sealed partial class Parser
{
    /// <summary>The first source of the query being weighed; -1 where the statement's own condition is.</summary>
    private int _innerFirst = -1;

    /// <summary>How many common table expressions are being weighed, one because of the other.</summary>
    private int _expressions;
    private const int MostExpressions = 8;

    /// <summary>Whether the query being weighed looks at a row of the statement around it.</summary>
    private bool _correlated;

    /// <summary>Notes what the query that opens at <paramref name="open"/> means for the predicate it stands in.</summary>
    private void WeighQueryIn(int open)
    {
        var inner = _innerFirst >= 0;
        var exists = Before(open) == Word.Exists;
        var each = Before(open) is Word.In or Word.Any || Is(open - 1, "some");
        var anti = Before(open - 1) == Word.Not;
        var limited = inner ? HasWhere(open) : IsLimited(open);
        var correlated = inner || _correlated;
        ref var predicate = ref _junctions[_level].Predicate;
        predicate.Other = true;
        // What lacks a partner is limited by that, as with an outer join that found nothing.
        predicate.All |= each && !anti && !limited;
        predicate.Query |= correlated && (limited || !exists || (anti || _junctions[_level].Negated));
    }

    /// <summary>
    /// Whether a query is limited, each part of a union by itself: by a condition, by a number of rows, because it reads no table, or a
    /// list that was made for the statement. Queries within it are only looked at for a WHERE, so that no depth costs more.
    /// </summary>
    private bool IsLimited(int open)
    {
        if (_innerFirst >= 0)
            return HasWhere(open);
        _correlated = false;
        return IsLimitedByItself(open);
    }

    /// <summary>Whether a common table expression is limited: asked once, so that those which read others cost no more than their length.</summary>
    private bool IsNarrow(ref Cte cte)
    {
        if (cte.Narrow is null)
        {
            // What it reads of itself is limited where the rest of it is.
            (cte.Narrow, cte.IsBeingWeighed) = (true, true);
            var correlated = _correlated;
            _expressions++;
            cte.Narrow = _expressions > MostExpressions ? HasWhere(cte.Open) : IsLimitedByItself(cte.Open);
            _expressions--;
            cte.IsBeingWeighed = false;
            _correlated = correlated;
        }

        return cte.Narrow.Value;
    }

    private bool IsLimitedByItself(int open)
    {
        var (count, narrow, weighed, first, limits) = (_sourceCount, _narrow, _weighed, _innerFirst, true);
        _innerFirst = count;
        var (close, conditions) = (Closing(open), _conditionCount);
        for (var at = open + 1; at < close;)
        {
            (_sourceCount, _narrow, _weighed) = (count, false, count);
            limits &= IsPartLimited(ref at, close, gives: Before(open) != Word.Exists);
            _conditionCount = conditions;
        }

        (_sourceCount, _narrow, _weighed, _innerFirst) = (count, narrow, weighed, first);
        return limits;
    }

    /// <summary>One part of a union: goes behind it.</summary>
    private bool IsPartLimited(ref int at, int close, bool gives)
    {
        var bracketed = KindAt(at) == TokenKind.Open && IsQuery(at);
        // Whether it is limited whatever its conditions link; whether one of them limits.
        var (counted, limited) = (bracketed && HasWhere(at), false);
        var from = bracketed || WordAt(at) == Word.Table;
        var (list, listEnd, conditions) = (at, at, _conditionCount);
        var clause = Clause.Expression;
        var condition = -1;
        // Whether the condition is a join's; whether some join limits; whether one keeps rows without a partner, so that none does any more.
        var (on, joined, outer, linked) = (false, false, false, false);
        for (; at < close; at++)
        {
            var word = _tokens[at].Word;
            if (condition >= 0 && EndsInnerCondition(word, at))
            {
                var limits = !(on && outer) && Limits(condition, at);
                limited |= limits && !on;
                joined |= limits && on;
                Keep(condition, at, limits);
                (condition, clause) = (-1, Clause.AfterSource);
            }

            switch (word)
            {
                case Word.Union or Word.Except or Word.Intersect or Word.Minus:
                    at++;
                    return IsLimited();
                case Word.Limit or Word.Top or Word.Fetch or Word.Having:
                    counted = true;
                    break;
                // They link, and don't say by what.
                case Word.Natural or Word.Using when condition < 0:
                    linked = true;
                    break;
                case Word.From when !(Before(at) == Word.Distinct && Before(at - 1) is Word.Is or Word.Not):
                    listEnd = from ? listEnd : at;
                    from = true;
                    clause = Clause.Source;
                    continue;
                case Word.Left or Word.Right or Word.Full when KindAt(at + 1) != TokenKind.Open:
                    outer = true;
                    joined &= word == Word.Left;
                    break;
                case Word.Join or Word.Apply when from && condition < 0:
                    clause = Clause.Source;
                    continue;
                // Where Oracle's hierarchies start from.
                case Word.Start when from && condition < 0 && WordAt(at + 1) == Word.With:
                    clause = Clause.Where;
                    condition = ++at + 1;
                    on = false;
                    continue;
                case Word.Where or Word.On when from && condition < 0:
                    clause = Clause.Where;
                    condition = at + 1;
                    on = word == Word.On;
                    continue;
            }

            if (clause == Clause.Source && word is not (Word.Lateral or Word.Only))
            {
                InnerSource(ref at);
                clause = Clause.AfterSource;
            }
            else if (clause == Clause.AfterSource && _tokens[at].Kind == TokenKind.Comma)
            {
                clause = Clause.Source;
            }
            else if (_tokens[at].Kind == TokenKind.Open)
            {
                at = Math.Min(_tokens[at].Link, close);
            }
        }

        if (condition >= 0)
        {
            limited |= !(on && outer) && Limits(condition, close);
            Keep(condition, close, limited);
        }

        return IsLimited();

        bool IsLimited() => counted || ((limited || joined) && (linked || ReachesResult(list, gives ? listEnd : list, conditions))) || !from || ReadsAListOnly();
    }

    /// <summary>Whether the part's only source is a list made for the statement.</summary>
    private bool ReadsAListOnly() => _sourceCount == _innerFirst + 1 && HasNarrowSource() && !ReadsItselfOnly(_sources[_innerFirst]);

    /// <summary>Whether an expression makes rows of nothing but its own, which has no end by itself.</summary>
    private bool ReadsItselfOnly(in Source source) => source.Kind == SourceKind.Cte && FindCte(source.Name) is >= 0 and var found && _ctes[found].IsBeingWeighed;

    private bool EndsInnerCondition(Word word, int at) => word is Word.Union or Word.Except or Word.Intersect or Word.Minus or Word.Group or Word.Having or Word.Connect
        or Word.Order or Word.Limit or Word.Fetch or Word.Offset or Word.For or Word.Returning or Word.Window or Word.Qualify or Word.Option or Word.Where or Word.Join or Word.Inner or Word.Cross or Word.Natural
        || (word is Word.Left or Word.Right or Word.Full && KindAt(at + 1) != TokenKind.Open);

    /// <summary>A table of the query, with its alias: goes to its last token.</summary>
    private void InnerSource(ref int at)
    {
        var back = _at;
        _at = at;
        if (KindAt(at) == TokenKind.Open)
        {
            AddSource(IsQuery(at) ? SourceKind.Derived : SourceKind.Table, new Name(at, at));
            _at = Closing(at) + 1;
        }
        else if (Accept(TokenKind.Parameter))
        {
            AddSource(SourceKind.Temporary, new Name(at, at));
        }
        else
        {
            var function = WordAt(_at) == Word.Table && KindAt(_at + 1) == TokenKind.Open;
            var name = function ? new Name(_at, _at++) : ReadName();
            if (name.IsNone)
                _at++;
            var called = KindAt(_at) == TokenKind.Open && !IsHint(_at);
            AddSource(called ? SourceKind.Function : IsOneRow(name) ? SourceKind.Temporary : KindOf(name), name);
            if (called)
                _at = Closing(_at) + 1;
        }

        Alias();
        (at, _at) = (Math.Max(at, _at - 1), back);
    }

    /// <summary>Oracle's <c>FROM dual</c>.</summary>
    private bool IsOneRow(Name name) => _dialect is SqlDialect.Oracle or SqlDialect.Any && name.IsSimple && !name.IsNone && Is(name.Last, "dual");

    /// <summary>Whether there is a condition in a query, or a number of rows, or no table.</summary>
    private bool HasWhere(int open)
    {
        var from = false;
        while (KindAt(open + 1) == TokenKind.Open && IsQuery(open + 1))
            open++;
        for (var i = open + 1; i < _tokens[open].Link; i++)
        {
            if (_tokens[i].Kind == TokenKind.Open)
                i = _tokens[i].Link;
            else if (_tokens[i].Word is Word.Where or Word.Limit or Word.Top or Word.Fetch or Word.Having)
                return true;
            else
                from |= _tokens[i].Word == Word.From;
        }

        return !from;
    }
}
