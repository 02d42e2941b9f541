using ImmutableGuard.Analyzers.Tests.Guarding;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ImmutableGuard.Analyzers.Tests.Mapping;

/// <summary>Entities that a context of another assembly keeps: its sets name the tables, the entity's own name doesn't.</summary>
public sealed class ContextElsewhereTests
{
    private const string Data = """
        public class Order { public int Id { get; set; } }
        [System.ComponentModel.DataAnnotations.Schema.Table("crm_people")] public class Person { public int Id { get; set; } }
        public class Line { public int Id { get; set; } }
        public class Loose { public int Id { get; set; } }
        public class Shop : DbContext { public DbSet<Order> Orders => Set<Order>(); public DbSet<Person> People => Set<Person>(); public DbSet<Line> Lines => Set<Line>(); }
        public class Archive : DbContext { public DbSet<Line> OldLines => Set<Line>(); }
        """;

    [Theory]
    [InlineData("void A(Shop s) => s.Orders.Where(o => o.Id == 1).ExecuteDelete();", "sql:Orders")]
    [InlineData("void A(Shop s) { var old = s.Orders.Where(o => o.Id == 1); old.ExecuteDelete(); }", "sql:Orders")]
    [InlineData("void A(IQueryable<Order> old) => old.ExecuteDelete();", "sql:Orders")]
    [InlineData("void A(DbContext s, Order o) => s.Remove(o);", "sql:Orders")]
    [InlineData("void A(DbContext s, Person p) => s.Remove(p);", "sql:crm_people")]
    // Two contexts have a set of it, under two names
    [InlineData("void A(DbContext s, Line l) => s.Remove(l);", "sql:*")]
    [InlineData("void A(Archive s, Line l) => s.Remove(l);", "sql:OldLines")]
    // None has
    [InlineData("void A(DbContext s, Loose l) => s.Remove(l);", "sql:*")]
    public void Table_IsThatOfTheSet(string member, string table)
    {
        using var file = new MemoryStream();
        Assert.True(Compiled.Create(Data).WithAssemblyName("Data").Emit(file).Success);
        file.Position = 0;
        var generated = Generated.From(Compiled.Create($"public class C {{ {member} }}").AddReferences(MetadataReference.CreateFromStream(file)));
        Assert.DoesNotContain(generated.Diagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Equal(table, Assert.Single(Assert.Single(generated.Manifest.Sites).Effects.Items).Resource);
    }

    [Theory]
    [InlineData("query.WhereOne(1).ExecuteDelete()", "")]
    [InlineData("query.Only(o => o.Id == 1).ExecuteDelete()", "")]
    [InlineData("query.FilterByTenant().ExecuteDelete()", "")]
    [InlineData("(query == null ? Array.Empty<Order>().AsQueryable() : query.Where(o => o.Id == 1)).ExecuteDelete()", "")]
    [InlineData("(query == null ? Array.Empty<Order>().AsQueryable() : query).ExecuteDelete()", " IG1004")]
    [InlineData("query.Sorted().ExecuteDelete()", " IG1004")]
    [InlineData("query.Only(o => true).ExecuteDelete()", " IG1004")]
    [InlineData("query.IgnoreQueryFilters().ExecuteDelete()", " IG1004")]
    public async Task QueryThatALibrarysMethodLimits(string call, string unbounded)
    {
        using var file = new MemoryStream();
        Assert.True(Compiled.Create(Data + """
            public static class Queries
            {
                public static IQueryable<Order> WhereOne(this IQueryable<Order> q, int id) => q.Where(o => o.Id == id);
                public static IQueryable<Order> Only(this IQueryable<Order> q, System.Linq.Expressions.Expression<Func<Order, bool>> f) => q.Where(f);
                public static IQueryable<Order> FilterByTenant(this IQueryable<Order> q) => q.Where(o => o.Id == 1);
                public static IQueryable<Order> Sorted(this IQueryable<Order> q) => q.OrderBy(o => o.Id);
            }
            """).WithAssemblyName("Data").Emit(file).Success);
        file.Position = 0;
        var compilation = Compiled.Create($"public class C {{ void A(IQueryable<Order> query) => {call}; }}").AddReferences(MetadataReference.CreateFromStream(file));
        var reports = (await Compiled.DiagnosticsAsync(compilation, null, new Configured(""))).Select(diagnostic => diagnostic.Id).Where(id => id.StartsWith("IG1", StringComparison.Ordinal)).Order();
        Assert.Equal("IG1001" + unbounded, string.Join(" ", reports));
    }
}
