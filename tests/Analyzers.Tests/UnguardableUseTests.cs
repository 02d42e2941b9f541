using ImmutableGuard.Analyzers.Tests.Guarding;
using Microsoft.CodeAnalysis.CSharp;

namespace ImmutableGuard.Analyzers.Tests;

public sealed class UnguardableUseTests
{
    [Theory]
    [InlineData("Func<int> M(DbCommand c) => c.ExecuteNonQuery;")]
    [InlineData("unsafe delegate*<DbCommand, int> M() => &Run; static int Run(DbCommand c) => ((dynamic)c).ExecuteNonQuery();")]
    [InlineData("System.Linq.Expressions.Expression<Func<DbCommand, int>> M() => c => c.ExecuteNonQuery();")]
    [InlineData("int M(dynamic c) => c.ExecuteNonQuery();")]
    [InlineData("int M(DbCommand c) { dynamic d = c; return d.ExecuteNonQuery(); }")]
    [InlineData("int M(IDbConnection c, dynamic text) => SqlMapper.Execute(c, text);")]
    [InlineData("object? M(DbCommand c) => typeof(DbCommand).GetMethod(\"ExecuteNonQuery\");")]
    [InlineData("object? M(DbCommand c) => c.GetType().GetMethod(nameof(c.ExecuteScalar), Type.EmptyTypes);")]
    [InlineData("object? M() { var type = typeof(SqlMapper); return type.GetMethod(\"Execute\"); }")]
    [InlineData("object? M(DbCommand c) => typeof(IDbCommand).InvokeMember(\"ExecuteNonQuery\", System.Reflection.BindingFlags.InvokeMethod, null, c, null);")]
    [InlineData("object? M(DbCommand c) => Delegate.CreateDelegate(typeof(Func<int>), c, \"ExecuteNonQuery\");")]
    [InlineData("object? M(Type type) => type.GetMethod(\"ExecuteNonQuery\");")]
    [InlineData("object? M(System.Linq.Expressions.Expression e) => System.Linq.Expressions.Expression.Call(e, \"ExecuteNonQuery\", null);")]
    [InlineData("class Own : SqliteCommand { public override int ExecuteNonQuery() => base.ExecuteNonQuery(); }")]
    public Task UseThatCannotBeGuarded_ReportsOnce(string member) => Compiled.AssertReportsAsync($"class C {{ {member} }} // IG1008");

    [Theory]
    [InlineData("Action<string> M() => File.Delete;")]
    [InlineData("void M(List<string> l) => l.ForEach(File.Delete);")]
    [InlineData("void M(dynamic path) => File.Delete(path);")]
    [InlineData("unsafe delegate*<string, void> M() => &File.Delete;")]
    [InlineData("object? M() => Delegate.CreateDelegate(typeof(Action<string>), typeof(File), \"Delete\");")]
    public Task UseThatIsKnownToDelete_ReportsBoth(string member) => Compiled.AssertReportsAsync($"class C {{ {member} }} // IG1001 IG1008");

    [Theory]
    [InlineData("Action<string> M() => s => s.Trim();")]
    [InlineData("string M() => nameof(File.Delete);")]
    [InlineData("void M(dynamic list) => list.Remove(1);")]
    [InlineData("int M(dynamic list) { list = new List<int>(); return list.Execute(1); }")]
    [InlineData("void M(List<int> list, dynamic d) => list.Remove(d);")]
    [InlineData("object? M() => typeof(List<int>).GetMethod(\"Remove\");")]
    [InlineData("object? M(Type type) => type.GetMethod(\"Delete\");")]
    [InlineData("object? M(System.Linq.Expressions.Expression e) => System.Linq.Expressions.Expression.Call(e, \"Execute\", null);")]
    [InlineData("object? M(string name) => typeof(DbCommand).GetMethod(name);")]
    [InlineData("object? M() => typeof(DbCommand).GetMethod(\"Cancel\");")]
    [InlineData("object? M() => typeof(DbCommand).GetProperty(\"ExecuteNonQuery\");")]
    [InlineData("class Finder { public object? GetMethod(string name) => name; } object? M(Finder f) => f.GetMethod(\"ExecuteNonQuery\");")]
    [InlineData("int M(IDbConnection c) => c.Execute(\"INSERT INTO orders VALUES (1)\");")]
    public Task OtherUse_DoesNotReport(string member) => Compiled.AssertReportsAsync($"class C {{ {member} }}");

