using ImmutableGuard.Analyzers.Tests.Guarding;

namespace ImmutableGuard.Analyzers.Tests.Wrappers;

/// <summary>Deletes that are limited by what callers give: a condition, or a function that filters the query.</summary>
public sealed class FilterTests
{
    private const string Store = """
        public class Row { public int Id { get; set; } }
        public class Db : DbContext { public DbSet<Row> Rows => Set<Row>(); }
        public class Filter
        {
            public int? Id { get; set; }
            public IQueryable<Row> Apply(IQueryable<Row> q) { if (Id != null) q = q.Where(r => r.Id == Id); return q; }
            public IQueryable<Row> Always(IQueryable<Row> q) => q.OrderBy(r => r.Id).Where(r => r.Id == Id);
        }
        public class Store<T>(Db db) where T : class
        {
            public int Matching(System.Linq.Expressions.Expression<Func<T, bool>> p) => db.Set<T>().Where(p).ExecuteDelete();
            public async Task<int> WhereAsync(System.Linq.Expressions.Expression<Func<T, bool>> p) { var q = db.Set<T>().AsNoTracking(); return await q.Where(p).ExecuteDeleteAsync(); }
            public int Query(Func<IQueryable<T>, IQueryable<T>> f) { var q = f(db.Set<T>().AsQueryable()); return q.ExecuteDelete(); }
            public int Update(Func<IQueryable<T>, IQueryable<T>> f) => f(db.Set<T>()).ExecuteUpdate(s => s.SetProperty(r => EF.Property<int>(r, "Id"), 1));
            public int Both(Func<IQueryable<T>, IQueryable<T>> f) => f(db.Set<T>().Where(r => EF.Property<int>(r, "Id") == 1)).ExecuteDelete();
            public int Through(Func<IQueryable<T>, IQueryable<T>> f) => Query(f);
            public int ThroughCondition(System.Linq.Expressions.Expression<Func<T, bool>> p) => Query(q => q.Where(p));
        }

        """;

    [Theory]
    [InlineData("store.Matching(r => r.Id == id)", "delete sql:Rows")]
    [InlineData("store.WhereAsync(r => r.Id == id)", "delete sql:Rows")]
    [InlineData("store.Query(q => q.Where(r => r.Id == id))", "delete sql:Rows")]
    [InlineData("store.Query(q => { var some = q.OrderBy(r => r.Id).Take(10); return some; })", "delete sql:Rows")]
    [InlineData("store.Query(new Filter { Id = id }.Always)", "delete sql:Rows")]
    [InlineData("store.Query(q => new Filter { Id = id }.Always(q))", "delete sql:Rows")]
    [InlineData("store.Update(q => q.Where(r => r.Id == id))", "update sql:Rows")]
    [InlineData("store.Through(q => q.Where(r => r.Id == id))", "delete sql:Rows")]
    [InlineData("store.Both(q => q.OrderBy(r => r.Id))", "delete sql:Rows")]
    [InlineData("store.ThroughCondition(r => r.Id == id)", "delete sql:Rows")]
    // Somebody's filter, which nobody sees here
    [InlineData("store.Query(filter)", "delete sql:Rows")]
    [InlineData("store.Matching(condition)", "delete sql:Rows")]
    // Near misses: nothing limits it, or not on every way
    [InlineData("store.Matching(r => true)", "delete sql:Rows (unbounded)")]
    [InlineData("store.WhereAsync(_ => true)", "delete sql:Rows (unbounded)")]
    [InlineData("store.Query(q => q)", "delete sql:Rows (unbounded)")]
    [InlineData("store.Query(q => q.OrderBy(r => r.Id))", "delete sql:Rows (unbounded)")]
    [InlineData("store.Query(q => q.Where(r => true))", "delete sql:Rows (unbounded)")]
    [InlineData("store.Query(q => id > 1 ? q.Where(r => r.Id == id) : q)", "delete sql:Rows (unbounded)")]
    [InlineData("store.Query(new Filter { Id = id }.Apply)", "delete sql:Rows (unbounded)")]
    [InlineData("store.Update(q => q)", "update sql:Rows (unbounded)")]
    [InlineData("store.Through(q => q)", "delete sql:Rows (unbounded)")]
    public void Caller_IsToldWhetherItsFilterLimits(string call, string effects)
    {
        var source = Store + $$"""
            public class C { public object A(Store<Row> store, int id, Func<IQueryable<Row>, IQueryable<Row>> filter, System.Linq.Expressions.Expression<Func<Row, bool>> condition) => {{call}}; }
            """;
        var site = Assert.Single(Generated.From(Compiled.Create(source)).Manifest.Sites, site => site.Member.StartsWith("M:C.", StringComparison.Ordinal));
        Assert.Equal(effects, site.Effects.Complete ? string.Join("; ", site.Effects.Items) : "?");
    }

    [Fact]
    public Task WrapperIsPassedOverWhereItsCallersAreTold() => Compiled.AssertReportsAsync(Store + """
        public class C(Store<Row> store)
        {
            public void A() => store.Query(q => q.Where(r => r.Id == 1)); // IG1001
            public void B() => store.Query(q => q); // IG1001 IG1004
            public void D() => store.Matching(r => true); // IG1001 IG1004
        }
        """);

    /// <summary>Whose table is known asks for a sanction itself, where callers give no more than a condition.</summary>
    [Fact]
    public Task WrapperOfOneTable() => Compiled.AssertReportsAsync(Store + """
        public class Rows(Db db)
        {
            public int Matching(System.Linq.Expressions.Expression<Func<Row, bool>> p) => db.Rows.Where(p).ExecuteDelete(); // IG1001
            public int Query(Func<IQueryable<Row>, IQueryable<Row>> f) => f(db.Rows).ExecuteDelete();
            private int Own(Func<IQueryable<Row>, IQueryable<Row>> f) => f(db.Rows).ExecuteDelete(); // IG1001
            public void A() => Query(q => q.Where(r => r.Id == 1)); // IG1001
            public void B() => Own(q => q.Where(r => r.Id == 1));
        }
        """);

    /// <summary>Texts that functions make which callers give.</summary>
    [Theory]
    [InlineData("() => \"DELETE FROM t WHERE id = 1\"", "delete sql:t")]
    [InlineData("() => DateTime.Now.Day > 1 ? \"DELETE FROM t WHERE id = 1\" : \"UPDATE u SET a = 1 WHERE id = 1\"", "delete sql:t; update sql:u")]
    [InlineData("Sql", "delete sql:t")]
    [InlineData("() => \"SELECT a FROM t\"", "read sql:t")]
    [InlineData("() => File.ReadAllText(\"a\")", "?")]
    [InlineData("given", "?")]
    public void FunctionThatMakesAText(string function, string effects)
    {
        var site = Assert.Single(Generated.From(Compiled.Create($$"""
            public static class W { public static int Run(IDbConnection c, Func<string> sql) => c.Execute(sql()); }
            public class C { private static string Sql() => "DELETE FROM t WHERE id = 1"; protected void A(IDbConnection c, Func<string> given) => W.Run(c, {{function}}); }
            """)).Manifest.Sites, site => site.Member.StartsWith("M:C.", StringComparison.Ordinal));
        Assert.Equal(effects, site.Effects.Complete ? string.Join("; ", site.Effects.Items) : "?");
    }
}
