using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// Whether a condition really limits what a statement touches.
internal sealed partial class Parser
{
    /// <summary>No database reads a condition that is nested so deep.</summary>
    private const int DeepestCondition = 1 << 13;

    private Junction[] _junctions = new Junction[8];

    /// <summary>The innermost level of brackets; a query's own condition is weighed on levels above that of the condition it stands in.</summary>
    private int _level = -1;

    private bool _whereLimits;

    /// <summary>Whether one of the first <see cref="_weighed"/> sources is a list made for the statement.</summary>
    private bool _narrow;

    private int _weighed;

    /// <summary>
    /// Weighs the condition from <paramref name="start"/> to <paramref name="end"/>. Some disjunct without a real predicate is
    /// enough for it not to limit; some real predicate in each disjunct is enough for it to limit.
    /// </summary>
    private bool Limits(int start, int end)
    {
        var bottom = ++_level;
        if (bottom == _junctions.Length)
            Array.Resize(ref _junctions, bottom * 4);
        _junctions[bottom].Open(negated: false, grouping: false, start);
        for (var i = start; i < end; i++)
        {
            if (_level == DeepestCondition)
            {
                NotComplete("a condition of very many brackets within each other");
                _level = bottom - 1;
                return false;
            }

            ref var here = ref _junctions[_level];
            ref var token = ref _tokens[i];
            switch (token.Kind)
            {
                case TokenKind.Open when IsQuery(i):
                    WeighQueryIn(i);
                    i = Math.Min(_tokens[i].Link, end);
                    break;
                case TokenKind.Open:
                    Push(i);
                    break;
                case TokenKind.Close when _level > bottom:
                    Pop(i, end);
                    break;
                case TokenKind.Word:
                    i = WeighWord(bottom, i, end);
                    break;
                case TokenKind.Quoted when KindAt(i + 1) != TokenKind.Open:
                    i = WeighColumn(ref here.Predicate, i, end);
                    break;
                // An unknown part that is compared with something stands for a column: values are compared with columns, seldom the other way round.
                case TokenKind.Hole when here.Predicate.IsEmpty && IsComparison(i + 1):
                    i = WeighColumn(ref here.Predicate, i, end);
                    break;
                case TokenKind.Operator when CharAt(i) == '|' && token.End - token.Start == 2 && _dialect is SqlDialect.MySql:
                    Disjunct(bottom, i, end);
                    break;
                case TokenKind.Operator when CharAt(i) == '&' && token.End - token.Start == 2 && _dialect is SqlDialect.MySql:
                    Conjunct(bottom, i, end);
                    break;
                case TokenKind.Operator when CharAt(i) == '!' && token.End - token.Start == 1:
                    here.Negate();
                    break;
                case TokenKind.Operator when CharAt(i) == ':' && KindAt(i + 1) == TokenKind.Word:
                    i++;
                    break;
                case TokenKind.Operator when CharAt(i) is '<' or '>' or '!':
                case TokenKind.Equal:
                    here.Predicate.Compare(i);
                    break;
                case TokenKind.Operator or TokenKind.Dot or TokenKind.Comma:
                    break;
                default:
                    here.Predicate.Other = true;
                    // Not the start of LIKE '%' + @x + '%'; but what LIKE COALESCE(@x, '%') falls back on.
                    if (token.Kind == TokenKind.String && KindAt(i - 1) != TokenKind.Operator && KindAt(i + 1) != TokenKind.Operator && MatchesAnything(token))
                        _junctions[here.Defaults && _level > bottom ? _level - 1 : _level].Predicate.MatchAnything();
                    break;
            }
        }

        while (_level > bottom)
            Pop(end, end);
        var limits = _junctions[bottom].Close(Finish(bottom, bottom));
        _level = bottom - 1;
        return limits;
    }

