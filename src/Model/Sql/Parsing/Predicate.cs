namespace ImmutableGuard.Sql.Parsing;

/// <summary>What is known of the predicate being read.</summary>
internal struct Predicate
{
    /// <summary>How many columns are in it.</summary>
    public int Columns;

    /// <summary>The first of them.</summary>
    public Name Column;

    /// <summary>Some column has another name than the first.</summary>
    public bool Different;

    /// <summary>Some column may belong to another table than the first.</summary>
    public bool TwoTables;

    /// <summary>There is a value, a parameter, a function in it.</summary>
    public bool Other;

    /// <summary>There is a subquery with a condition of its own in it.</summary>
    public bool Query;

    /// <summary>It asks whether there is a row in a whole table, as a join with it does: <c>id IN (SELECT id FROM u)</c>.</summary>
    public bool All;

    /// <summary>A column is what a function gives where a value is missing: <c>COALESCE(@id, id)</c>.</summary>
    public bool Default;

    /// <summary>It is always true: LIKE '%'.</summary>
    public bool Trivial;

    /// <summary>The next AND belongs to a BETWEEN.</summary>
    public bool Between;

    public bool Like;

    /// <summary>The token that compares, and how many columns are at its left; 0 where there is none.</summary>
    public int Comparison;

    private int _left;

    /// <summary>Columns stand in the conditions of a CASE, with which nothing is compared.</summary>
    public bool Cases;

    /// <summary>It is nothing but brackets, and whether they limit.</summary>
    public bool IsGroup;

    public bool Group;

    /// <summary>Whether there are columns on both sides of a comparison.</summary>
    public readonly bool IsBetweenColumns => !Cases && Comparison > 0 && _left > 0 && Columns > _left;

    /// <summary>Whether a value is what columns are compared with: <c>5 IN (id, other)</c>.</summary>
    public readonly bool IsOfConstants => !Cases && Comparison > 0 && _left == 0;

    public readonly bool IsEmpty => Columns == 0 && !Other && !IsGroup && !Query;

    /// <summary>Notes where it compares; what comes behind the first time is its other side.</summary>
    public void Compare(int at)
    {
        if (Comparison == 0)
            (Comparison, _left) = (at, Columns);
    }

    /// <summary>Notes that a pattern may be nothing but wildcards.</summary>
    public void MatchAnything() => Trivial |= Like;
}
