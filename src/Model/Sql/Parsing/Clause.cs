namespace ImmutableGuard.Sql.Parsing;

/// <summary>Which part of a statement is being read.</summary>
internal enum Clause : byte
{
    /// <summary>Expressions that don't matter further: a select list, GROUP BY, RETURNING.</summary>
    Expression,

    /// <summary>A table is due.</summary>
    Source,

    /// <summary>After a table.</summary>
    AfterSource,

    /// <summary>The condition of a join.</summary>
    On,

    /// <summary>The assignments of an update.</summary>
    Set,

    /// <summary>The condition of the statement.</summary>
    Where,
}