    private bool IsComparison(int at) =>
        KindAt(at) == TokenKind.Equal || KindAt(at) == TokenKind.Operator && CharAt(at) is '<' or '>' or '!'
        || WordAt(at) is Word.In or Word.Like or Word.Ilike or Word.Between or Word.Is || WordAt(at) == Word.Not && WordAt(at + 1) is Word.In or Word.Like or Word.Ilike or Word.Between;

    private void Conjunct(int bottom, int and, int end)
    {
        ref var here = ref _junctions[_level];
        here.Conjunct(Finish(_level, bottom));
        if (here.IsNegated)
            EndPart(ref here, and, end);
    }

    private void Disjunct(int bottom, int or, int end)
    {
        ref var here = ref _junctions[_level];
        here.Disjunct(Finish(_level, bottom));
        if (here.IsNegated)
            here.From = or + 1;
        else
            EndPart(ref here, or, end);
    }

    /// <summary>Whether a string is a pattern of wildcards alone.</summary>
    private bool MatchesAnything(in Token token)
    {
        var start = token.Start;
        while (_text[start] is not ('\'' or '"' or '$'))
            start++;
        for (var i = start + 1; i < token.End - 1; i++)
            if (_text[i] is not ('%' or '*'))
                return false;
        return token.End - start > 2;
    }

    /// <summary>The last of the names, values and operators behind an AND that doesn't matter any more.</summary>
    private int LastThatDoesNotMatter(int and, int end)
    {
        var i = and;
        for (; i + 1 < end; i++)
        {
            ref var next = ref _tokens[i + 1];
            if (next.Kind == TokenKind.Operator ? _text[next.Start] is '|' or '&' : !next.IsIdle && next.Kind != TokenKind.Dot)
                break;
            if (next.Word == Word.Or)
                break;
        }

        return i;
    }

    private int WeighWord(int bottom, int i, int end)
    {
        ref var here = ref _junctions[_level];
        switch (_tokens[i].Word)
        {
            case Word.None:
                break;
            case Word.And when here.Predicate.Between:
                here.Predicate.Between = false;
                return i;
            case Word.And:
                Conjunct(bottom, i, end);
                return _level == bottom && here.IsDecided && _innerFirst < 0 ? LastThatDoesNotMatter(i, end) : i;
            case Word.Or or Word.Xor:
                Disjunct(bottom, i, end);
                return i;
            case Word.Not when here.Predicate.IsEmpty:
                here.Negate();
                return i;
            case Word.Between:
                here.Predicate.Between = true;
                here.Predicate.Compare(i);
                return i;
            case Word.Like or Word.Ilike or Word.Glob or Word.Similar:
                here.Predicate.Like = true;
                here.Predicate.Compare(i);
                return i;
            case Word.In:
                here.Predicate.Compare(i);
                return i;
            case Word.Case:
                Push(i);
                return ElseOfTheSame(i, end);
            case Word.End when _level > bottom:
                Pop(i, end);
                return i;
            case Word.Null or Word.True or Word.False or Word.Unknown:
                here.Predicate.Other = true;
                return i;
            case Word.As or Word.Collate:
                return i + 1;
            case Word.Is or Word.Not or Word.Exists or Word.Any or Word.All or Word.Escape or Word.Distinct or Word.When or Word.Then or Word.Else
                or Word.From or Word.Over or Word.Regexp or Word.Rlike or Word.To or Word.Isnull or Word.Notnull
                or Word.Prior or Word.Default:
                return i;
        }

        if (KindAt(i + 1) is TokenKind.Open or TokenKind.String || (_tokens[i].Is(Marks.Constant) && KindAt(i + 1) != TokenKind.Dot))
        {
            here.Predicate.Other = true;
            return i;
        }

        return WeighColumn(ref here.Predicate, i, end);
    }

