using ImmutableGuard.Inspection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ImmutableGuard.Analyzers.Tests.Guarding;

/// <summary>
/// Every way to write a sink call, compiled: the consumer gets no diagnostic, and the compiled code either goes through the guard
/// or the manifest says that it doesn't. The IL is read by the other engine.
/// </summary>
public sealed class MediationTests
{
    [Theory]
    // Commands
    [InlineData("static int M(IDbCommand c) => c.ExecuteNonQuery();")]
    [InlineData("static int? M(DbCommand? c) => c?.ExecuteNonQuery();")]
    [InlineData("static object? M(SqliteConnection c) => c.CreateCommand()?.ExecuteScalar();")]
    [InlineData("static int M(SqliteCommand c) => ((IDbCommand)c).ExecuteNonQuery();")]
    [InlineData("static async Task<bool> M(SqliteCommand c) { using var r = await c.ExecuteReaderAsync(CommandBehavior.SingleRow, default); return r.Read(); }")]
    [InlineData("static Task<int> M(DbCommand c) => c.ExecuteNonQueryAsync();")]
    [InlineData("static int M<T>(T c) where T : DbCommand => c.ExecuteNonQuery();")]
    [InlineData("static int M<T>(T c) where T : IDbCommand => c.ExecuteNonQuery();")]
    [InlineData("internal class Outer<T> where T : class { internal class Own : SqliteCommand { internal int ExecuteNonQuery<S>(T a, S b) => 0; } } static int M(Outer<string>.Own o) => o.ExecuteNonQuery(\"a\", 1);")]
    [InlineData("internal class Own : SqliteCommand { internal int ExecuteNonQuery(int access, int result, int exception, int Guarded) => 0; } static int M(Own o) => o.ExecuteNonQuery(1, 2, 3, 4);")]
    [InlineData("internal class @event : SqliteCommand { internal int ExecuteNonQuery(@event @class) => 0; } static int M(@event o) => o.ExecuteNonQuery(o);")]
    [InlineData("static int M<T>(T c) where T : class, IDbCommand => c.ExecuteNonQuery();")]
    [InlineData("class Own : SqliteCommand { int M() => ExecuteNonQuery(); }")]
    [InlineData("class Own : SqliteCommand { int M() => this.ExecuteNonQuery(); }")]
    [InlineData("internal class Own : SqliteCommand { internal new int ExecuteNonQuery() => 0; } static int M(Own c) => c.ExecuteNonQuery();")]
    [InlineData("internal class Own : SqliteCommand { internal int ExecuteNonQuery(in int a, ref int b, out int c) => c = 0; } static int M(Own o) { int b = 1; return o.ExecuteNonQuery(1, ref b, out _); }")]
    [InlineData("internal class Own : SqliteCommand { internal int ExecuteNonQuery(params string[] a) => 0; } static int M(Own o) => o.ExecuteNonQuery(\"a\", \"b\");")]
    [InlineData("internal class Own : SqliteCommand { internal int ExecuteNonQuery(dynamic a) => 0; } static int M(Own o) => o.ExecuteNonQuery(1) + o.ExecuteNonQuery(\"a\");")]
    [InlineData("internal class Own : SqliteCommand { internal int ExecuteNonQuery(ReadOnlySpan<char> a) => 0; } static int M(Own o) => o.ExecuteNonQuery(\"a\".AsSpan());")]
    [InlineData("internal class Own : SqliteCommand { [Obsolete(\"old\")] internal new int ExecuteNonQuery() => 0; } [Obsolete] static int M(Own o) => o.ExecuteNonQuery();")]
    [InlineData("internal class Own : SqliteCommand { internal int ExecuteNonQuery(string? a, List<string?>? b) => 0; } static int M(Own o) => o.ExecuteNonQuery(null, null);")]
    [InlineData("internal class Own : SqliteCommand { internal static int ExecuteNonQuery(string a) => 0; } static int M() => Own.ExecuteNonQuery(\"x\");")]
    [InlineData("internal interface IOwn : IDbCommand { new int ExecuteNonQuery(); } static int M(IOwn c) => c.ExecuteNonQuery();")]
    // Dapper
    [InlineData("static int M(IDbConnection c, string s) => c.Execute(s);")]
    [InlineData("static int M(IDbConnection c, string s) => SqlMapper.Execute(c, s);")]
    [InlineData("static int M(IDbConnection c, string s) => c.Execute(commandTimeout: 3, sql: s);")]
    [InlineData("static int M(IDbConnection c, string s) => SqlMapper.Execute(sql: s, cnn: c);")]
    [InlineData("static int M(IDbConnection c, string s) => c.Execute(new CommandDefinition(s));")]
    [InlineData("static int M(IDbConnection c) => c.Execute(new CommandDefinition(\"SELECT 1\"));")]
    [InlineData("static int M(IDbConnection c, string s) => c.Query<(int A, string? B)>(s).Count();")]
    [InlineData("static int M(IDbConnection c, string s) => c.Query(s).First().Name;")]
    [InlineData("static async Task<int> M(IDbConnection c, string s) => (await c.QueryAsync(s)).First().Name;")]
    [InlineData("static object M(IDbConnection c, string s) => c.Query<int, string, long>(s, (a, b) => a, splitOn: \"x\");")]
    [InlineData("static object M(IDbConnection c, string s) => c.Query(s, new[] { typeof(int) }, o => o[0]);")]
    [InlineData("static Task<int> M(IDbConnection c, string s) => c.QuerySingleAsync<int>(s, new { a = 1 });")]
    [InlineData("static object M(IDbConnection c, string s) { using var m = c.QueryMultiple(s); return m.Read<int>(); }")]
    [InlineData("static async Task M(DbConnection c, string s) { await foreach (var row in c.QueryUnbufferedAsync<int>(s)) { } }")]
    [InlineData("static int M(IDbConnection c) => c.Execute($\"DELETE FROM orders WHERE id = {1}\");")]
    [InlineData("static int M(IDbConnection c) => c.Execute(\"tidy\", commandType: CommandType.StoredProcedure);")]
    // Entity Framework
    [InlineData("static void M(Db d, Row r) { d.Remove(r); d.Rows.Remove(r); d.RemoveRange(r, r); d.Rows.RemoveRange(new[] { r }); d.Update(r); d.Rows.UpdateRange(r); }")]
    [InlineData("static void M<T>(DbSet<T> s, T r) where T : class => s.Remove(r);")]
    [InlineData("static void M<T>(DbContext d, T r) where T : Row, new() => d.Remove(r);")]
    [InlineData("static int M(Db d) => d.Rows.Where(r => r.Id == 1).ExecuteDelete();")]
    [InlineData("static Task<int> M(Db d) => d.Rows.Select(r => new { r.Id }).ExecuteDeleteAsync();")]
    [InlineData("static Task<int> M(Db d) => d.Rows.ExecuteUpdateAsync(s => s.SetProperty(r => r.Id, r => r.Id + 1));")]
    [InlineData("static int M(Db d, string s) => d.Database.ExecuteSqlRaw(s, 1, \"b\");")]
    [InlineData("static Task<int> M(Db d, string s) => d.Database.ExecuteSqlRawAsync(s, new object[] { 1 }, default);")]
    [InlineData("static int M(Db d, int id) => d.Database.ExecuteSql($\"DELETE FROM rows WHERE id = {id}\");")]
    [InlineData("static int M(Db d) => d.Database.ExecuteSql($\"INSERT INTO rows VALUES (1)\");")]
    [InlineData("static Task<bool> M(Db d) => d.Database.EnsureDeletedAsync();")]
    // Files and addresses
    [InlineData("static void M(string p) { File.Delete(p); Directory.Delete(p, true); new FileInfo(p).Delete(); new DirectoryInfo(p).Delete(true); }")]
    [InlineData("static Task M(HttpClient h) => h.DeleteAsync(new Uri(\"http://a/b\"));")]
    [InlineData("static Task? M(HttpClient? h) => h?.DeleteAsync(\"b\", default);")]
    // Where a call may stand
    [InlineData("static int f = new SqliteCommand().ExecuteNonQuery();")]
    [InlineData("int P { get; } = new SqliteCommand().ExecuteNonQuery();")]
    [InlineData("int P => new SqliteCommand().ExecuteNonQuery(); int this[int i] { get { return P; } set { File.Delete(\"x\"); } }")]
    [InlineData("static C() => File.Delete(\"x\"); ~C() => File.Delete(\"y\"); C(int i) { } C() : this(new SqliteCommand().ExecuteNonQuery()) { }")]
    [InlineData("static Action<string> M() => p => { void Inner() => File.Delete(p); Inner(); };")]
    [InlineData("static IEnumerable<int> M(DbCommand c) { yield return c.ExecuteNonQuery(); }")]
    [InlineData("public static int operator +(C a, C b) => new SqliteCommand().ExecuteNonQuery();")]
    [InlineData("event Action E { add => File.Delete(\"a\"); remove => File.Delete(\"b\"); }")]
    [InlineData("class Repo<T> where T : class { internal class Inner<S> { internal int M(DbSet<T> s, T r, DbCommand c) { s.Remove(r); return c.ExecuteNonQuery(); } } }")]
    [InlineData("interface I { void M() => File.Delete(\"a\"); }")]
    [InlineData("static void M() { System.IO.File\n.\nDelete\n(\"a\"); }")]
    public void EveryShape_GoesThroughTheGuard(string members)
    {
        var generated = Generate(members);
        var inspected = generated.Inspect();
        Assert.Empty(MediationProof.Holes(inspected).Select(MediationProof.Describe));
        Assert.NotEmpty(generated.Manifest.Sites);
        Assert.Equal(generated.Manifest.Sites.Select(site => site.Id).Order(), inspected.GuardedSites.Order());
        Assert.DoesNotContain(generated.Manifest.Sites, site => site.Mediated == false);
    }