    [Fact]
    public Task Sanction_DoesNotHelp() => Compiled.AssertReportsAsync("""
        [SanctionedAccess(Operation.Delete, "file:*", Reason = "r")] [SanctionedAccess(Operation.Delete, "file:/**", Reason = "r")]
        class C { Action M() => () => File.Delete("/a"); Action<string> N() => File.Delete; } // IG1001 IG1008
        """);

    [Theory]
    [InlineData("Action<string> M() => File.Delete;", "hand out a lambda that calls it")]
    [InlineData("int M(dynamic c) => c.ExecuteNonQuery();", "instead of 'dynamic'")]
    [InlineData("object? M() => typeof(DbCommand).GetMethod(\"ExecuteNonQuery\");", "call it directly")]
    [InlineData("class Own : SqliteCommand { public override int ExecuteNonQuery() => base.ExecuteNonQuery(); }", "hold the object in a field")]
    [InlineData("System.Linq.Expressions.Expression<Func<DbCommand, int>> M() => c => c.ExecuteNonQuery();", "outside of the expression")]
    public async Task Message_NamesTheWayOut(string member, string wayOut)
    {
        var report = Assert.Single(await Compiled.DiagnosticsAsync($"class C {{ {member} }}"), diagnostic => diagnostic.Id == "IG1008");
        Assert.Contains(wayOut, report.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("int M(dynamic c) => c.ExecuteNonQuery();")]
    [InlineData("object? M() => typeof(DbCommand).GetMethod(\"ExecuteNonQuery\");")]
    public void Manifest_ListsIt(string member)
    {
        var manifest = Generated.From(Compiled.Create($"class C {{ {member} }}")).Manifest;
        var site = Assert.Single(manifest.Sites);
        Assert.Equal((false, false), (site.Mediated, site.Effects.Complete));
        Assert.EndsWith("Command.ExecuteNonQuery", site.Sink, StringComparison.Ordinal);
        Assert.Single(manifest.Unproven);
    }

    [Theory]
    [InlineData("c.Query<int>($\"SELECT id FROM orders_{table} WHERE id = 1\")", false)]
    [InlineData("c.Execute($\"INSERT INTO orders_{table} VALUES (1)\")", false)]
    [InlineData("c.Execute($\"DELETE FROM {table} WHERE id = 1\")", true)]
    [InlineData("c.Query<int>(table)", true)]
    [InlineData("c.Query<int>($\"SELECT id FROM people_{table} WHERE id = 1\")", true)]
    public async Task CallThatDapperAotTakes_ReportsUnlessItIsSeenToReadOrInsert(string call, bool reports)
    {
        const string policy = "{ \"version\": 1, \"resources\": [{ \"name\": \"sql:people_*\", \"reads\": \"sanction\" }] }";
        var compilation = WithDapperAot($"{Attribute} class C {{ void M(SqliteConnection c, string table) => {call}; }}");
        Assert.Equal(reports, (await Compiled.DiagnosticsAsync(compilation, policy, new(""))).Any(diagnostic => diagnostic.Id == "IG1008"));
        var manifest = Generated.From(compilation, policy: policy).Manifest;
        Assert.Equal((reports ? false : null, reports), (manifest.Sites[0].Mediated, manifest.Unproven.Count > 0));
    }

    [Fact]
    public async Task ReadThatDapperAotLeavesAlone_Reports()
    {
        var compilation = WithDapperAot(Attribute + " [DapperAot(false)] class C { object M(SqliteConnection c, string t) => (System.Linq.Expressions.Expression<Func<int>>)(() => c.Execute($\"SELECT id FROM {t}\")); }");
        Assert.Contains(await Compiled.DiagnosticsAsync(compilation, policy: null, new("")), diagnostic => diagnostic.Id == "IG1008");
    }

    private const string Attribute = "[module: DapperAot] namespace Dapper { class DapperAotAttribute : Attribute { public DapperAotAttribute(bool enabled = true) { } } }";

    private static CSharpCompilation WithDapperAot(string source)
    {
        var compilation = Compiled.Create(source);
        var tree = compilation.SyntaxTrees.Single();
        var options = ((CSharpParseOptions)tree.Options).WithFeatures([new("InterceptorsNamespaces", "ImmutableGuard.Generated;Dapper.AOT")]);
        return compilation.ReplaceSyntaxTree(tree, tree.WithRootAndOptions(tree.GetRoot(), options));
    }
}
