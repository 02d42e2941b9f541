using ImmutableGuard.Analyzers.Tests.Guarding;

namespace ImmutableGuard.Analyzers.Tests;

public sealed class RatchetTests
{
    private const string Ratchet = """
        {
          "version": 1, "mode": "ratchet",
          "resources": [{ "name": "sql:audit", "mutability": "append-only" }],
          "sanctions": [{ "id": "carts", "operations": ["delete"], "resources": ["sql:carts"], "callers": ["*"], "reason": "carts live a day" }]
        }
        """;

    private const string Source = """
        class C
        {
            void Listed(IDbConnection c) => c.Execute("DELETE FROM orders WHERE id = 1");
            void New(IDbConnection c) => c.Execute("DELETE FROM orders WHERE id = 1"); // IG1001
            void Wider(IDbConnection c) => c.Execute("DELETE FROM orders"); // IG1001 IG1004
            void Text(IDbConnection c, string text) => c.Execute(text);
            void Whole(IDbConnection c) => c.Execute("DELETE FROM carts");
            void Forbidden(IDbConnection c) => c.Execute("DELETE FROM audit WHERE id = 1"); // IG1007
        }
        """;

    private static readonly string Lock = Locked(
        "delete sql:audit by M:C.Forbidden(System.Data.IDbConnection) against the policy",
        "delete sql:carts (unbounded) by M:C.Whole(System.Data.IDbConnection) via carts",
        "delete sql:orders by M:C.Listed(System.Data.IDbConnection) without sanction",
        "delete sql:orders by M:C.Wider(System.Data.IDbConnection) without sanction",
        "unknown sql:* by M:C.Text(System.Data.IDbConnection,System.String) without sanction");

    [Fact]
    public Task Ratchet_ReportsOnlyWhatTheLockDoesNotList() => Compiled.AssertReportsAsync(Source, Ratchet, @lock: Lock);

    [Theory]
    [InlineData("enforce")]
    [InlineData("observe")]
    public Task OtherMode_ReportsWhatTheLockLists(string mode) => Compiled.AssertReportsAsync("""
        class C { void Listed(IDbConnection c) => c.Execute("DELETE FROM orders WHERE id = 1"); } // IG1001
        """, Ratchet.Replace("ratchet", mode), @lock: Lock);

    [Theory]
    [InlineData(null)]
    [InlineData("{ \"version\": 1")]
    public Task RatchetWithoutALock_ToleratesNothing(string? text) => Compiled.AssertReportsAsync("""
        class C { void Listed(IDbConnection c) => c.Execute("DELETE FROM orders WHERE id = 1"); } // IG1001
        """, Ratchet, @lock: text);

    [Fact]
    public void Manifest_SaysWhatIsTolerated() => Assert.Equal(
        ["Listed", "Text"],
        Generated.From(Compiled.Create(Source), policy: Ratchet, @lock: Lock).Manifest.Sites
            .Where(site => site.Tolerated).Select(site => site.Member.Split('.', '(')[1]).Order(StringComparer.Ordinal));

    private static string Locked(params string[] accesses) =>
        $$"""{ "version": 1, "service": "Shop", "accesses": [ "{{string.Join("\", \"", accesses)}}" ] }""";
}
