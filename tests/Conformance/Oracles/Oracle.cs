using ImmutableGuard.Conformance.Generators;
using ImmutableGuard.Sql;

namespace ImmutableGuard.Conformance.Oracles;

/// <summary>The oracle of each dialect.</summary>
public static class Oracle
{
    /// <summary>The dialects that have one.</summary>
    public static readonly SqlDialect[] Dialects = [SqlDialect.TSql, SqlDialect.PostgreSql, SqlDialect.MySql, SqlDialect.Sqlite];

    /// <summary>Opens a dialect's oracle.</summary>
    /// <param name="dialect">The dialect.</param>
    /// <param name="lenient">Whether tables that aren't there are made; else only <see cref="Schemas"/>' can be named.</param>
    /// <exception cref="OracleMissingException">It isn't on this machine.</exception>
    public static IOracle Open(SqlDialect dialect, bool lenient) => dialect switch
    {
        SqlDialect.TSql => new ScriptDomOracle(),
        SqlDialect.Sqlite => new SqliteOracle(Schemas.Sqlite, lenient),
        SqlDialect.PostgreSql => new PostgreSqlOracle(),
        SqlDialect.MySql => new MariaDbOracle(new MariaDbServer(), lenient ? "" : Schemas.MariaDb, lenient),
        _ => throw new OracleMissingException($"Nobody is asked about {dialect.ToName()}"),
    };
}
