using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ImmutableGuard.Analyzers.Tests;

public sealed class DeleteOutsideSanctionTests
{
    [Fact]
    public Task Dapper_Reports() => Compiled.AssertReportsAsync("""
        class C { void M(IDbConnection c, int id) => c.Execute("DELETE FROM orders WHERE id = @id", new { id }); } // IG1001
        """);

    /// <summary>Top-level statements can carry no attribute, so none is offered.</summary>
    [Fact]
    public async Task TopLevelStatements_AreNamedAsSuchAndWhatToSanctionThemAs()
    {
        var program = Compiled.Create("""new SqliteCommand("DELETE FROM orders WHERE id = 1").ExecuteNonQuery();""").WithOptions(new CSharpCompilationOptions(OutputKind.ConsoleApplication));
        var report = Assert.Single(await Compiled.DiagnosticsAsync(program, policy: null, new Configured("")), report => report.Id == "IG1001");
        Assert.Equal("'top-level statements' may delete sql:orders, which isn't sanctioned: sanction it in immutableguard.json, to the caller 'T:Program'", report.GetMessage());
        const string policy = """{ "version": 1, "sanctions": [ { "id": "a", "operations": ["delete"], "resources": ["sql:orders"], "callers": ["T:Program"], "reason": "x" } ] }""";
        Assert.DoesNotContain(await Compiled.DiagnosticsAsync(program, policy, new Configured("")), report => report.Id == "IG1001");
    }

    [Fact]
    public Task DapperAsyncAsStaticCall_Reports() => Compiled.AssertReportsAsync("""
        class C { Task M(IDbConnection c) => SqlMapper.ExecuteAsync(c, "DELETE FROM orders WHERE id = 1"); } // IG1001
        """);

    [Fact]
    public Task CommandWithTextSetNearby_Reports() => Compiled.AssertReportsAsync("""
        class C
        {
            void M(SqliteConnection c)
            {
                using var command = c.CreateCommand();
                command.CommandText = "DELETE FROM orders WHERE id = 1";
                command.Parameters.AddWithValue("@id", 1);
                command.ExecuteNonQuery(); // IG1001
            }
        }
        """);

    [Theory]
    [InlineData("new SqliteCommand(\"DELETE FROM orders WHERE id = 1\", c).ExecuteNonQuery();")]
    [InlineData("new SqliteCommand { CommandText = \"DELETE FROM orders WHERE id = 1\" }.ExecuteScalar();")]
    [InlineData("DbCommand d = new SqliteCommand(\"DELETE FROM orders WHERE id = 1\"); ((IDbCommand)d).ExecuteReader();")]
    [InlineData("DbCommand? d = new SqliteCommand(\"DELETE FROM orders WHERE id = 1\"); d?.ExecuteNonQueryAsync();")]
    public Task EveryShapeOfCommand_Reports(string statement) => Compiled.AssertReportsAsync(
        $"class C {{ void M(SqliteConnection c) {{ {statement} }} }} // IG1001");

    [Fact]
    public Task TextOnSeveralBranches_ReportsWhereOneDeletes() => Compiled.AssertReportsAsync("""
        class C { void M(IDbConnection c, bool all) => c.Execute(all ? "DELETE FROM orders WHERE id = 1" : "INSERT INTO orders VALUES (1)"); } // IG1001
        """);

    [Fact]
    public Task EntityFramework_Reports() => Compiled.AssertReportsAsync("""
        class Order { public int Id { get; set; } }
        class Shop : DbContext { public DbSet<Order> Orders => Set<Order>(); }
        class C
        {
            void M(Shop shop, Order order)
            {
                shop.Orders.Remove(order); // IG1001
                shop.Remove(order); // IG1001
                shop.RemoveRange(new[] { order }); // IG1001
                shop.Orders.Where(o => o.Id == 1).ExecuteDelete(); // IG1001
                shop.Database.ExecuteSqlRaw("DELETE FROM Orders WHERE Id = 1"); // IG1001
            }
        }
        """);

