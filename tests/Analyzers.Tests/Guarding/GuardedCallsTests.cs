using System.Reflection;
using System.Runtime.Loader;
using ImmutableGuard.Analyzers.Guarding;
using ImmutableGuard.Manifests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImmutableGuard.Analyzers.Tests.Guarding;

public sealed class GuardedCallsTests
{
    private const string Source = """
        public class Shop
        {
            public static int Erase(SqliteConnection c, string table) => c.Execute($"DELETE FROM {table} WHERE id = 1");
            public static int Count(IDbConnection c) => c.ExecuteScalar<int>("SELECT count(*) FROM orders");
            public static void Remove<T>(DbSet<T> set, T item) where T : class => set.Remove(item);
            public static async Task<int> Run(DbCommand? command) => command is null ? 0 : await command.ExecuteNonQueryAsync();
            public static void Forget(string path) => File.Delete(path);
        }
        """;

    [Theory]
    [InlineData(LanguageVersion.Latest)]
    [InlineData(LanguageVersion.CSharp7_3)]
    public void GeneratedCode_CompilesWithoutAnyDiagnostic(LanguageVersion version)
    {
        var source = version == LanguageVersion.CSharp7_3 ? Source.Replace("DbCommand? command", "DbCommand command") : Source;
        var (compilation, _) = Run(Compiled.Create(source, version), version);
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !diagnostic.Id.StartsWith("CS170", StringComparison.Ordinal)));
    }

    [Fact]
    public void EveryChangingOrUnprovableCall_GoesThroughTheGuard()
    {
        var (_, text) = Run(Compiled.Create(Source));
        var manifest = Manifest(text);
        Assert.Equal(
            ["Count", "Erase", "Forget", "Remove``1", "Run"],
            manifest.Sites.Select(site => site.Member.Split('.')[1].Split('(')[0]).Order(StringComparer.Ordinal));
        foreach (var site in manifest.Sites)
            Assert.Equal(!site.Member.Contains("Count", StringComparison.Ordinal), text.Contains("Site_" + site.Id, StringComparison.Ordinal));
    }

    [Fact]
    public void Manifest_HoldsNoAbsolutePath()
    {
        var (_, text) = Run(Compiled.Create(Source));
        Assert.All(Manifest(text).Sites, site => Assert.Equal("src/Shop.cs", site.File));
        Assert.DoesNotContain("/repo/", text, StringComparison.Ordinal);
    }

    [Fact]
    public void InterceptorsSwitchedOff_ListsTheSitesAsNotGuarded()
    {
        var (_, text) = Run(Compiled.Create(Source, intercepts: false), intercepts: false);
        Assert.DoesNotContain("Site_", text, StringComparison.Ordinal);
        Assert.Equal(4, Manifest(text).Sites.Count(site => site.Mediated == false));
        Assert.Contains(Manifest(text).Unproven, line => line.Contains("InterceptorsNamespaces", StringComparison.Ordinal));
    }

    [Fact]
    public void SiteIds_StayWhenLinesMove()
    {
        var (_, before) = Run(Compiled.Create(Source));
        var (_, after) = Run(Compiled.Create("\n\n// moved\n" + Source));
        Assert.Equal(Manifest(before).Sites.Select(site => site.Id), Manifest(after).Sites.Select(site => site.Id));
        Assert.NotEqual(Manifest(before).Sites[0].Line, Manifest(after).Sites[0].Line);
    }

    [Fact]
    public void UnrelatedEdit_RecomputesNothing()
    {
        var reasons = ReasonsAfter(compilation => compilation.AddSyntaxTrees(Compiled.Parse("class Unrelated { int Two() => 1 + 1; }", path: "/repo/src/Unrelated.cs")));
        Assert.All(reasons, reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, reason.ToString()));
    }

    [Fact]
    public void EditOfASite_IsSeen()
    {
        var reasons = ReasonsAfter(compilation => compilation.ReplaceSyntaxTree(
            compilation.SyntaxTrees.Single(), Compiled.Parse(Source.Replace("id = 1", "id = 2 AND id = 3"))));
        Assert.Contains(IncrementalStepRunReason.Modified, reasons);
    }

    [Fact]
    public void CompiledCall_ReachesTheGuard()
    {
        var (compilation, _) = Run(Compiled.Create(Source), policy: """{ "version": 1, "mode": "enforce" }""");
        using var image = new MemoryStream();
        Assert.True(compilation.Emit(image).Success);
        image.Position = 0;
        var context = new AssemblyLoadContext("guarded", isCollectible: false);
        var shop = context.LoadFromStream(image).GetType("Shop")!;
        var path = Path.GetTempFileName();
        var thrown = Assert.Throws<TargetInvocationException>(() => shop.GetMethod("Forget")!.Invoke(null, [path])).InnerException;
        Assert.Contains("delete file:" + path, Assert.IsType<AccessDeniedException>(thrown).Message, StringComparison.Ordinal);
        Assert.True(File.Exists(path));
        File.Delete(path);
    }

    private static AccessManifest Manifest(string generated)
    {
        var attribute = CSharpSyntaxTree.ParseText(generated).GetRoot().DescendantNodes()
            .OfType<Microsoft.CodeAnalysis.CSharp.Syntax.AttributeSyntax>().First(node => node.Name.ToString().EndsWith("AccessManifestAttribute", StringComparison.Ordinal));
        return ManifestReader.Read(((Microsoft.CodeAnalysis.CSharp.Syntax.LiteralExpressionSyntax)attribute.ArgumentList!.Arguments[0].Expression).Token.ValueText);
    }

    private static IEnumerable<IncrementalStepRunReason> ReasonsAfter(Func<CSharpCompilation, CSharpCompilation> edit)
    {
        var compilation = Compiled.Create(Source);
        var driver = Driver().RunGenerators(compilation).RunGenerators(edit(compilation));
        return driver.GetRunResult().Results.Single().TrackedSteps[GuardedCallsGenerator.SourceStep]
            .SelectMany(step => step.Outputs.Select(output => output.Reason));
    }

    private static (Compilation Compilation, string Text) Run(
        CSharpCompilation compilation, LanguageVersion version = LanguageVersion.Latest, bool intercepts = true, string? policy = null)
    {
        var result = Driver(version, intercepts, policy).RunGeneratorsAndUpdateCompilation(compilation, out var updated, out var diagnostics).GetRunResult();
        Assert.Empty(diagnostics);
        return (updated, result.Results.Single().GeneratedSources.Single().SourceText.ToString());
    }

    private static GeneratorDriver Driver(LanguageVersion version = LanguageVersion.Latest, bool intercepts = true, string? policy = null) => CSharpGeneratorDriver.Create(
        [new GuardedCallsGenerator().AsSourceGenerator()], policy is null ? [] : [new Compiled.Text("/repo/immutableguard.json", policy)],
        Compiled.Options(version, intercepts), new Options(), new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private sealed class Options : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Properties();

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Properties : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
            {
                value = key == "build_property.ImmutableGuardRepositoryRoot" ? "/repo" : null;
                return value is not null;
            }
        }
    }
}
