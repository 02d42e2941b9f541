using ImmutableGuard;
using Microsoft.Data.Sqlite;
using Shop;

using var connection = new SqliteConnection("Data Source=shop.db");
connection.Open();
using var shop = new ShopContext(connection);
shop.Database.EnsureCreated();

var customers = new Customers(connection);
var orders = new Orders(connection);
var carts = new Carts(shop);
var reports = new Reports(connection, args);

customers.Register(1, "Ada");
customers.Register(2, "Grace");
orders.Place(customer: 1);
orders.Place(customer: 2);
carts.Fill(customer: 1);
Console.WriteLine($"{customers.Names().Count()} customers, {orders.Count()} orders, {carts.Count()} cart");

orders.Ship(customer: 1);
Console.WriteLine($"shipped orders dropped: {orders.DropShipped()}");
Console.WriteLine($"carts emptied: {carts.Empty(customer: 1)}");
Console.WriteLine($"customers erased: {customers.Erase(1)}");
Console.WriteLine($"report: {string.Join(", ", reports.Run(0))}");

try
{
    // Nobody reviewed this text: it is given when the program is started.
    reports.Run(1);
    Console.WriteLine("the delete went through");
    return 1;
}
catch (AccessDeniedException e)
{
    Console.WriteLine($"denied: {e.Message}");
}

Console.WriteLine($"customers left: {customers.Names().Count()}");
return 0;