    /// <summary>A column: goes to the last token of its name, and notes whether all columns of the predicate are the same one.</summary>
    private int WeighColumn(ref Predicate predicate, int i, int end)
    {
        var first = i;
        while (i + 2 < end && KindAt(i + 1) == TokenKind.Dot && KindAt(i + 2) is TokenKind.Word or TokenKind.Quoted)
            i += 2;
        if (KindAt(i + 1) == TokenKind.Open)
        {
            predicate.Other = true;
            return i;
        }

        // id = CASE WHEN @id IS NULL THEN id ELSE @id END
        if (Before(first) is Word.Then or Word.Else && WordAt(i + 1) is Word.When or Word.Else or Word.End)
            _junctions[_level].Defaults = true;
        if (_innerFirst >= 0 && i > first && !IsOfSource(i - 2, _innerFirst, targets: false))
            _correlated = true;
        if (i > first && !IsOfSource(i - 2, 0, targets: true) && !(_innerFirst == 0 && _correlated))
        {
            // A record variable, OLD, EXCLUDED: for the rows of the table a value.
            predicate.Other = true;
            return i;
        }

        if (_innerFirst >= 0 && predicate.Columns > 0 && (i == first || predicate.Column.IsSimple) && !SameName(predicate.Column.Last, i))
            _correlated = true;
        if (predicate.Columns++ == 0)
            predicate.Column = new Name(first, i);
        else if (SameName(predicate.Column.Last, i))
            predicate.TwoTables |= !SameTable(predicate.Column, new Name(first, i));
        else
            (predicate.Different, predicate.TwoTables) = (true, predicate.TwoTables || !SameTable(predicate.Column, new Name(first, i)));
        return i;
    }

    /// <summary>Whether a column's qualifier is a table of the statement; where its tables aren't known yet, it may be.</summary>
    private bool IsOfSource(int qualifier, int first, bool targets)
    {
        if (_sourceCount is 0 or > LookFor)
            return true;
        for (var i = first; i < _sourceCount; i++)
        {
            if (!MayLook())
                return false;
            if (MayMean(qualifier, _sources[i]))
                return true;
        }

        // A table that is deleted from, named before the ones that explain it.
        for (var i = 0; targets && i < _targetCount && _inProgress == Word.Delete; i++)
            if (SameName(_targets[i].Last, qualifier))
                return true;
        return false;
    }

    /// <summary>Whether a column's qualifier may mean this source; one that has no name may be meant by any.</summary>
    private bool MayMean(int qualifier, in Source source)
    {
        var called = source.Alias >= 0 ? source.Alias : source.Name.Last;
        return called < 0 || _tokens[called].Kind == TokenKind.Open || SameName(called, qualifier);
    }

    private bool SameTable(Name first, Name second)
    {
        if (first.IsSimple || second.IsSimple)
            return _sourceCount <= 1;
        return SameName(first.Last - 2, second.Last - 2);
    }

    private void Push(int at)
    {
        var negated = _junctions[_level].Negated;
        var grouping = _junctions[_level].Predicate.IsEmpty && _tokens[at].Kind == TokenKind.Open;
        if (++_level == _junctions.Length)
            Array.Resize(ref _junctions, _level * 4);
        _junctions[_level].Open(negated, grouping, at + 1);
        _junctions[_level].Defaults = _tokens[at].Kind == TokenKind.Open && IsDefault(at - 1);
    }

    /// <summary>Whether a function gives another argument where the first is null or false.</summary>
    private bool IsDefault(int function) => Is(function, "coalesce") || Is(function, "isnull") || Is(function, "ifnull") || Is(function, "nvl")
        || Is(function, "nvl2") || Is(function, "iif") || Is(function, "decode") || WordAt(function) == Word.If;

