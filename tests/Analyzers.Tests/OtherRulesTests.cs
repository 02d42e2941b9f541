namespace ImmutableGuard.Analyzers.Tests;

public sealed class OtherRulesTests
{
    [Fact]
    public Task Update_Reports() => Compiled.AssertReportsAsync("""
        class C { void M(IDbConnection c) => c.Execute("UPDATE orders SET state = 1 WHERE id = 1"); } // IG1002
        """);

    [Theory]
    [InlineData("DROP TABLE orders")]
    [InlineData("ALTER TABLE orders ADD note TEXT")]
    public Task SchemaChange_Reports(string text) => Compiled.AssertReportsAsync(
        $"class C {{ void M(IDbConnection c) => c.Execute(\"{text}\"); }} // IG1003");

    [Theory]
    [InlineData("DELETE FROM orders", "IG1001 IG1004")]
    [InlineData("DELETE FROM orders WHERE 1 = 1", "IG1001 IG1004")]
    [InlineData("UPDATE orders SET state = 1", "IG1002 IG1004")]
    [InlineData("DELETE FROM orders WHERE id = 1", "IG1001")]
    public Task Unbounded_Reports(string text, string ids) => Compiled.AssertReportsAsync(
        $"class C {{ void M(IDbConnection c) => c.Execute(\"{text}\"); }} // {ids}");

    [Fact]
    public Task UnboundedQuery_Reports() => Compiled.AssertReportsAsync("""
        class Order { public int Id { get; set; } }
        class Shop : DbContext { public DbSet<Order> Orders => Set<Order>(); }
        class C
        {
            void M(Shop shop)
            {
                shop.Orders.ExecuteDelete(); // IG1001 IG1004
                shop.Orders.Where(o => true).ExecuteDelete(); // IG1001 IG1004
                shop.Orders.Where(o => o.Id > 1).ExecuteDelete(); // IG1001
            }
        }
        """);

    [Fact]
    public Task UnboundedWhereTruncateIsGranted_DoesNotReport() => Compiled.AssertReportsAsync("""
        [SanctionedAccess(Operation.Delete | Operation.Truncate, "sql:carts", Reason = "carts live a day")]
        class C { void M(IDbConnection c) => c.Execute("DELETE FROM carts"); }
        """);

    [Theory]
    [InlineData("c.Execute(text);")]
    [InlineData("c.Execute($\"{text} FROM orders\");")]
    [InlineData("var command = c.CreateCommand(); Fill(command); command.ExecuteNonQuery();")]
    [InlineData("string s = \"SELECT 1\"; s += text; c.Execute(s);")]
    [InlineData("c.Execute(\"EXEC tidy\");")]
    public Task TextThatIsNotConstant_Reports(string statement) => Compiled.AssertReportsAsync(
        $"class C {{ void Fill(IDbCommand command) {{ }} void M(IDbConnection c, string text) {{ {statement} }} }} // IG1005");

    [Fact]
    public async Task HoleInAValue_KeepsTheEffect()
    {
        var diagnostics = await Compiled.DiagnosticsAsync("""
            class C { void M(SqliteConnection c, int id) => c.Execute($"DELETE FROM orders WHERE id = {id}"); }
            """);
        Assert.Contains(diagnostics, diagnostic => diagnostic.Id == "IG1001" && diagnostic.GetMessage().Contains("sql:orders", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{ \"version\": 2 }", 1, 14)]
    [InlineData("{ \"version\": 1,\n  \"mood\": \"enforce\" }", 2, 11)]
    [InlineData("{ \"version\": 1,\n  \"mode\": \"enforce\"", 2, 20)]
    public async Task BrokenPolicy_ReportsItsPlaceAndSanctionsNothing(string policy, int line, int column)
    {
        var diagnostics = await Compiled.DiagnosticsAsync("""
            [SanctionedAccess(Operation.Delete, "sql:orders", Reason = "r")]
            class C { void M(IDbConnection c) => c.Execute("DELETE FROM orders WHERE id = 1"); }
            """, policy);
        var place = Assert.Single(diagnostics, diagnostic => diagnostic.Id == "IG2001").Location.GetLineSpan();
        Assert.Equal(("/repo/immutableguard.json", line, column), (place.Path, place.StartLinePosition.Line + 1, place.StartLinePosition.Character + 1));
        Assert.Contains(diagnostics, diagnostic => diagnostic.Id == "IG1001");
    }

    [Theory]
    [InlineData("class C { void M(IDbConnection c) { c.Execute( } }")]
    [InlineData("class C { void M(IDbConnection c) { c.Execute(\"DELETE FROM \" + ); c.Execute(sql: ; } ")]
    [InlineData("class C : DbContext { DbSet<> Orders; void M() { Orders.Remove( ; this.Remove(null).X( } }")]
    // A name that is still to be written: looking for nothing finds it everywhere
    [InlineData("class C { object M(System.Linq.Expressions.Expression e) => System.Linq.Expressions.Expression.Call(e, , null); }")]
    [InlineData("class C { object M(Type t) => t.GetMethod(); object N(Type t) { return t.GetMethod(, \"ExecuteNonQuery\"); } void O() { .Delete(); } }")]
    [InlineData("c.Execute(\"DELETE FROM x\"); File.Delete(")]
    public async Task UnfinishedCode_ThrowsNowhere(string source) => await Compiled.DiagnosticsAsync(source);
}
