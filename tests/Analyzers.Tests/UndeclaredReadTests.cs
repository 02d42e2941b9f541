using ImmutableGuard.Analyzers.Tests.Guarding;
using ImmutableGuard.Inspection;

namespace ImmutableGuard.Analyzers.Tests;

public sealed class UndeclaredReadTests
{
    private const string Policy = """
        { "version": 1, "resources": [{ "name": "sql:customers", "reads": "sanction" }],
          "sanctions": [{ "id": "s", "operations": ["read", "delete"], "resources": ["sql:customers", "sql:orders"], "callers": ["T:Allowed"], "reason": "support answers calls" }] }
        """;

    [Theory]
    [InlineData("c.Query<int>(\"SELECT id FROM customers\");")]
    [InlineData("c.Query<int>(\"SELECT o.id FROM orders o JOIN customers u ON u.id = o.customer\");")]
    [InlineData("c.Execute(\"INSERT INTO orders SELECT id FROM customers\");")]
    [InlineData("using var command = c.CreateCommand(); command.CommandText = \"SELECT id FROM customers\"; command.ExecuteReader();")]
    public Task RestrictedRead_Reports(string statement) => Compiled.AssertReportsAsync(
        $"class C {{ void M(IDbConnection c) {{ {statement} }} }} // IG1006", Policy);

    [Theory]
    [InlineData("C", "c.Query<int>(\"SELECT id FROM orders\");")]
    [InlineData("C", "c.Execute(\"INSERT INTO customers VALUES (1)\");")]
    [InlineData("Allowed", "c.Query<int>(\"SELECT id FROM customers\");")]
    [InlineData("Allowed", "c.Execute(\"DELETE FROM orders WHERE customer IN (SELECT id FROM customers WHERE id = 1)\");")]
    public Task OtherOrSanctionedRead_DoesNotReport(string type, string statement) => Compiled.AssertReportsAsync(
        $"class {type} {{ void M(IDbConnection c) {{ {statement} }} }}", Policy);

    [Fact]
    public Task ReadWithoutPolicy_DoesNotReport() => Compiled.AssertReportsAsync(
        "class C { void M(IDbConnection c) => c.Query<int>(\"SELECT id FROM customers\"); }");

    [Fact]
    public Task UnrestrictedReadBesideAnUnsanctionedDelete_ReportsTheDeleteAlone() => Compiled.AssertReportsAsync(
        "class C { void M(IDbConnection c) => c.Execute(\"DELETE FROM carts WHERE id IN (SELECT id FROM orders WHERE id = 1)\"); } // IG1001", Policy);

    [Fact]
    public void RestrictedRead_GoesThroughTheGuard()
    {
        const string source = """
            public class C
            {
                static void M(IDbConnection c) => c.Query<int>("SELECT id FROM customers");
                static void N(IDbConnection c) => c.Query<int>("SELECT id FROM orders");
            }
            """;
        var restricted = Generated.From(Compiled.Create(source), policy: Policy);
        var site = Assert.Single(restricted.Inspect().GuardedSites);
        Assert.Equal("M:C.M(System.Data.IDbConnection)", Assert.Single(restricted.Manifest.Sites, candidate => candidate.Id == site).Member);
        Assert.Empty(MediationProof.Holes(restricted.Inspect()));
        Assert.Empty(Generated.From(Compiled.Create(source)).Inspect().GuardedSites);
    }

    [Fact]
    public void RestrictedReadPastTheGuard_IsAHole()
    {
        const string source = "public class C { static void M(IDbConnection c) => c.Query<int>(\"SELECT id FROM customers\"); }";
        var inspected = Generated.From(Compiled.Create(source, intercepts: false), intercepts: false, policy: Policy).Inspect();
        Assert.Single(MediationProof.Holes(inspected));
        Assert.Empty(MediationProof.Holes(inspected with { Manifest = inspected.Manifest! with { Policy = ImmutableGuard.Policies.Policy.None } }));
    }
}
