using Microsoft.Data.Sqlite;

namespace Shop;

/// <summary>Orders, by plain ADO.NET.</summary>
public sealed class Orders(SqliteConnection connection)
{
    public long Count()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM orders";
        return (long)command.ExecuteScalar()!;
    }

    public void Place(int customer)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO orders (customer, shipped) VALUES ($customer, 0)";
        command.Parameters.AddWithValue("$customer", customer);
        command.ExecuteNonQuery();
    }

    public void Ship(int customer)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE orders SET shipped = 1 WHERE customer = $customer";
        command.Parameters.AddWithValue("$customer", customer);
        command.ExecuteNonQuery(); // warns: IG1002
    }

    public int DropShipped()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM orders";
        return command.ExecuteNonQuery(); // warns: IG1001 IG1004
    }
}
