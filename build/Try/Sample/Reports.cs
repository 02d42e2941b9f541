using Dapper;
using Microsoft.Data.Sqlite;

namespace Shop;

/// <summary>Reports that people write themselves: their SQL exists only while the program runs.</summary>
public sealed class Reports(SqliteConnection connection, string[] texts)
{
    public IEnumerable<string> Run(int number) =>
        connection.Query<string>(texts[number]); // warns: IG1005
}
