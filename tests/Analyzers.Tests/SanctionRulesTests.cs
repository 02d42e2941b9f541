using System.Globalization;
using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Tests;

/// <summary>The rules about sanctions, in the policy file and in code.</summary>
public sealed class SanctionRulesTests
{
    private const string Delete = "class C { void M(IDbConnection c) => c.Execute(\"DELETE FROM orders WHERE id = 1\"); void N() { } } class D { }";

    [Theory]
    [InlineData("T:C", "delete", "sql:carts")]
    [InlineData("T:C", "update", "sql:orders")]
    [InlineData("M:C.N", "delete", "sql:orders")]
    [InlineData("M:C.Gone", "delete", "sql:orders")]
    [InlineData("T:D", "delete", "sql:orders")]
    public async Task SanctionThatNoAccessNeeds_ReportsItsPlace(string caller, string operation, string resource)
    {
        var report = Assert.Single(await InFileAsync(Delete, $"\"operations\": [\"{operation}\"], \"resources\": [\"{resource}\"], \"callers\": [\"{caller}\"]"));
        Assert.Equal(("IG2002", $"The sanction 's' covers no access of '{caller}': remove it, or mend what it grants"), (report.Id, report.GetMessage()));
        Assert.Equal(("/repo/immutableguard.json", 2, 7), Place(report));
    }

    [Theory]
    [InlineData("T:C", "sql:orders")]
    [InlineData("M:C.M", "sql:o*")]
    [InlineData("*", "sql:carts")]
    [InlineData("N:Shop", "sql:carts")]
    [InlineData("T:Elsewhere.Of", "sql:carts")]
    [InlineData("T:System.String", "sql:carts")]
    public async Task SanctionThatIsNeededOrMayBeByAnotherProject_DoesNotReport(string caller, string resource) =>
        Assert.Empty(await InFileAsync(Delete, $"\"operations\": [\"delete\"], \"resources\": [\"{resource}\"], \"callers\": [\"{caller}\"]"));

    [Theory]
    [InlineData("c.Execute(text);")]
    [InlineData("c.Execute($\"DELETE FROM {text} WHERE id = 1\");")]
    public async Task SanctionThatMayBeNeededWhenItRuns_DoesNotReport(string statement) =>
        Assert.Empty(await InFileAsync(
            $"class C {{ void M(IDbConnection c, string text) {{ {statement} }} }}",
            "\"operations\": [\"delete\", \"unknown\"], \"resources\": [\"sql:carts\"], \"callers\": [\"T:C\"]"));

    [Fact]
    public Task SanctionInCodeThatNoAccessNeeds_Reports() => Compiled.AssertReportsAsync("""
        [SanctionedAccess(Operation.Delete, "sql:orders", Reason = "r")]
        [SanctionedAccess(Operation.Update, "sql:orders", Reason = "r")] // IG2002
        class C
        {
            void M(IDbConnection c) => c.Execute("DELETE FROM orders WHERE id = 1");
            [SanctionedAccess(Operation.Delete, "sql:orders", Reason = "r")] // IG2002
            void N() { }
        }
        """, about: "IG2");

    [Fact]
    public async Task SanctionInCodeWhereThePolicyDeniesThem_DoesNotReport() => Assert.Empty((await Compiled.DiagnosticsAsync(
        "[SanctionedAccess(Operation.Delete, \"sql:orders\", Reason = \"r\")] class C { }", "{ \"version\": 1, \"inCode\": \"deny\" }")));