    private void Pop(int at, int end)
    {
        var limits = _junctions[_level].Close(Finish(_level, bottom: -1));
        ref var inner = ref _junctions[_level];
        ref var outer = ref _junctions[--_level];
        var next = at + 1 >= end ? Word.And : WordAt(at + 1);
        var ends = at + 1 >= end || KindAt(at + 1) == TokenKind.Close || next is Word.And or Word.Or or Word.Xor or Word.Then or Word.When or Word.Else or Word.End
            || (KindAt(at + 1) == TokenKind.Operator && CharAt(at + 1) is '|' or '&' && _dialect == SqlDialect.MySql);
        if (inner.Grouping && ends)
        {
            outer.Predicate.Group = limits;
            outer.Predicate.IsGroup = true;
            return;
        }

        // The brackets are part of an expression: what columns are in it counts, not how they are joined.
        outer.Predicate.Default |= inner.Defaults && inner.Whole.Columns > 0 && (WordAt(at) != Word.End || outer.Predicate.Columns > 0);
        Combine(ref outer.Predicate, inner.Whole);
        outer.Predicate.Cases |= WordAt(at) == Word.End;
    }

    private bool Finish(int level, int bottom)
    {
        // What a level is made of is asked for by the one around it.
        if (level > bottom)
            Combine(ref _junctions[level].Whole, _junctions[level].Predicate);
        return Holds(_junctions[level].Predicate);
    }

    private void Combine(ref Predicate whole, in Predicate part)
    {
        whole.Other |= part.Other;
        whole.Query |= part.Query;
        whole.Default |= part.Default;
        whole.Cases |= part.Cases;
        whole.All |= part.All;
        whole.Different |= part.Different;
        whole.TwoTables |= part.TwoTables;
        if (part.Columns > 0 && whole.Columns > 0)
        {
            whole.Different |= !SameName(whole.Column.Last, part.Column.Last);
            whole.TwoTables |= !SameTable(whole.Column, part.Column);
        }
        else if (part.Columns > 0)
        {
            whole.Column = part.Column;
        }

        whole.Columns += part.Columns;
    }

    /// <summary>Whether a single predicate limits: it must depend on a column of the table, and not by comparing it with itself.</summary>
    private bool Holds(in Predicate predicate)
    {
        if (predicate.IsGroup)
            return predicate.Group;
        if (predicate.All)
            return false;
        if (predicate.Columns == 0)
            return predicate.Query;
        // id = COALESCE(@id, id): all rows where there is no value.
        if (predicate.Default && predicate.Columns > 1 && !predicate.Different && !predicate.TwoTables)
            return false;
        if (predicate.Trivial && predicate.Columns == 1)
            return false;
        // ON LOWER(a.name) = LOWER(b.name) joins as ON a.name = b.name does.
        if (predicate.TwoTables && predicate.IsBetweenColumns && (_innerFirst < 0 || !predicate.Column.IsSimple))
            return HasNarrowSource();
        if (predicate.Other && predicate.IsBetweenColumns && !predicate.Different && !predicate.TwoTables && ComparesWithItself(predicate.Comparison))
            return false;
        if (predicate.IsOfConstants && WordAt(predicate.Comparison) == Word.In && Before(predicate.Comparison) != Word.Not && ComparesWithItself(predicate.Comparison))
            return false;
        if (predicate.Columns == 1 || predicate.Other)
            return true;
        if (predicate.TwoTables)
            return HasNarrowSource();
        return predicate.Different;
    }

    /// <summary>
    /// A join with a whole table doesn't limit; one with a list that was made for it does: a table variable, a temporary table,
    /// a function, a derived table or common table expression that is itself limited. Each source is looked at once.
    /// </summary>
    private bool HasNarrowSource()
    {
        for (; _weighed < _sourceCount && !_narrow; _weighed++)
            _narrow = IsNarrow(_sources[_weighed]);
        return _narrow;
    }

    private bool IsNarrow(in Source source)
    {
        switch (source.Kind)
        {
            case SourceKind.Temporary or SourceKind.Function:
                return true;
            case SourceKind.Derived:
                return IsLimited(source.Name.First);
            case SourceKind.Cte when FindCte(source.Name) is >= 0 and var found:
                return IsNarrow(ref _ctes[found]);
            default:
                return false;
        }
    }
}
