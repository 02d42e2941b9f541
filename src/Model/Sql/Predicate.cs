namespace ImmutableGuard.Sql;

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

    /// <summary>It is nothing but brackets, and whether they limit.</summary>
    public bool IsGroup;

    public bool Group;

    public readonly bool IsEmpty => Columns == 0 && !Other && !IsGroup && !Query;
}
