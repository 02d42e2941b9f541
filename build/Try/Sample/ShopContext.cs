using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Shop;

public sealed class ShopContext(SqliteConnection connection) : DbContext
{
    public DbSet<Cart> Carts => Set<Cart>();

    protected override void OnConfiguring(DbContextOptionsBuilder options) => options.UseSqlite(connection);

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<Cart>().ToTable("carts");
        model.Entity<Order>().ToTable("orders");
        model.Entity<Customer>().ToTable("customers");
    }
}

public sealed class Cart
{
    public int Id { get; set; }
    public int Customer { get; set; }
}

public sealed class Order
{
    public int Id { get; set; }
    public int Customer { get; set; }
    public bool Shipped { get; set; }
}

public sealed class Customer
{
    public int Id { get; set; }
    public required string Name { get; set; }
}
