using ImmutableGuard.Policies;

namespace ImmutableGuard.Model.Tests.Policies;

public class CallerPatternTests
{
    [Theory]
    [InlineData("*", "M:Shop.Orders.Cancel")]
    [InlineData("T:Shop.Orders", "M:Shop.Orders.Cancel(System.Int32)")]
    [InlineData("T:Shop.Orders", "M:Shop.Orders.#ctor")]
    [InlineData("T:Shop.Orders", "P:Shop.Orders.Count")]
    [InlineData("T:Shop.Orders", "M:Shop.Orders.Nested.Run")]
    [InlineData("N:Shop", "M:Shop.Orders.Cancel")]
    [InlineData("N:Shop", "M:Shop.Jobs.Cleaner.Run")]
    [InlineData("M:Shop.Orders.Cancel", "M:Shop.Orders.Cancel")]
    [InlineData("M:Shop.Orders.Cancel", "M:Shop.Orders.Cancel(System.Int32)")]
    [InlineData("M:Shop.Orders.Cancel(System.Int32)", "M:Shop.Orders.Cancel(System.Int32)")]
    [InlineData("F:Shop.Orders.cleaned", "F:Shop.Orders.cleaned")]
    [InlineData("E:Shop.Orders.Closed", "E:Shop.Orders.Closed")]
    public void Member_within_the_pattern_matches(string pattern, string member) => Assert.True(CallerPattern.Matches(pattern, member));

    [Theory]
    [InlineData("T:Shop.Orders", "M:Shop.OrdersArchive.Delete")]
    [InlineData("T:Shop.Orders", "M:Shop.Orders")]
    [InlineData("N:Shop", "M:Shopping.Cart.Empty")]
    [InlineData("M:Shop.Orders.Cancel", "M:Shop.Orders.CancelAll")]
    [InlineData("M:Shop.Orders.Cancel", "M:Shop.Orders.Cancel.Inner")]
    [InlineData("M:Shop.Orders.Cancel(System.Int32)", "M:Shop.Orders.Cancel(System.Int64)")]
    [InlineData("M:Shop.Orders.Cancel(System.Int32)", "M:Shop.Orders.Cancel")]
    [InlineData("P:Shop.Orders.Count", "M:Shop.Orders.Count")]
    [InlineData("T:shop.orders", "M:Shop.Orders.Cancel")]
    [InlineData("T:", "M:Shop.Orders.Cancel")]
    [InlineData("Shop.Orders", "M:Shop.Orders.Cancel")]
    public void Member_outside_does_not_match(string pattern, string member) => Assert.False(CallerPattern.Matches(pattern, member));
}
