using System.Reflection;
using System.Runtime.Loader;
using ImmutableGuard.Analyzers.Guarding;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

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
        Assert.Empty(Generated.From(Compiled.Create(source, version), version).Diagnostics);
    }

    [Fact]
    public void EveryChangingOrUnprovableCall_GoesThroughTheGuard()
    {
        var generated = Generated.From(Compiled.Create(Source));
        Assert.Equal(
            ["Count", "Erase", "Forget", "Remove``1", "Run"],
            generated.Manifest.Sites.Select(site => site.Member.Split('.')[1].Split('(')[0]).Order(StringComparer.Ordinal));
        foreach (var site in generated.Manifest.Sites)
            Assert.Equal(!site.Member.Contains("Count", StringComparison.Ordinal), generated.Text.Contains("Site_" + site.Id, StringComparison.Ordinal));
    }

    [Fact]
    public void Manifest_HoldsNoAbsolutePath()
    {
        var generated = Generated.From(Compiled.Create(Source));
        Assert.All(generated.Manifest.Sites, site => Assert.Equal("src/Shop.cs", site.File));
        Assert.DoesNotContain("/repo/", generated.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void InterceptorsSwitchedOff_ListsTheSitesAsNotGuarded()
    {
        var generated = Generated.From(Compiled.Create(Source, intercepts: false), intercepts: false);
        Assert.DoesNotContain("Site_", generated.Text, StringComparison.Ordinal);
        Assert.Equal(4, generated.Manifest.Sites.Count(site => site.Mediated == false));
        Assert.Contains(generated.Manifest.Unproven, line => line.Contains("InterceptorsNamespaces", StringComparison.Ordinal));
    }

    [Fact]
    public void SiteIds_StayWhenLinesMove()
    {
        var before = Generated.From(Compiled.Create(Source)).Manifest.Sites;
        var after = Generated.From(Compiled.Create("\n\n// moved\n" + Source)).Manifest.Sites;
        Assert.Equal(before.Select(site => site.Id), after.Select(site => site.Id));
        Assert.NotEqual(before[0].Line, after[0].Line);
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
        var generated = Generated.From(Compiled.Create(Source), policy: """{ "version": 1, "mode": "enforce" }""");
        using var image = new MemoryStream();
        Assert.True(generated.Compilation.Emit(image).Success);
        image.Position = 0;
        var context = new AssemblyLoadContext("guarded", isCollectible: false);
        var shop = context.LoadFromStream(image).GetType("Shop")!;
        var path = Path.GetTempFileName();
        var thrown = Assert.Throws<TargetInvocationException>(() => shop.GetMethod("Forget")!.Invoke(null, [path])).InnerException;
        Assert.Contains("delete file:" + path, Assert.IsType<AccessDeniedException>(thrown).Message, StringComparison.Ordinal);
        Assert.True(File.Exists(path));
        File.Delete(path);
    }

    [Fact]
    public void DynamicParameter_BindsNothingAtRunTime()
    {
        var generated = Generated.From(Compiled.Create("public class Own : SqliteCommand { public int ExecuteNonQuery(dynamic a) => 0; } public class Shop { public static int Run(Own own) => own.ExecuteNonQuery(1); }"));
        var source = generated.Compilation.SyntaxTrees.Single(GuardedCallsGenerator.IsOwn);
        var model = generated.Compilation.GetSemanticModel(source);
        var calls = source.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>().ToList();
        Assert.NotEmpty(calls);
        Assert.All(calls, call => Assert.IsAssignableFrom<IInvocationOperation>(model.GetOperation(call)));
    }

    private static IEnumerable<IncrementalStepRunReason> ReasonsAfter(Func<CSharpCompilation, CSharpCompilation> edit)
    {
        var compilation = Compiled.Create(Source);
        var driver = Generated.Driver().RunGenerators(compilation).RunGenerators(edit(compilation));
        return driver.GetRunResult().Results.Single().TrackedSteps[GuardedCallsGenerator.SourceStep]
            .SelectMany(step => step.Outputs.Select(output => output.Reason));
    }
}
