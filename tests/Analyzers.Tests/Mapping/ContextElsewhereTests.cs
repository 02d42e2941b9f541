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

    private const string Configured = """
        public class Order { public int Id { get; set; } }
        public class Person { public int Id { get; set; } }
        public class Line { public int Id { get; set; } }
        public class Shop : DbContext
        {
            public DbSet<Order> Orders => Set<Order>(); public DbSet<Person> People => Set<Person>();
            protected override void OnModelCreating(ModelBuilder b) => b.Entity<Order>().ToTable("tbl_orders", "sales");
        }
        class LineMap : IEntityTypeConfiguration<Line>
        {
            public void Configure(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<Line> b) => b.ToTable("tbl_lines");
        }
        """;

    /// <summary>What another assembly configures, its manifest tells; without one nobody knows, and no convention is taken for it.</summary>
    [Theory]
    [InlineData("void A(Shop s, Order o) => s.Remove(o);", "sql:sales.tbl_orders", "sql:*")]
    [InlineData("void A(Shop s) => s.Orders.Where(o => o.Id == 1).ExecuteDelete();", "sql:sales.tbl_orders", "sql:*")]
    [InlineData("void A(DbContext s, Order o) => s.Remove(o);", "sql:sales.tbl_orders", "sql:*")]
    [InlineData("void A(Shop s, Person p) => s.People.Remove(p);", "sql:People", "sql:*")]
    [InlineData("class Own : DbContext { public DbSet<Line> Lines => Set<Line>(); } void A(Own s, Line l) => s.Remove(l);", "sql:tbl_lines", "sql:*")]
    // Near misses: an own configuration goes before, and an own context before another's
    [InlineData("class Own : DbContext { public DbSet<Order> Mine => Set<Order>(); } void A(Own s, Order o) => s.Mine.Remove(o);", "sql:Mine", "sql:Mine")]
    [InlineData("class Own : DbContext { protected override void OnModelCreating(ModelBuilder b) => b.Entity<Line>().ToTable(\"own\"); } void A(Own s, Line l) => s.Remove(l);", "sql:own", "sql:own")]
    public void TableThatAnotherAssemblyConfigures(string member, string guarded, string unguarded)
    {
        foreach (var (isGuarded, expected) in ((bool, string)[])[(true, guarded), (false, unguarded)])
            foreach (var asReference in (bool[])[false, true])
            {
                var data = Compiled.Create(Configured).WithAssemblyName("Data");
                using var file = new MemoryStream();
                Assert.True((isGuarded ? Generated.From(data).Compilation : data).Emit(file, options: new(metadataOnly: asReference, includePrivateMembers: !asReference)).Success);
                file.Position = 0;
                var generated = Generated.From(Compiled.Create($"public class C {{ {member} }}").AddReferences(MetadataReference.CreateFromStream(file)));
                Assert.DoesNotContain(generated.Diagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
                Assert.Equal(expected, Assert.Single(Assert.Single(generated.Manifest.Sites).Effects.Items).Resource);
            }
    }

    [Fact]
    public void Manifest_ListsWhatOthersCannotSee() => Assert.Equal(
        ["T:Line tbl_lines", "T:Order sales.tbl_orders", "T:Person People"],
        Generated.From(Compiled.Create(Configured)).Manifest.Entities.Select(entity => $"{entity.Type} {string.Join(" ", entity.Tables)}"));

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