    [Theory]
    [InlineData(-1, "IG2003")]
    [InlineData(0, "IG2007")]
    [InlineData(29, "IG2007")]
    [InlineData(31, null)]
    public async Task LastDay_ReportsWhenItIsOverOrNear(int days, string? id)
    {
        var day = DateTime.UtcNow.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var inFile = await InFileAsync(Delete, $"\"operations\": [\"delete\"], \"resources\": [\"sql:orders\"], \"callers\": [\"T:C\"],\n\"expires\": \"{day}\"");
        var inCode = await InCodeAsync($"[SanctionedAccess(Operation.Delete, \"sql:orders\", Reason = \"r\", Expires = \"{day}\")] {Delete}");
        Assert.Equal(id is null ? [] : [id], inFile.Select(report => report.Id));
        Assert.Equal(id is null ? [] : [id], inCode.Select(report => report.Id));
        Assert.All(inFile, report => Assert.Equal(("/repo/immutableguard.json", 3, 12), Place(report)));
        Assert.All(inFile, report => Assert.Contains(day, report.GetMessage(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("*", "update", "sql:*", "")]
    [InlineData("*", "unknown", "*", "")]
    [InlineData("*", "delete", "file:/**", ", \"maxRows\": 1")]
    [InlineData("N:Shop", "delete", "sql:*", "")]
    [InlineData("T:Shop.Jobs", "truncate", "*", "")]
    [InlineData("T:Shop.Jobs", "schema", "sql:**", ", \"maxRows\": 1")]
    public async Task SanctionOfEverything_Reports(string caller, string operation, string resource, string more)
    {
        var report = Assert.Single(await InFileAsync(Delete, $"\"operations\": [\"{operation}\"], \"callers\": [\"{caller}\"]{more},\n\"resources\": [\"{resource}\"]"));
        Assert.Equal(("IG2004", ("/repo/immutableguard.json", 3, 14)), (report.Id, Place(report)));
    }

    [Theory]
    [InlineData("*", "read", "sql:*", "")]
    [InlineData("*", "delete", "sql:carts", "")]
    [InlineData("*", "delete", "sql:cart*", "")]
    [InlineData("*", "delete", "file:/tmp/**", "")]
    [InlineData("T:Shop.Jobs", "update", "sql:*", "")]
    [InlineData("T:Shop.Jobs", "delete", "sql:HangFire.*", "")]
    [InlineData("T:Shop.Jobs", "delete", "sql:*", ", \"maxRows\": 1")]
    [InlineData("M:Shop.Jobs.Tidy", "delete", "sql:*", "")]
    public async Task SanctionWithALimit_DoesNotReport(string caller, string operation, string resource, string more) =>
        Assert.Empty(await InFileAsync(Delete, $"\"operations\": [\"{operation}\"], \"callers\": [\"{caller}\"]{more}, \"resources\": [\"{resource}\"]"));

    /// <summary>A namespace of migrations is there to change the schema, whatever is added to it; what else it holds isn't.</summary>
    [Theory]
    [InlineData("N:Shop.Migrations", "schema", "class First : Migration { } class Latest : Own { } abstract class Own : Migration { } class Now : ModelSnapshot { }", true)]
    [InlineData("N:Shop.Migrations", "schema", "", true)]
    [InlineData("N:Shop.Migrations", "schema", "class First : Migration { } class Jobs { }", false)]
    [InlineData("N:Shop.Migrations", "schema", "class First : Migration { } namespace Later { class Jobs { } }", false)]
    [InlineData("N:Shop.Migrations", "delete", "class First : Migration { }", false)]
    [InlineData("N:Shop", "schema", "class First : Migration { }", false)]
    [InlineData("*", "schema", "class First : Migration { }", false)]
    public async Task SchemaOfEverything_ToMigrationsAlone(string caller, string operation, string types, bool isAllowed)
    {
        var source = $$"""
            namespace Microsoft.EntityFrameworkCore.Migrations { public abstract class Migration { } }
            namespace Microsoft.EntityFrameworkCore.Infrastructure { public abstract class ModelSnapshot { } }
            namespace Shop { class Orders { } }
            namespace Shop.Migrations { using Microsoft.EntityFrameworkCore.Migrations; using Microsoft.EntityFrameworkCore.Infrastructure; {{types}} }
            """;
        var reports = await InFileAsync(source, $"\"operations\": [\"{operation}\"], \"callers\": [\"{caller}\"], \"resources\": [\"sql:*\"]");
        Assert.Equal(isAllowed ? [] : ["IG2004"], reports.Select(report => report.Id).Where(id => id == "IG2004"));
    }

    [Fact]
    public Task SanctionOfEverythingInCode_Reports() => Compiled.AssertReportsAsync("""
        [SanctionedAccess(Operation.Delete | Operation.Update, "sql:*", Reason = "r")] // IG2004
        class C
        {
            void M(IDbConnection c) => c.Execute("DELETE FROM orders WHERE id = 1");
            [SanctionedAccess(Operation.Delete | Operation.Unknown, "sql:*", Reason = "r")]
            void N(IDbConnection c, string s) => c.Execute(s);
        }
        """, about: "IG2");

    [Fact]
    public Task SanctionInCodeWithoutAReason_Reports() => Compiled.AssertReportsAsync("""
        [SanctionedAccess(Operation.Delete, "sql:orders")] // IG2005
        [SanctionedAccess(Operation.Delete, "sql:carts", Reason = "…")] // IG2005
        [SanctionedAccess(Operation.Delete, "sql:jobs", Reason = " ")] // IG2005
        [SanctionedAccess(Operation.Delete, "sql:done", Reason = "jobs that ran")]
        class C
        {
            void M(IDbConnection c) => c.Execute("DELETE FROM done WHERE id = 1");
            [SanctionedAccess(Operation.Update, "sql:done", Reason = "?")] // IG2005
            int P => 1;
        }
        """, about: "IG2");

    [Fact]
    public async Task ReasonMissingInTheFile_IsAnInvalidPolicyAlone() => Assert.Equal(
        ["IG2001"], (await Compiled.DiagnosticsAsync("class C { }", """
            { "version": 1, "sanctions": [{ "id": "s", "operations": ["delete"], "resources": ["*"], "callers": ["*"], "expires": "2020-01-01" }] }
            """)).Select(report => report.Id));

    private static async Task<IEnumerable<Diagnostic>> InFileAsync(string source, string sanction) =>
        (await Compiled.DiagnosticsAsync(source, $"{{ \"version\": 1, \"sanctions\": [ {{\n\"id\": \"s\", \"reason\": \"r\", {sanction} }} ] }}"))
            .Where(report => report.Id.StartsWith("IG2", StringComparison.Ordinal));

    private static async Task<IEnumerable<Diagnostic>> InCodeAsync(string source) =>
        (await Compiled.DiagnosticsAsync(source)).Where(report => report.Id.StartsWith("IG2", StringComparison.Ordinal));

    private static (string, int, int) Place(Diagnostic report)
    {
        var place = report.Location.GetLineSpan();
        return (place.Path, place.StartLinePosition.Line + 1, place.StartLinePosition.Character + 1);
    }

    /// <summary>What can carry an attribute and has no name grants nothing; on which member it belongs, the message says.</summary>
    [Theory]
    [InlineData("void M(IDbConnection c) { [SanctionedAccess(Operation.Delete, \"sql:a\", Reason = \"r\")] void F() => c.Execute(\"DELETE FROM a WHERE id = 1\"); F(); }", "the local function 'F'", "'C.M(IDbConnection)'")]
    [InlineData("void M(IDbConnection c) { Action f = [SanctionedAccess(Operation.Delete, \"sql:a\", Reason = \"r\")] () => c.Execute(\"DELETE FROM a WHERE id = 1\"); f(); }", "a lambda", "'C.M(IDbConnection)'")]
    [InlineData("Action<IDbConnection> P => [SanctionedAccess(Operation.Delete, \"sql:a\", Reason = \"r\")] (c) => c.Execute(\"DELETE FROM a WHERE id = 1\");", "a lambda", "'C.P'")]
    [InlineData("void M(IDbConnection c) { void F() { [SanctionedAccess(Operation.Delete, \"sql:a\")] void G() => c.Execute(\"DELETE FROM a WHERE id = 1\"); G(); } F(); }", "the local function 'G'", "'C.M(IDbConnection)'")]
    public async Task SanctionOnAFunctionWithoutAName_SaysThatItGrantsNothing(string member, string function, string around)
    {
        var diagnostics = await Compiled.DiagnosticsAsync("class C { " + member + " }");
        var report = Assert.Single(diagnostics, diagnostic => diagnostic.Id.StartsWith("IG2", StringComparison.Ordinal));
        Assert.Equal(("IG2002", $"The sanction on {function} grants nothing, because what is in it counts to the member around it: put it on {around}"), (report.Id, report.GetMessage()));
        Assert.Contains(diagnostics, diagnostic => diagnostic.Id == "IG1001");
    }

    [Theory]
    [InlineData("void M(IDbConnection c) { [Obsolete] void F() => c.Execute(\"SELECT 1\"); /* SanctionedAccess */ }")]
    [InlineData("class SanctionedAccessAttribute : Attribute { } void M(IDbConnection c) { [SanctionedAccess] void F() => c.Execute(\"SELECT 1\"); }")]
    public async Task OtherAttributeOnAFunctionWithoutAName_SaysNothing(string member) =>
        Assert.DoesNotContain(await Compiled.DiagnosticsAsync("class C { " + member + " }"), diagnostic => diagnostic.Id.StartsWith("IG2", StringComparison.Ordinal));
}
