using ImmutableGuard.Analyzers.Tests.Guarding;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ImmutableGuard.Analyzers.Tests;

public sealed class SuppressedSiteTests
{
    private const string Delete = "void M(IDbConnection c) => c.Execute(\"DELETE FROM orders WHERE id = 1\");";

    private const string Suppress = "System.Diagnostics.CodeAnalysis.SuppressMessage(\"DataAccess\", \"IG1001:Delete outside a sanctioned API\"";

    [Theory]
    [InlineData("class C {\n#pragma warning disable IG1001\n" + Delete + "\n#pragma warning restore IG1001\n}")]
    [InlineData("class C {\n#pragma warning disable\n" + Delete + " }")]
    [InlineData("class C { [" + Suppress + ")] " + Delete + " }")]
    [InlineData("[" + Suppress + ")] class C { class D { " + Delete + " } }")]
    [InlineData("[assembly: " + Suppress + ", Scope = \"member\", Target = \"~M:C.M(System.Data.IDbConnection)\")] class C { " + Delete + " }")]
    [InlineData("[module: " + Suppress + ")] class C { " + Delete + " }")]
    public async Task ReportHiddenInTheSource_Reports(string source)
    {
        var reports = await Compiled.DiagnosticsAsync(source);
        Assert.Equal(["IG3006"], Visible(reports));
        Assert.Contains("IG1001 is hidden here", reports.Single(report => report.Id == "IG3006").GetMessage(), StringComparison.Ordinal);
        Assert.True(Assert.Single(Generated.From(Compiled.Create(source)).Manifest.Sites).Suppressed);
    }

    /// <summary>What hides reports from another file hides the same ones as in their own, where each is asked for by its place.</summary>
    [Theory]
    [InlineData("[assembly: ", ")]", 11)]
    [InlineData("[assembly: ", ", Scope = \"type\", Target = \"~T:N.C\")]", 10)]
    [InlineData("[assembly: ", ", Scope = \"type\", Target = \"~T:N.C.Inner\")]", 1)]
    [InlineData("[assembly: ", ", Scope = \"member\", Target = \"~M:N.C.M(System.Data.IDbConnection)\")]", 3)]
    [InlineData("[assembly: ", ", Scope = \"member\", Target = \"~M:N.C.#ctor\")]", 1)]
    [InlineData("[assembly: ", ", Scope = \"member\", Target = \"~F:N.C.second\")]", 2)]
    [InlineData("[assembly: ", ", Scope = \"member\", Target = \"~P:N.C.Accessor\")]", 1)]
    [InlineData("[assembly: ", ", Scope = \"member\", Target = \"~M:N.C.get_Accessor\")]", 1)]
    [InlineData("[assembly: ", ", Scope = \"member\", Target = \"~P:N.C.Arrow\")]", 1)]
    [InlineData("[assembly: ", ", Scope = \"member\", Target = \"~P:N.C.Initialized\")]", 1)]
    [InlineData("[assembly: ", ", Scope = \"namespace\", Target = \"~N:N\")]", 0)]
    [InlineData("[assembly: ", ", Scope = \"namespaceanddescendants\", Target = \"~N:N\")]", 11)]
    [InlineData("namespace N { [", ")] partial class C { } }", 10)]
    [InlineData("namespace N { partial class C { [", ")] void Other() { } } }", 0)]
    public void ReportHiddenFromAnotherFile_IsHiddenAsFromItsOwn(string before, string after, int hidden)
    {
        const string code = """
            namespace N
            {
                partial class C
                {
                    static IDbConnection db = null!;
                    int first = db.Execute("DELETE FROM orders WHERE id = 1"), second = db.Execute("DELETE FROM orders WHERE id = 2");
                    int Arrow => db.Execute("DELETE FROM orders WHERE id = 3");
                    int Accessor { get { var rows = db.Execute("DELETE FROM orders WHERE id = 4"); return rows; } }
                    int Initialized { get; } = db.Execute("DELETE FROM orders WHERE id = 5");
                    C() => db.Execute("DELETE FROM orders WHERE id = 6");
                    void M(IDbConnection c)
                    {
                        var rows = c.Execute("DELETE FROM orders WHERE id = 7");
                        System.Action lambda = () => { var more = c.Execute("DELETE FROM orders WHERE id = 8"); };
                        int Local() => c.Execute("DELETE FROM orders WHERE id = 9");
                    }
                    class Inner { void M(IDbConnection c) => c.Execute("DELETE FROM orders WHERE id = 10"); }
                }
                namespace Below { class D { void M(IDbConnection c) => c.Execute("DELETE FROM orders WHERE id = 11"); } }
            }
            """;
        var attribute = before + Suppress + after;
        var apart = Compiled.Create(code).AddSyntaxTrees(Compiled.Parse(attribute, path: "/repo/src/Suppressions.cs"));
        bool[] Suppressed(CSharpCompilation compilation) => [.. Generated.From(compilation).Manifest.Sites.OrderBy(site => site.Line).Select(site => site.Suppressed)];
        Assert.Equal(Suppressed(Compiled.Create(attribute + code)), Suppressed(apart));
        Assert.Equal(hidden, Suppressed(apart).Count(isSuppressed => isSuppressed));
    }

