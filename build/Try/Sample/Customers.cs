using Dapper;
using Microsoft.Data.Sqlite;

namespace Shop;

/// <summary>Customers, by Dapper.</summary>
public sealed class Customers(SqliteConnection connection)
{
    public IEnumerable<string> Names() =>
        connection.Query<string>("SELECT name FROM customers ORDER BY name");

    public void Register(int id, string name) =>
        connection.Execute("INSERT INTO customers (id, name) VALUES (@id, @name)", new { id, name });

    public int Erase(int id) =>
        connection.Execute("DELETE FROM customers WHERE id = @id", new { id }); // warns: IG1001
}
