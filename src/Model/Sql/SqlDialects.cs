using ImmutableGuard.Sql.Parsing;

namespace ImmutableGuard.Sql;

/// <summary>Tells the dialect from names: of the command line, or of an ADO.NET provider's types.</summary>
public static class SqlDialects
{
    private static readonly (string Name, SqlDialect Dialect)[] Names =
    [
        ("any", SqlDialect.Any),
        ("tsql", SqlDialect.TSql),
        ("postgresql", SqlDialect.PostgreSql),
        ("mysql", SqlDialect.MySql),
        ("sqlite", SqlDialect.Sqlite),
        ("oracle", SqlDialect.Oracle),
    ];

    private static readonly (string Namespace, SqlDialect Dialect)[] Providers =
    [
        ("Microsoft.Data.SqlClient", SqlDialect.TSql),
        ("System.Data.SqlClient", SqlDialect.TSql),
        ("Npgsql", SqlDialect.PostgreSql),
        ("MySqlConnector", SqlDialect.MySql),
        ("MySql.Data", SqlDialect.MySql),
        ("Microsoft.Data.Sqlite", SqlDialect.Sqlite),
        ("System.Data.SQLite", SqlDialect.Sqlite),
        ("Oracle.ManagedDataAccess", SqlDialect.Oracle),
    ];

    /// <summary>The names the command line and the policy use: <c>any</c>, <c>tsql</c>, <c>postgresql</c>, <c>mysql</c>, <c>sqlite</c>, <c>oracle</c>.</summary>
    public static IEnumerable<string> All => Names.Select(entry => entry.Name);

    /// <summary>The name of a dialect, as <see cref="TryParse"/> reads it.</summary>
    public static string ToName(this SqlDialect dialect) => Names.First(entry => entry.Dialect == dialect).Name;

    /// <summary>Reads a dialect's name in exactly the spelling <see cref="ToName"/> writes.</summary>
    public static bool TryParse(string name, out SqlDialect dialect)
    {
        foreach (var (candidate, value) in Names)
        {
            if (candidate == name)
            {
                dialect = value;
                return true;
            }
        }

        dialect = SqlDialect.Any;
        return false;
    }

    /// <summary>
    /// The dialect spoken by an ADO.NET provider, from the namespace of its connection or command type;
    /// <see cref="SqlDialect.Any"/> for a namespace that is not known, or null.
    /// </summary>
    public static SqlDialect OfProvider(string? typeNamespace)
    {
        foreach (var (name, dialect) in Providers)
            if (typeNamespace is not null && typeNamespace.StartsWith(name, StringComparison.Ordinal)
                && (typeNamespace.Length == name.Length || typeNamespace[name.Length] == '.'))
                return dialect;
        return SqlDialect.Any;
    }
}