    [Theory]
    [InlineData("dotnet_diagnostic.IG1001.severity = none")]
    [InlineData("dotnet_diagnostic.IG1001.severity = silent")]
    [InlineData("dotnet_analyzer_diagnostic.category-DataAccess.severity = none")]
    [InlineData("dotnet_analyzer_diagnostic.severity = none")]
    [InlineData("dotnet_diagnostic.IG1001.severity = none\ndotnet_diagnostic.IG3006.severity = none")]
    public async Task ReportHiddenByConfiguration_Reports(string setting)
    {
        var configured = new Configured("[*.cs]\n" + setting);
        Assert.Equal(["IG3006"], Visible(await Compiled.DiagnosticsAsync(Compiled.Create($"class C {{ {Delete} }}"), null, configured)));
        Assert.True(Assert.Single(Generated.From(Compiled.Create($"class C {{ {Delete} }}"), editorConfig: "[*.cs]\n" + setting).Manifest.Sites).Suppressed);
    }

    [Theory]
    [InlineData("IG1001")]
    [InlineData("IG1001", "IG3006")]
    public async Task ReportHiddenByNoWarn_Reports(params string[] ids)
    {
        var compilation = Compiled.Create($"class C {{ {Delete} }}");
        compilation = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(ids.ToDictionary(id => id, _ => ReportDiagnostic.Suppress)));
        Assert.Equal(["IG3006"], Visible(await Compiled.DiagnosticsAsync(compilation, null, new Configured(""))));
        Assert.True(Assert.Single(Generated.From(compilation).Manifest.Sites).Suppressed);
    }

    [Theory]
    [InlineData("class C {\n#pragma warning disable IG1001, IG3006\n" + Delete + " }")]
    [InlineData("[System.Diagnostics.CodeAnalysis.SuppressMessage(\"Policy\", \"IG3006\"), " + Suppress + ")] class C { " + Delete + " }")]
    public async Task ReportItself_CannotBeHidden(string source) => Assert.Equal(["IG3006"], Visible(await Compiled.DiagnosticsAsync(source)));

    [Theory]
    [InlineData("class C { " + Delete + " }")]
    [InlineData("class C {\n#pragma warning disable IG1002\n" + Delete + " }")]
    [InlineData("class C {\n#pragma warning disable IG1001\nvoid N() { }\n#pragma warning restore IG1001\n" + Delete + " }")]
    [InlineData("class C { [" + Suppress + ")] void N() { } " + Delete + " }")]
    public async Task ReportThatShows_IsNotRepeated(string source)
    {
        Assert.Equal(["IG1001"], Visible(await Compiled.DiagnosticsAsync(source)));
        Assert.False(Assert.Single(Generated.From(Compiled.Create(source)).Manifest.Sites).Suppressed);
    }

    [Theory]
    [InlineData("dotnet_diagnostic.IG1001.severity = suggestion", "IG1001")]
    [InlineData("dotnet_diagnostic.IG1001.severity = error", "IG1001")]
    [InlineData("dotnet_analyzer_diagnostic.severity = none\ndotnet_diagnostic.IG1001.severity = warning", "IG1001")]
    public async Task ReportOfAnotherSeverity_IsNotRepeated(string setting, string id) =>
        Assert.Equal([id], Visible(await Compiled.DiagnosticsAsync(Compiled.Create($"class C {{ {Delete} }}"), null, new Configured("[*.cs]\n" + setting))));

    [Fact]
    public async Task SanctionedAccess_MayHideWhatItLikes()
    {
        const string source = "#pragma warning disable\n[SanctionedAccess(Operation.Delete, \"sql:orders\", Reason = \"r\")] class C { " + Delete + " }";
        Assert.Empty(Visible(await Compiled.DiagnosticsAsync(source)));
        Assert.False(Assert.Single(Generated.From(Compiled.Create(source)).Manifest.Sites).Suppressed);
    }

    [Theory]
    [InlineData("c.Execute(\"UPDATE orders SET state = 1 WHERE id = 1\");", "IG1002")]
    [InlineData("c.Execute(\"DROP TABLE orders\");", "IG1003")]
    [InlineData("c.Execute(c.ConnectionString);", "IG1005")]
    [InlineData("c.Query<int>(\"SELECT id FROM customers\");", "IG1006")]
    [InlineData("c.Execute(\"DELETE FROM audit WHERE id = 1\");", "IG1007")]
    [InlineData("((dynamic)c.CreateCommand()).ExecuteNonQuery();", "IG1008")]
    public async Task EveryRuleOfAnAccess_IsMissedWhereItIsHidden(string statement, string id)
    {
        const string policy = """
            { "version": 1, "resources": [{ "name": "sql:customers", "reads": "sanction" }, { "name": "sql:audit", "mutability": "append-only" }] }
            """;
        var reports = await Compiled.DiagnosticsAsync($"class C {{\n#pragma warning disable {id}\nvoid M(IDbConnection c) {{ {statement} }} }}", policy);
        Assert.Equal(["IG3006"], Visible(reports));
    }

    [Theory]
    [InlineData("true", DiagnosticSeverity.Error)]
    [InlineData("false", DiagnosticSeverity.Warning)]
    public async Task ContinuousIntegration_MakesItAnError(string isCi, DiagnosticSeverity severity)
    {
        var reports = await Compiled.DiagnosticsAsync(
            Compiled.Create($"class C {{\n#pragma warning disable IG1001\n{Delete} }}"), null, new Configured("", ("_ImmutableGuardCi", isCi)));
        Assert.Equal(severity, Assert.Single(reports, report => report.Id == "IG3006").Severity);
    }

    private static IEnumerable<string> Visible(IEnumerable<Diagnostic> reports) =>
        reports.Where(report => !report.IsSuppressed && report.Severity != DiagnosticSeverity.Hidden).Select(report => report.Id);
}
