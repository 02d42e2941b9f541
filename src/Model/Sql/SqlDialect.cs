namespace ImmutableGuard.Sql;

/// <summary>The SQL dialect a text is written in.</summary>
public enum SqlDialect
{
    /// <summary>Not known: every reading a known dialect would allow is taken into account, and the safest wins.</summary>
    Any,

    /// <summary>Microsoft SQL Server and Azure SQL.</summary>
    TSql,

    /// <summary>PostgreSQL.</summary>
    PostgreSql,

    /// <summary>MySQL and MariaDB.</summary>
    MySql,

    /// <summary>SQLite.</summary>
    Sqlite,

    /// <summary>Oracle Database, as far as <c>docs/sql-effects.md</c> says.</summary>
    Oracle,
}