    [Fact]
    public async Task EntityFramework_NamesTheTable()
    {
        var diagnostics = await Compiled.DiagnosticsAsync("""
            [System.ComponentModel.DataAnnotations.Schema.Table("customer", Schema = "crm")] class Customer { public int Id { get; set; } }
            class Order { public int Id { get; set; } }
            class Shop : DbContext { public DbSet<Order> Orders => Set<Order>(); public DbSet<Customer> Customers => Set<Customer>(); }
            class C { void M(Shop shop, Order order, Customer customer) { shop.Remove(order); shop.Customers.Remove(customer); } }
            """);
        Assert.Equal(["sql:Orders", "sql:crm.customer"], diagnostics.Select(diagnostic => System.Text.RegularExpressions.Regex.Match(diagnostic.GetMessage(), @"sql:[\w.]+").Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public Task FilesAndAddresses_Report() => Compiled.AssertReportsAsync("""
        class C
        {
            async Task M(HttpClient http)
            {
                File.Delete("/data/a"); // IG1001
                Directory.Delete("/data", true); // IG1001
                new FileInfo("/data/a").Delete(); // IG1001
                await http.DeleteAsync("https://shop.example.com/orders/1"); // IG1001
            }
        }
        """);

    [Fact]
    public Task NearMisses_DoNotReport() => Compiled.AssertReportsAsync("""
        class Map { public void Delete(string path) { } public int Execute(string sql) => 0; }
        class C
        {
            void M(IDbConnection c, List<int> list, Map map)
            {
                list.Remove(1);
                map.Delete("x");
                map.Execute("DELETE FROM orders");
                c.Query<int>("SELECT deleted FROM orders WHERE note = 'DELETE FROM orders' -- DELETE FROM orders");
                c.Execute("INSERT INTO orders(id) VALUES (1)");
            }
        }
        """);

    [Fact]
    public Task SanctionedInCode_DoesNotReport() => Compiled.AssertReportsAsync("""
        [SanctionedAccess(Operation.Delete, "sql:orders", Reason = "shop closes")]
        class C { void M(IDbConnection c) { Action a = () => c.Execute("DELETE FROM Orders WHERE id = 1"); a(); } }
        """);

    [Theory]
    [InlineData("[SanctionedAccess(Operation.Delete, \"sql:orders\")]")]
    [InlineData("[SanctionedAccess(Operation.Delete, \"sql:orders\", Reason = \"…\")]")]
    [InlineData("[SanctionedAccess(Operation.Update, \"sql:orders\", Reason = \"r\")]")]
    [InlineData("[SanctionedAccess(Operation.Delete, \"sql:customers\", Reason = \"r\")]")]
    [InlineData("[SanctionedAccess(Operation.Delete, \"sql:orders\", Reason = \"r\", Expires = \"2020-01-01\")]")]
    public Task SanctionThatDoesNotCover_Reports(string attribute) => Compiled.AssertReportsAsync(
        $"{attribute} class C {{ void M(IDbConnection c) => c.Execute(\"DELETE FROM orders WHERE id = 1\"); }} // IG1001");

    [Fact]
    public Task SanctionedByPolicy_DoesNotReport() => Compiled.AssertReportsAsync(
        "class C { void M(IDbConnection c) => c.Execute(\"DELETE FROM orders WHERE id = 1\"); }",
        Policy("\"operations\": [\"delete\"], \"resources\": [\"sql:orders\"], \"callers\": [\"T:C\"]"));

    [Fact]
    public Task PolicyThatDeniesSanctionsInCode_Reports() => Compiled.AssertReportsAsync("""
        [SanctionedAccess(Operation.Delete, "sql:orders", Reason = "r")]
        class C { void M(IDbConnection c) => c.Execute("DELETE FROM orders WHERE id = 1"); } // IG1001
        """, """{ "version": 1, "inCode": "deny" }""");

    private static string Policy(string sanction, string resources = "") =>
        $$"""{ "version": 1, {{resources}} "sanctions": [{ "id": "s", {{sanction}}, "reason": "r" }] }""";
}
