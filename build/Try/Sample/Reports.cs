using Dapper;
using Microsoft.Data.Sqlite;

namespace Shop;

/// <summary>Reports that people write themselves: their SQL exists only while the program runs.</summary>
public sealed class Reports(SqliteConnection connection)
{
    public IEnumerable<string> Run(string what, string from) =>
        connection.Query<string>(what + " FROM " + from); // warns: IG1005
}
