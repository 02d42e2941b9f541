using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// Whether the conditions that limit have to do with the table that is changed: DELETE o FROM orders o CROSS JOIN c WHERE c.x = 1 deletes
// all orders, or none.
internal sealed partial class Parser
{
    /// <summary>Stands for a target that is none of the sources.</summary>
    private const ulong Elsewhere = 1UL << 63;

    /// <summary>The conditions, cut at their ANDs.</summary>
    private Part[] _parts = new Part[8];
    private int _partCount;

    /// <summary>
    /// Whether a condition that limits is about the changed table, or about one that other conditions link it to.
    /// </summary>
    /// <param name="source">The changed source, or -1 where <paramref name="target"/> is none of them.</param>
    /// <param name="target">The target's name.</param>
    /// <param name="statement">The statement's first token.</param>
    private bool Reaches(int source, Name target, int statement)
    {
        if (_counted || _conditionCount == 0 || _sourceCount is 0 or >= LookFor - 1 || (_sourceCount == 1 && source == 0))
            return true;
        return LimitReaches(source < 0 ? Elsewhere : 1UL << source, source < 0 ? target : Name.None, 0) || LinksWithoutCondition(statement);
    }

    /// <summary>
    /// Whether a condition that limits a query is about what the query gives, or about a row of the statement around it:
    /// <c>SELECT u.id FROM u CROSS JOIN v WHERE v.x = 1</c> gives all of u, or nothing.
    /// </summary>
    /// <param name="list">Where its columns start.</param>
    /// <param name="from">Where they end, or where they start if it gives none.</param>
    /// <param name="condition">The first of its conditions.</param>
    private bool ReachesResult(int list, int from, int condition)
    {
        if (_sourceCount - _innerFirst < 2 || _sourceCount >= LookFor - 1)
            return true;
        var reached = Elsewhere;
        for (var i = list + 1; i < from && MayLook(); i++)
            if (KindAt(i) == TokenKind.Operator && CharAt(i) == '*')
                return true;
            else if (WordAt(i - 1) != Word.As && !(WordAt(i - 1) == Word.None && KindAt(i - 1) is TokenKind.Word or TokenKind.Quoted or TokenKind.Close) && WordAt(i) is not (Word.As or Word.Distinct or Word.All))
                reached |= SourcesOf(i, Name.None);
        return LimitReaches(reached, Name.None, condition);
    }

    /// <summary>Whether one of the conditions from <paramref name="condition"/> on limits what is reached, or what others link it to.</summary>
    private bool LimitReaches(ulong reached, Name target, int condition)
    {
        var (first, limits, isAll) = (_partCount, false, true);
        for (var i = condition; i < _conditionCount; i++)
            Cut(_conditions[i], target);
        for (var before = 0UL; before != reached;)
        {
            before = reached;
            for (var i = first; i < _partCount && MayLook(); i++)
                if ((_parts[i].Sources & reached) != 0)
                    reached |= _parts[i].Sources;
        }

        // Something limits; where all that may is about the target, it needn't be asked once more what.
        for (var i = first; i < _partCount; i++)
            isAll &= !_parts[i].MayLimit || IsAbout(_parts[i], reached, target);
        for (var i = first; i < _partCount && !isAll && !limits; i++)
            limits = _parts[i].MayLimit && IsAbout(_parts[i], reached, target) && Limits(_parts[i].Start, _parts[i].End);
        _partCount = first;
        return isAll || limits;
    }

    /// <summary>NATURAL and <c>USING (id)</c> link tables, and don't say by what.</summary>
    private bool LinksWithoutCondition(int statement)
    {
        for (var i = statement; i < _at && MayLook(); i++)
            if (WordAt(i) == Word.Natural || (WordAt(i) == Word.Using && KindAt(i + 1) == TokenKind.Open))
                return true;
        return false;
    }

    /// <summary>Whether a part has to do with what is reached; of one with OR each side must, since one alone can make it true.</summary>
    private bool IsAbout(in Part part, ulong reached, Name target)
    {
        if (!part.IsWhole)
            return (part.Sources & reached) != 0;
        var (depth, sources) = (0, 0UL);
        for (var i = part.Start; i < part.End && MayLook(); i++)
        {
            var word = WordAt(i);
            depth += Nesting(i, word);
            if (depth == 0 && word is Word.Or or Word.Xor)
            {
                if ((sources & reached) == 0)
                    return false;
                sources = 0;
            }

            sources |= SourcesOf(i, target);
        }

        return (sources & reached) != 0;
    }

