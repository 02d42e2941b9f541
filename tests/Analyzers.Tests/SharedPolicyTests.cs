using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Tests;

/// <summary>A shared policy above the service's own, as the compiler is handed both.</summary>
public sealed class SharedPolicyTests
{
    private const string Delete = "class C { void M(IDbConnection c) => c.Execute(\"DELETE FROM orders WHERE id = 1\"); }";

    private const string Shared = """
        {
          "version": 1, "mode": "enforce",
          "resources": [{ "name": "sql:audit", "mutability": "append-only" }],
          "delegates": [{ "operations": ["delete"], "resources": ["sql:o*"] }]
        }
        """;

    [Fact]
    public async Task SanctionOfWhatIsDelegated_DoesNotReport() =>
        Assert.Empty(await ReportsAsync(Delete, Own("\"delete\"", "sql:orders")));

    [Fact]
    public async Task SanctionInCodeOfWhatIsDelegated_DoesNotReport() => Assert.Empty(
        await ReportsAsync("[SanctionedAccess(Operation.Delete, \"sql:orders\", Reason = \"r\")] " + Delete));

    [Fact]
    public async Task SanctionInCodeOfWhatIsNotDelegated_ReportsTheAccess()
    {
        var report = Assert.Single(await ReportsAsync("[SanctionedAccess(Operation.Update, \"sql:carts\", Reason = \"r\")] class C { void M(IDbConnection c) => c.Execute(\"UPDATE carts SET a = 1 WHERE id = 1\"); }"));
        Assert.Equal("IG1002", report.Id);
        Assert.EndsWith("the shared policy keeps it to itself: have it sanctioned there, or remove the access", report.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LooseningOfTheSharedPolicy_ReportsItsPlaceAndSanctionsNothing()
    {
        var reports = await ReportsAsync(Delete, "{\n  \"version\": 1,\n  \"mode\": \"observe\",\n  \"sanctions\": [{ \"id\": \"s\", \"operations\": [\"delete\"], \"resources\": [\"sql:orders\"], \"callers\": [\"T:C\"], \"reason\": \"r\" }]\n}");
        Assert.Equal(["IG1001", "IG2008"], reports.Select(report => report.Id).Order(StringComparer.Ordinal));
        var loosened = reports.Single(report => report.Id == "IG2008");
        var place = loosened.Location.GetLineSpan();
        Assert.Equal(("/repo/immutableguard.json", 2, 10), (place.Path, place.StartLinePosition.Line, place.StartLinePosition.Character));
        Assert.Equal(
            "The shared policy can only be narrowed: \"mode\" is observe, and the shared policy's is enforce: leave it out, or make it stricter; until that is mended, no sanction counts",
            loosened.GetMessage());
    }

    [Fact]
    public async Task SharedPolicyWithAProblem_ReportsItsPlaceInItsFile()
    {
        var reports = await ReportsAsync(Delete, Own("\"delete\"", "sql:orders"), "{ \"version\": 1, \"service\": \"shop\" }");
        Assert.Equal("/policies/contoso.immutableguard.shared.json", reports.Single(report => report.Id == "IG2001").Location.GetLineSpan().Path);
        Assert.Contains(reports, report => report.Id == "IG1001");
    }

    [Fact]
    public async Task AppendOnlyOfTheSharedPolicy_ReportsWithoutAnOwnOne() => Assert.Contains(
        await ReportsAsync("class C { void M(IDbConnection c) => c.Execute(\"DELETE FROM audit WHERE id = 1\"); }"), report => report.Id == "IG1007");

    /// <summary>Whoever asks something of inserts must hear of those that nobody sanctioned.</summary>
    [Theory]
    [InlineData("sanction", "sql:orders", "IG1002")]
    [InlineData("deny", "sql:orders", "IG1002")]
    [InlineData("allow", "sql:orders", null)]
    [InlineData("sanction", "sql:carts", null)]
    public async Task InsertThatThePolicyAsksASanctionFor_Reports(string requirement, string table, string? id) => Assert.Equal(
        id is null ? [] : [id],
        (await Compiled.DiagnosticsAsync(
            $"class C {{ void M(IDbConnection c) => c.Execute(\"INSERT INTO {table[4..]} (id) VALUES (1)\"); }}",
            $$"""{ "version": 1, "defaults": { "insert": "{{requirement}}" }, "sanctions": [{ "id": "s", "operations": ["insert"], "resources": ["sql:carts"], "callers": ["*"], "reason": "r" }] }"""))
            .Where(report => report.Id.StartsWith("IG1", StringComparison.Ordinal)).Select(report => report.Id));

    private static string Own(string operations, string resource) =>
        $$"""{ "version": 1, "sanctions": [{ "id": "s", "operations": [{{operations}}], "resources": ["{{resource}}"], "callers": ["T:C"], "reason": "r" }] }""";

    private static async Task<IReadOnlyList<Diagnostic>> ReportsAsync(string source, string? own = null, string shared = Shared) =>
        [.. await Compiled.DiagnosticsAsync(
            Compiled.Create(source), own, new Configured(""), files: [new Compiled.Text("/policies/contoso.immutableguard.shared.json", shared)])];
}
