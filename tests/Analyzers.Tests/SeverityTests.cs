using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Tests;

/// <summary>
/// The severity of each rule is what an <c>.editorconfig</c> says, and of those that report in the files of policies and catalogues what a
/// global analyzer config file says: no <c>.editorconfig</c> reaches them.
/// </summary>
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

    public static TheoryData<string, DiagnosticSeverity> Rules => AtEachSeverity("IG1001", "IG1002", "IG1003", "IG1004", "IG1005", "IG1006", "IG1007", "IG1008", "IG2005");

    public static TheoryData<string, DiagnosticSeverity> RulesOfFiles => AtEachSeverity("IG2001", "IG2002", "IG2003", "IG2004", "IG2006", "IG2007", "IG2008");

    private static TheoryData<string, DiagnosticSeverity> AtEachSeverity(params string[] ids)
    {
        var rules = new TheoryData<string, DiagnosticSeverity>();
        foreach (var id in ids)
            foreach (var severity in (DiagnosticSeverity[])[DiagnosticSeverity.Error, DiagnosticSeverity.Warning, DiagnosticSeverity.Info])
                rules.Add(id, severity);
        return rules;
    }

    [Theory]
    [MemberData(nameof(RulesOfFiles))]
    public async Task SeverityOfWhatIsReportedInAFile_IsWhatTheGlobalConfigSays(string id, DiagnosticSeverity severity)
    {
        var reports = await ReportsInFilesAsync(id, severity == DiagnosticSeverity.Info ? "suggestion" : severity.ToString().ToLowerInvariant());
        Assert.NotEmpty(reports);
        Assert.All(reports, report => Assert.Equal(severity, report.Severity));
    }

    [Theory]
    [MemberData(nameof(RulesOfFiles))]
    public async Task RuleOfFilesThatIsSwitchedOff_SaysNothing(string id, DiagnosticSeverity _) => Assert.Empty(await ReportsInFilesAsync(id, "none"));

    /// <summary>IG3006 says that a report is hidden, so nothing hides it: SuppressedSiteTests.</summary>
    [Fact]
    public void EveryRule_IsTriedHere() => Assert.Equal(
        Compiled.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Where(rule => !rule.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable)).Select(rule => rule.Id).Distinct().Order(StringComparer.Ordinal),
        Rules.Concat(RulesOfFiles).Select(row => (string)row[0]).Distinct().Order(StringComparer.Ordinal));

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

    private static async Task<IEnumerable<Diagnostic>> ReportsInFilesAsync(string id, string severity)
    {
        var soon = DateTime.UtcNow.AddDays(5).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var policy = id switch
        {
            "IG2001" => """{ "version": 1, "mood": "good" }""",
            "IG2008" => """{ "version": 1, "mode": "observe" }""",
            _ => $$"""
                { "version": 1, "sanctions": [
                  { "id": "old", "operations": ["delete"], "resources": ["sql:orders"], "callers": ["M:C.Expired(System.Data.IDbConnection)"], "reason": "r", "expires": "2020-01-01" },
                  { "id": "soon", "operations": ["delete"], "resources": ["sql:a"], "callers": ["M:C.Deletes(System.Data.IDbConnection)"], "reason": "r", "expires": "{{soon}}" },
                  { "id": "unused", "operations": ["delete"], "resources": ["sql:nowhere"], "callers": ["M:C.Reads(System.Data.IDbConnection)"], "reason": "r" },
                  { "id": "broad", "operations": ["delete"], "resources": ["*"], "callers": ["*"], "reason": "r" } ] }
                """,
        };
        Compiled.Text[] shared = id == "IG2008" ? [new("/policies/contoso.immutableguard.shared.json", """{ "version": 1, "mode": "enforce" }""")] : [];
        var reports = await Compiled.DiagnosticsAsync(Compiled.Create(Code), policy, Configured.Globally($"dotnet_diagnostic.{id}.severity = {severity}"), sinks: "nonsense", files: shared);
        return reports.Where(report => report.Id == id);
    }
}
