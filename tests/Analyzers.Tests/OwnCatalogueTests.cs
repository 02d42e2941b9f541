using ImmutableGuard.Analyzers.Guarding;
using ImmutableGuard.Analyzers.Tests.Guarding;
using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Tests;

/// <summary>The user's own catalogue files: their calls are sites like any other, and a bad line is reported with its place.</summary>
public sealed class OwnCatalogueTests
{
    private const string Store = "public class Store { public void Wipe(string container) { } public void Keep(string container) { } }";

    private const string Wipe = "M:Store.Wipe delete resource=blob:{container}";

    [Fact]
    public Task CallOfAnOwnSink_Reports() => Compiled.AssertReportsAsync(Store + """
        class C { void M(Store s) {
        s.Wipe("invoices"); // IG1001
        s.Keep("invoices");
        } }
        """, sinks: Wipe);

    [Fact]
    public Task WithoutTheFile_DoesNotReport() => Compiled.AssertReportsAsync(Store + """
        class C { void M(Store s) {
        s.Wipe("invoices");
        } }
        """);

    [Theory]
    [InlineData("Wipe(System.String)", "s.Wipe(\"a\");", true)]
    [InlineData("Wipe(System.String)", "s.Wipe(\"a\", null);", false)]
    [InlineData("Wipe(System.String,System.Collections.Generic.List{System.Int32[]})", "s.Wipe(\"a\", null);", true)]
    [InlineData("Wipe``1(``0,System.Int32@)", "var i = 1; s.Wipe(\"a\", ref i);", true)]
    [InlineData("Wipe(Outer{System.Int32}.Inner{System.String},System.Int32[0:,0:])", "s.Wipe((Outer<int>.Inner<string>?)null, null);", true)]
    public Task LineWithParameters_ReportsThatOverloadOnly(string method, string statement, bool reports) => Compiled.AssertReportsAsync($$"""
        class Outer<T> { public class Inner<S> { } }
        class Store { public void Wipe(string a) { } public void Wipe(string a, List<int[]>? b) { } public void Wipe<T>(T a, ref int b) { } public void Wipe(Outer<int>.Inner<string>? a, int[,]? b) { } }
        class C { void M(Store s) {
        {{statement}}{{(reports ? " // IG1001" : "")}}
        } }
        """, sinks: $"M:Store.{method} delete resource=blob:*");

    [Fact]
    public Task StricterLineForOneOfOurs_Counts() => Compiled.AssertReportsAsync("""
        class C { void M(string p) {
        File.WriteAllText(p, ""); // IG1002
        File.Delete(p); // IG1001
        } }
        """, sinks: "M:System.IO.File.WriteAllText update resource=file:{path}");

    [Fact]
    public void CallOfAnOwnSink_IsGuardedAndListed()
    {
        var generated = Generated.From(Compiled.Create(Store + "class C { void M(Store s) { s.Wipe(\"invoices\"); File.Delete(\"x\"); s.Keep(\"y\"); } }"), sinks: Wipe);

        Assert.DoesNotContain(generated.Diagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Equal(
            ["M:Store.Wipe(System.String): blob:invoices", "M:System.IO.File.Delete(System.String): file:*"],
            generated.Manifest.Sites.Select(site => $"{site.Sink}: {Assert.Single(site.Effects.Items).Resource}").Order(StringComparer.Ordinal));
        Assert.Contains("__this.Wipe(@container)", generated.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# mine\nM:Store.Wipe delete resource=blob:*", "# mine, and more\n\nM:Store.Wipe delete resource=blob:*", true)]
    [InlineData("M:Store.Wipe delete resource=blob:*", "M:Store.Keep delete resource=blob:*", false)]
    public void ChangedFile_IsReadAnewAndGivesNewSourceWhereItSaysSomethingElse(string before, string after, bool same)
    {
        var compilation = Compiled.Create(Store + "class C { void M(Store s) { s.Wipe(\"a\"); s.Keep(\"b\"); } }");
        var driver = Generated.Driver(sinks: before).RunGenerators(compilation);
        var first = driver.GetRunResult().Results.Single().GeneratedSources.Single().SourceText.ToString();

        driver = driver.ReplaceAdditionalTexts([.. Compiled.Files(null, before)]).RunGenerators(compilation);
        Assert.DoesNotContain(IncrementalStepRunReason.Modified, Steps(driver, GuardedCallsGenerator.CatalogueStep));

        driver = driver.ReplaceAdditionalTexts([.. Compiled.Files(null, after)]).RunGenerators(compilation);
        Assert.Contains(IncrementalStepRunReason.Modified, Steps(driver, GuardedCallsGenerator.CatalogueStep));
        Assert.Equal(same, first == driver.GetRunResult().Results.Single().GeneratedSources.Single().SourceText.ToString());
    }

    [Theory]
    [InlineData("# mine\nM:Store.Wipe remove resource=blob:*", 2, "'remove' is neither 'sql' nor 'http' nor an operation")]
    [InlineData("M:Store.Wpie delete resource=blob:*", 1, "Store has no method Wpie")]
    [InlineData("M:System.IO.File.Delete read resource=file:*", 1,
        "what ships with ImmutableGuard says of System.IO.File.Delete what it does, and a line that says less can't take that back")]
    public async Task LineThatDoesNotCount_ReportsItsPlaceAndWhy(string sinks, int line, string problem)
    {
        var diagnostic = Assert.Single(await Compiled.DiagnosticsAsync(Store, sinks: sinks));

        Assert.Equal(("IG2006", "/repo/own.sinks", line), (diagnostic.Id, diagnostic.Location.GetLineSpan().Path, diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1));
        Assert.Equal($"The catalogue's line doesn't count: {problem}", diagnostic.GetMessage(null));
    }

    [Theory]
    [InlineData("M:Other.Store.Wipe delete resource=blob:*")]
    [InlineData("M:System.IO.File.WriteAllText update resource=file:{path}")]
    [InlineData("M:Microsoft.Data.Sqlite.SqliteCommand.ExecuteNonQueryAsync sql text=this")]
    public async Task LineThatCounts_DoesNotReport(string sinks) => Assert.Empty(await Compiled.DiagnosticsAsync(Store, sinks: sinks));

    private static IEnumerable<IncrementalStepRunReason> Steps(GeneratorDriver driver, string step) =>
        driver.GetRunResult().Results.Single().TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason);
}