    [Theory]
    [InlineData("static Action<string> M() => File.Delete;")]
    [InlineData("static void M(List<string> l) => l.ForEach(File.Delete);")]
    [InlineData("static Func<int> M(DbCommand c) => new Func<int>(c.ExecuteNonQuery);")]
    [InlineData("static Func<string, object?, IDbTransaction?, int?, CommandType?, int> M(IDbConnection c) => c.Execute;")]
    [InlineData("static unsafe delegate*<string, void> M() => &File.Delete;")]
    [InlineData("static System.Linq.Expressions.Expression<Func<DbCommand, int>> M() => c => c.ExecuteNonQuery();")]
    [InlineData("class Own : SqliteCommand { public override int ExecuteNonQuery() => base.ExecuteNonQuery(); }")]
    [InlineData("class Own : SqliteCommand { private new int ExecuteNonQuery() => 0; int M() => ExecuteNonQuery(); }")]
    [InlineData("private class Own : SqliteCommand { public new int ExecuteNonQuery() => 0; } static int M(Own c) => c.ExecuteNonQuery();")]
    [InlineData("internal class Own : SqliteCommand { internal unsafe int ExecuteNonQuery(int* p) => 0; } static unsafe int M(Own c) => c.ExecuteNonQuery(null);")]
    [InlineData("internal class Own : SqliteCommand { internal ref int ExecuteNonQuery(ref int a) => ref a; } static int M(Own o) { int b = 1; return o.ExecuteNonQuery(ref b); }")]
    [InlineData("internal class Own : SqliteCommand { internal Task<int> ExecuteNonQueryAsync(ReadOnlySpan<char> a) => Task.FromResult(0); } static Task<int> M(Own o) => o.ExecuteNonQueryAsync(\"a\");")]
    [InlineData("internal class Own : SqliteCommand { [Obsolete(\"gone\", true)] internal new int ExecuteNonQuery() => 0; } [Obsolete] static int M(Own o) => o.ExecuteNonQuery();")]
    [InlineData("internal class Own<T> : SqliteCommand { internal int ExecuteNonQuery<T>(T a) => 0; } static int M(Own<int> o) => o.ExecuteNonQuery(1);")]
    [InlineData("internal class Own : SqliteCommand { internal int ExecuteNonQuery(scoped Span<int> a) => 0; } static int M(Own o) => o.ExecuteNonQuery(stackalloc int[1]);")]
    [InlineData("public static object M() => new Own(); } file class Own : SqliteCommand { public Own() => ExecuteNonQuery(); public new int ExecuteNonQuery() => 0; ")]
    [InlineData("static int M<T>(ref T c) where T : struct, IDbCommand => c.ExecuteNonQuery();")]
    public void WhatCannotBeRedirected_IsListedAsNotGuarded(string members)
    {
        var generated = Generate(members);
        Assert.NotEmpty(MediationProof.Holes(generated.Inspect()));
        Assert.Contains(generated.Manifest.Sites, site => site.Mediated == false);
        Assert.NotEmpty(generated.Manifest.Unproven);
    }

    [Theory]
    [InlineData("static string M() => nameof(File.Delete);")]
    [InlineData("static int M(IDbConnection c) => c.Execute(\"INSERT INTO rows VALUES (1)\");")]
    [InlineData("static void M(List<int> l) => l.Remove(1);")]
    [InlineData("delegate int Execute(string s); static int M(Execute Execute) => Execute(\"DELETE FROM rows\");")]
    public void WhatNeedsNoGuard_IsLeftAlone(string members)
    {
        var generated = Generate(members);
        Assert.Empty(MediationProof.Holes(generated.Inspect()));
        Assert.DoesNotContain("Site_", generated.Text, StringComparison.Ordinal);
        Assert.Empty(generated.Manifest.Unproven);
    }

    private static Generated Generate(string members)
    {
        var generated = Generated.From(Compiled.Create($$"""
            public class Row { public int Id { get; set; } }
            public class Db : DbContext { public DbSet<Row> Rows => Set<Row>(); }
            public partial class C { {{members}} }
            """));
        Assert.DoesNotContain(generated.Diagnostics, diagnostic => diagnostic.Id is not ("CS0693" or "CS0108" or "CS0414" or "CS0169" or "CS0649"));
        return generated;
    }
}
