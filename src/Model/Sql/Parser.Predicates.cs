namespace ImmutableGuard.Sql;

// Whether a condition really limits what a statement touches.
internal sealed partial class Parser
{
    /// <summary>No database reads a condition that is nested so deep.</summary>
    private const int DeepestCondition = 1 << 13;

    private Junction[] _junctions = new Junction[8];
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
        var depth = 0;
        _junctions[0] = new Junction(false, false);
        for (var i = start; i < end; i++)
        {
            if (depth == DeepestCondition)
            {
                NotComplete("a condition of very many brackets within each other");
                return false;
            }

            ref var here = ref _junctions[depth];
            ref var token = ref _tokens[i];
            switch (token.Kind)
            {
                case TokenKind.Open when IsQuery(i):
                    here.Predicate.Query |= HasWhere(i);
                    here.Predicate.Other = true;
                    i = Math.Min(_tokens[i].Link, end);
                    break;
                case TokenKind.Open:
                    Push(ref depth, i);
                    break;
                case TokenKind.Close when depth > 0:
                    Pop(ref depth, i, end);
                    break;
                case TokenKind.Word:
                    i = WeighWord(ref depth, i, end);
                    break;
                case TokenKind.Quoted when KindAt(i + 1) != TokenKind.Open:
                    i = WeighColumn(ref here.Predicate, i, end);
                    break;
                case TokenKind.Operator when CharAt(i) == '|' && token.End - token.Start == 2 && _dialect is SqlDialect.MySql:
                    here.Disjunct(Finish(ref here));
                    break;
                case TokenKind.Operator when CharAt(i) == '&' && token.End - token.Start == 2 && _dialect is SqlDialect.MySql:
                    here.Conjunct(Finish(ref here));
                    break;
                case TokenKind.Operator when CharAt(i) == '!' && token.End - token.Start == 1:
                    here.Negate();
                    break;
                case TokenKind.Operator when CharAt(i) == ':' && KindAt(i + 1) == TokenKind.Word:
                    i++;
                    break;
                case TokenKind.Operator or TokenKind.Equal or TokenKind.Dot or TokenKind.Comma:
                    break;
                default:
                    here.Predicate.Other = true;
                    if (here.Predicate.Like && token.Kind == TokenKind.String && token.End - token.Start == 3 && _text[token.Start + 1] == '%')
                        here.Predicate.Trivial = true;
                    break;
            }
        }

        while (depth > 0)
            Pop(ref depth, end, end);
        return _junctions[0].Close(Finish(ref _junctions[0]));
    }

    private int WeighWord(ref int depth, int i, int end)
    {
        ref var here = ref _junctions[depth];
        switch (_tokens[i].Word)
        {
            case Word.And when here.Predicate.Between:
                here.Predicate.Between = false;
                return i;
            case Word.And:
                here.Conjunct(Finish(ref here));
                return i;
            case Word.Or or Word.Xor:
                here.Disjunct(Finish(ref here));
                return i;
            case Word.Not when here.Predicate.IsEmpty:
                here.Negate();
                return i;
            case Word.Between:
                here.Predicate.Between = true;
                return i;
            case Word.Like or Word.Ilike:
                here.Predicate.Like = true;
                return i;
            case Word.Case:
                Push(ref depth, i);
                return i;
            case Word.End when depth > 0:
                Pop(ref depth, i, end);
                return i;
            case Word.Null or Word.True or Word.False or Word.Unknown:
                here.Predicate.Other = true;
                return i;
            case Word.As or Word.Collate:
                return i + 1;
            case Word.Is or Word.Not or Word.In or Word.Exists or Word.Any or Word.All or Word.Escape or Word.Distinct or Word.When or Word.Then or Word.Else
                or Word.From or Word.Over or Word.Regexp or Word.Rlike or Word.Glob or Word.Similar or Word.To or Word.Isnull or Word.Notnull
                or Word.Prior or Word.Default:
                return i;
        }

        if (KindAt(i + 1) is TokenKind.Open or TokenKind.String || Constants.Contains(_text, _tokens[i]))
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

        if (i > first && !IsOfSource(i - 2))
        {
            // A record variable, OLD, EXCLUDED: for the rows of the table a value.
            predicate.Other = true;
            return i;
        }

        if (predicate.Columns++ == 0)
            predicate.Column = new Name(first, i);
        else if (SameName(predicate.Column.Last, i))
            predicate.TwoTables |= !SameTable(predicate.Column, new Name(first, i));
        else
            (predicate.Different, predicate.TwoTables) = (true, predicate.TwoTables || !SameTable(predicate.Column, new Name(first, i)));
        return i;
    }

    /// <summary>Whether a column's qualifier is a table of the statement; where its tables aren't known yet, it may be.</summary>
    private bool IsOfSource(int qualifier)
    {
        if (_sourceCount is 0 or > LookFor)
            return true;
        for (var i = 0; i < _sourceCount; i++)
        {
            ref var source = ref _sources[i];
            if (!MayLook())
                return false;
            if (source.Alias >= 0 ? SameName(source.Alias, qualifier) : source.Name.IsNone || _tokens[source.Name.Last].Kind == TokenKind.Open || SameName(source.Name.Last, qualifier))
                return true;
        }

        return false;
    }

    private bool SameTable(Name first, Name second)
    {
        if (first.IsSimple || second.IsSimple)
            return _sourceCount <= 1;
        return SameName(first.Last - 2, second.Last - 2);
    }

    private void Push(ref int depth, int at)
    {
        var negated = _junctions[depth].Negated;
        var grouping = _junctions[depth].Predicate.IsEmpty && _tokens[at].Kind == TokenKind.Open;
        if (++depth == _junctions.Length)
            Array.Resize(ref _junctions, depth * 4);
        _junctions[depth] = new Junction(negated, grouping);
    }

    private void Pop(ref int depth, int at, int end)
    {
        ref var inner = ref _junctions[depth];
        var limits = inner.Close(Finish(ref inner));
        ref var outer = ref _junctions[--depth];
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
        Combine(ref outer.Predicate, inner.Whole);
    }

    private bool Finish(ref Junction junction)
    {
        Combine(ref junction.Whole, junction.Predicate);
        return Holds(junction.Predicate);
    }

    private void Combine(ref Predicate whole, in Predicate part)
    {
        whole.Other |= part.Other;
        whole.Query |= part.Query;
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
        if (predicate.Columns == 0)
            return predicate.Query;
        if (predicate.Trivial && predicate.Columns == 1)
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
                return HasWhere(source.Name.First);
            case SourceKind.Cte when FindCte(source.Name) is >= 0 and var found:
                ref var cte = ref _ctes[found];
                cte.Narrow ??= HasWhere(cte.Open);
                return cte.Narrow.Value;
            default:
                return false;
        }
    }

    /// <summary>Whether a query is limited: by a condition, by a number of rows, or because it reads no table.</summary>
    private bool HasWhere(int open)
    {
        var from = false;
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
