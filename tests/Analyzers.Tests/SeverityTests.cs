using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Tests;

/// <summary>The severity of each rule about accesses is what an <c>.editorconfig</c> says.</summary>
public sealed class SeverityTests
{
    private const string Policy = """
        { "version": 1, "resources": [ { "name": "sql:audit", "mutability": "append-only" }, { "name": "sql:people", "reads": "sanction" } ],
          "sanctions": [
            { "id": "old", "operations": ["delete"], "resources": ["sql:orders"], "callers": ["M:C.Expired(System.Data.IDbConnection)"], "reason": "r", "expires": "2020-01-01" },
            { "id": "broad", "operations": ["delete"], "resources": ["*"], "callers": ["T:Nobody"], "reason": "r" } ] }
        """;

    private const string Code = """
        public class C
        {
            public void Deletes(IDbConnection c) => c.Execute("DELETE FROM a WHERE id = 1");
            public void Updates(IDbConnection c) => c.Execute("UPDATE a SET x = 1 WHERE id = 1");
            public void Drops(IDbConnection c) => c.Execute("DROP TABLE a");
            public void Unbounded(IDbConnection c) => c.Execute("DELETE FROM a");
            public void Unproven(IDbConnection c) => c.Execute(File.ReadAllText("a"));
            public void Reads(IDbConnection c) => c.Query<int>("SELECT id FROM people");
            public void Appended(IDbConnection c) => c.Execute("DELETE FROM audit WHERE id = 1");
            public void HandedOut(List<string> paths) => paths.ForEach(File.Delete);
            public void Expired(IDbConnection c) => c.Execute("DELETE FROM orders WHERE id = 1");
            [SanctionedAccess(Operation.Delete, "sql:b")]
            public void WithoutReason(IDbConnection c) => c.Execute("DELETE FROM b WHERE id = 1");
        }
        """;

    public static TheoryData<string, DiagnosticSeverity> Rules
    {
        get
        {
            var rules = new TheoryData<string, DiagnosticSeverity>();
            foreach (var id in (string[])["IG1001", "IG1002", "IG1003", "IG1004", "IG1005", "IG1006", "IG1007", "IG1008", "IG2005"])
                foreach (var severity in (DiagnosticSeverity[])[DiagnosticSeverity.Error, DiagnosticSeverity.Warning, DiagnosticSeverity.Info])
                    rules.Add(id, severity);
            return rules;
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Severity_IsWhatTheEditorConfigSays(string id, DiagnosticSeverity severity)
    {
        var reports = await ReportsAsync(id, severity == DiagnosticSeverity.Info ? "suggestion" : severity.ToString().ToLowerInvariant());
        Assert.NotEmpty(reports);
        Assert.All(reports, report => Assert.Equal(severity, report.Severity));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task RuleThatIsSwitchedOff_SaysNothing(string id, DiagnosticSeverity _) => Assert.Empty(await ReportsAsync(id, "none"));

    private static async Task<IEnumerable<Diagnostic>> ReportsAsync(string id, string severity) =>
        (await Compiled.DiagnosticsAsync(Compiled.Create(Code), Policy, new Configured($"[*.cs]\ndotnet_diagnostic.{id}.severity = {severity}"))).Where(report => report.Id == id);
}
