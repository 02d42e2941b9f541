using ImmutableGuard;
using Microsoft.EntityFrameworkCore;

namespace Shop;

/// <summary>Shopping carts, by EF Core.</summary>
public sealed class Carts(ShopContext shop)
{
    public int Count() => shop.Carts.Count();

    public void Fill(int customer)
    {
        shop.Carts.Add(new Cart { Customer = customer });
        shop.SaveChanges();
    }

    // [SanctionedAccess(Operation.Delete, "sql:carts", Reason = "A cart nobody came back to is not kept")]
    public int Empty(int customer) =>
        shop.Carts.Where(cart => cart.Customer == customer).ExecuteDelete(); // warns: IG1001
}