    private int Nesting(int index, Word word) =>
        KindAt(index) == TokenKind.Open || word == Word.Case ? 1 : KindAt(index) == TokenKind.Close || word == Word.End ? -1 : 0;

    /// <summary>Cuts a condition at its ANDs; one with OR stays whole, and links only what each side of it names.</summary>
    private void Cut(Filter condition, Name target)
    {
        var (start, end, first) = (condition.Start, condition.End, _partCount);
        while (KindAt(start) == TokenKind.Open && _tokens[start].Link == end - 1 && !IsQuery(start))
            (start, end) = (start + 1, end - 1);
        var (from, depth, sources, side, common, between, whole) = (start, 0, 0UL, 0UL, ulong.MaxValue, false, false);
        for (var (i, last) = (start, MayLook(end - start) ? end : start); i < last; i++)
        {
            ref var token = ref _tokens[i];
            if (token.Kind is TokenKind.Open or TokenKind.Close)
                depth += token.Kind == TokenKind.Open ? 1 : -1;
            if (token.Kind is not (TokenKind.Word or TokenKind.Quoted))
                continue;
            var word = token.Word;
            if (word != Word.None)
            {
                depth += word == Word.Case ? 1 : word == Word.End ? -1 : 0;
                if (depth == 0 && word is Word.Or or Word.Xor)
                    (whole, common, side) = (true, common & side, 0);
                if (depth == 0 && word == Word.And && !between)
                {
                    AddPart(from, i, condition.MayLimit, sources);
                    (from, sources) = (i + 1, 0);
                }

                between = word == Word.Between || (between && word != Word.And);
            }

            var named = SourcesOf(i, target);
            (sources, side) = (sources | named, side | named);
        }

        AddPart(from, end, condition.MayLimit, sources);
        if (!whole)
            return;
        _partCount = first;
        AddPart(start, end, condition.MayLimit, common & side, isWhole: true);
    }

    private void AddPart(int start, int end, bool mayLimit, ulong sources, bool isWhole = false)
    {
        if (_partCount == _parts.Length)
            Array.Resize(ref _parts, _partCount * 2);
        ref var part = ref _parts[_partCount++];
        (part.Start, part.End, part.MayLimit, part.Sources, part.IsWhole) = (start, end, mayLimit, sources, isWhole);
    }

    /// <summary>The sources that a column may belong to, at the first token of its name: without a qualifier, to each.</summary>
    private ulong SourcesOf(int first, Name target)
    {
        if (KindAt(first) is not (TokenKind.Word or TokenKind.Quoted) || KindAt(first - 1) == TokenKind.Dot)
            return 0;
        var last = first;
        while (KindAt(last + 1) == TokenKind.Dot && KindAt(last + 2) is TokenKind.Word or TokenKind.Quoted && MayLook())
            last += 2;
        if (KindAt(last + 1) == TokenKind.Open || (last == first && _tokens[last].Is(Marks.Constant)))
            return 0;
        if (last == first)
            return IsOfConditions(WordAt(first)) ? 0 : ulong.MaxValue;
        var sources = !target.IsNone && SameName(target.Last, last - 2) ? Elsewhere : 0;
        for (var i = 0; i < _sourceCount && MayLook(); i++)
            if (MayMean(last - 2, _sources[i]))
                sources |= 1UL << i;
        // A query's own tables hide those around it, which are all the same to it.
        return _innerFirst < 0 ? sources : sources >> _innerFirst != 0 ? sources & (ulong.MaxValue << _innerFirst) : Elsewhere;
    }

    /// <summary>Words that conditions are made of, where no column is called so.</summary>
    private static bool IsOfConditions(Word word) => word is Word.And or Word.Or or Word.Not or Word.Is or Word.Null or Word.In or Word.Like or Word.Ilike
        or Word.Between or Word.True or Word.False or Word.Unknown or Word.Case or Word.When or Word.Then or Word.Else or Word.End or Word.Escape;

    private struct Part
    {
        public int Start;
        public int End;
        public bool MayLimit;

        /// <summary>The sources that it links.</summary>
        public ulong Sources;

        /// <summary>Whether there is an OR in it.</summary>
        public bool IsWhole;
    }
}
