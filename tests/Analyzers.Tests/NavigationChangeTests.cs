using System.Runtime.Loader;
using ImmutableGuard.Analyzers.Tests.Guarding;
using ImmutableGuard.Inspection;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.EntityFrameworkCore;

namespace ImmutableGuard.Analyzers.Tests;

/// <summary>What is taken out of a collection of entities is deleted, and nothing else that is taken out of a list.</summary>
public sealed class NavigationChangeTests
{
    private const string Shop = """
        class Line { public int Id { get; set; } public int OrderId { get; set; } public Order Order { get; set; } = null!; }
        class Note { public int Id { get; set; } public int? OrderId { get; set; } }
        class Tag { public int Id { get; set; } public List<Order> Orders { get; set; } = []; }
        class Order
        {
            public int Id { get; set; }
            public ICollection<Line> Lines { get; set; } = [];
            public IList<Note> Notes { get; set; } = [];
            public List<Tag> Tags { get; set; } = [];
            public List<int> Numbers { get; set; } = [];
            [System.ComponentModel.DataAnnotations.Schema.NotMapped] public List<Line> Shown { get; set; } = [];
        }
        class Basket { readonly List<Line> lines = []; public void Drop(Line line) => lines.Remove(line); public List<Line> Lines => lines; }
        class Cart { public int Id { get; set; } readonly List<Line> _lines = []; public IReadOnlyCollection<Line> Lines => _lines; public void Drop(Line line) => _lines.Remove(line); } // IG1002
        class Db : DbContext { public DbSet<Order> Orders => Set<Order>(); public DbSet<Cart> Carts => Set<Cart>(); }

        """;

    [Fact]
    public Task CollectionOfAnEntity_Reports() => Compiled.AssertReportsAsync(Shop + """
        class C
        {
            void M(Db db, Order order, Line line, List<Line> list)
            {
                order.Lines.Remove(line); // IG1001
                order.Lines.Clear(); // IG1001
                order?.Lines.Remove(line); // IG1001
                var found = db.Orders.Include(o => o.Lines).First();
                found.Lines.Remove(line); // IG1001
                ((List<Line>)found.Lines).RemoveAll(l => l.Id == 1); // IG1001
                var lines = found.Lines;
                lines.Clear(); // IG1001
                order!.Notes.RemoveAt(0); // IG1002
                order.Tags.Clear(); // IG1001
                order.Lines?.Remove(line); // IG1001
                lines?.Clear(); // IG1001
            }
        }
        """);

    [Fact]
    public Task CollectionOfAnEntityThatAMethodIsHandedByItsOwn_Reports() => Compiled.AssertReportsAsync(Shop + """
        class C
        {
            void M(Order order, Line line, List<Line> list)
            {
                Take(order.Lines, line); Take(list, line); Pass(order.Lines); Local(order.Lines); Free(list); Free(new Order().Lines);
                void Local(ICollection<Line> lines) => lines.Clear(); // IG1001
            }
            static void Take(ICollection<Line> lines, Line line) { var kept = lines; kept.Remove(line); } // IG1001
            private void Pass(ICollection<Line> lines) => Last(lines);
            private void Last(ICollection<Line> lines) { lines.Clear(); if (lines.Count > 0) Pass(lines); } // IG1001
            static void Free(ICollection<Line> lines) => lines.Clear();
            static void Unused(ICollection<Line> lines) => lines.Clear();
        }
        """);

    [Fact]
    public Task OtherCollection_DoesNotReport() => Compiled.AssertReportsAsync(Shop + """
        class C
        {
            void M(Db db, Order order, Line line, List<Line> list, ICollection<Line> given, Basket basket)
            {
                list.Remove(line);
                given.Clear();
                basket.Lines.Clear();
                order.Numbers.Clear();
                order.Shown.Remove(line);
                order.Lines.Add(line);
                var made = new Order();
                made.Lines.Clear();
                new Order { Lines = given }.Lines.Remove(line);
                db.Orders.AsNoTracking().First().Lines.Clear();
                order.Lines.ToList().Remove(line);
                new Dictionary<int, Line>().Remove(1);
            }
        }
        """);

    [Fact]
    public Task WithoutAContext_DoesNotReport() => Compiled.AssertReportsAsync("""
        class Line { public int Id { get; set; } }
        class Order { public ICollection<Line> Lines { get; set; } = []; }
        class C { void M(Order order, Line line) => order.Lines.Remove(line); }
        """);

    [Theory]
    [InlineData("public class Line { public int Id { get; set; } public int OrderId { get; set; } }", "", "delete sql:Line")]
    [InlineData("public class Line { public int Id { get; set; } public int? OrderId { get; set; } }", "", "update sql:Line")]
    [InlineData("public class Line { public int Id { get; set; } }", "", "update sql:Line")]
    [InlineData("public class Line { public int Id { get; set; } public Order Order { get; set; } = null!; }", "", "delete sql:Line")]
    [InlineData("public class Line { public int Id { get; set; } public Order? Order { get; set; } }", "", "update sql:Line")]
    [InlineData("public class Line { public int Id { get; set; } public Order? Parent { get; set; } public int ParentId { get; set; } }", "", "delete sql:Line")]
    [InlineData("public class Line { public int Id { get; set; } }", "m.Entity<Order>().HasMany(o => o.Lines).WithOne().IsRequired();", "delete sql:Line")]
    [InlineData("public class Line { public int Id { get; set; } public string? OrderId { get; set; } [System.ComponentModel.DataAnnotations.Schema.ForeignKey(nameof(ParentId))] public Order Order { get; set; } = null!; public int ParentId { get; set; } }", "", "delete sql:Line")]
    [InlineData("public class Line { public int Id { get; set; } public List<Order> Orders { get; set; } = []; }", "", "delete sql:LineOrder")]
    [InlineData("public class Line { public int Id { get; set; } public List<Order> Orders { get; set; } = []; }", "m.Entity<Line>().HasMany(l => l.Orders).WithMany(o => o.Lines).UsingEntity(\"OrderLines\");", "delete sql:OrderLines")]
    [InlineData("public class Line { public int Id { get; set; } public List<Order> Orders { get; set; } = []; }", "m.Entity<Line>().HasMany(l => l.Orders).WithMany(o => o.Lines).UsingEntity(j => j.ToTable(\"t_join\"));", "delete sql:t_join")]
    [InlineData("public class Line { public int Id { get; set; } public List<Order> Orders { get; set; } = []; } public class Pair { public int LinesId { get; set; } public int OrdersId { get; set; } }", "m.Entity<Line>().HasMany(l => l.Orders).WithMany(o => o.Lines).UsingEntity<Pair>();", "delete sql:Pair")]
    [InlineData("public class Line { public int Count { get; set; } }", "m.Entity<Order>().OwnsMany(o => o.Lines);", "delete sql:Line")]
    [InlineData("public class Line { public int Count { get; set; } }", "m.Entity<Order>().OwnsMany(o => o.Lines, l => l.ToTable(\"t_line\"));", "delete sql:t_line")]
    public void WhatIsDone_IsWhatTheFrameworkDoes(string line, string configuration, string effect)
    {
        var source = $"{line} public class Order {{ public int Id {{ get; set; }} public List<Line> Lines {{ get; set; }} = []; }}"
            + $" public class Db : DbContext {{ public DbSet<Order> Orders => Set<Order>(); protected override void OnConfiguring(DbContextOptionsBuilder o) => o.UseSqlite(\"Data Source=:memory:\"); protected override void OnModelCreating(ModelBuilder m) {{ {configuration} }} }}"
            + " public class C { public void M(Order order, Line line) => order.Lines.Remove(line); }";

        Assert.Equal(effect, OfTheFramework(Compiled.Create(source)));
        var site = Assert.Single(Generated.From(Compiled.Create(source)).Manifest.Sites);
        Assert.Equal((effect, "M:C.M(Order,Line)"), (string.Join(", ", site.Effects.Items), site.Member));
    }

    [Theory]
    [InlineData("order.Lines.Remove(line)")]
    [InlineData("order.Lines.Clear()")]
    [InlineData("((List<Line>)order.Lines).RemoveAll(l => l.Id == 1)")]
    [InlineData("order.Notes.RemoveAt(0)")]
    public void Change_GoesThroughTheGuard(string call)
    {
        var generated = Generated.From(Compiled.Create($"{Shop} class C {{ void M(Order order, Line line) => {call}; }}"));
        Assert.DoesNotContain(generated.Diagnostics, diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        var inspected = generated.Inspect();
        Assert.Empty(MediationProof.Holes(inspected));
        Assert.Equal(generated.Manifest.Sites.Select(site => site.Id).Order(), inspected.GuardedSites.Order());
    }

    private static string OfTheFramework(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        image.Position = 0;
        var context = new AssemblyLoadContext("Shop", isCollectible: true);
        try
        {
            var assembly = context.LoadFromStream(image);
            using var db = (DbContext)Activator.CreateInstance(assembly.GetType("Db")!)!;
            var order = db.Model.FindEntityType(assembly.GetType("Order")!)!;
            if (order.FindSkipNavigation("Lines") is { } many)
                return $"delete sql:{many.JoinEntityType.GetTableName()}";
            var lines = order.FindNavigation("Lines")!;
            return $"{(lines.ForeignKey.IsRequired ? "delete" : "update")} sql:{lines.TargetEntityType.GetTableName()}";
        }
        finally
        {
            context.Unload();
        }
    }

    [Fact]
    public Task CollectionThatABaseDeclaresWhichIsNoEntity_Reports() => Compiled.AssertReportsAsync("""
        class Genre { public int Id { get; set; } }
        class Shown { public int Id { get; set; } }
        abstract class Metadata { public int Id { get; set; } public List<Genre> Genres { get; set; } = []; [System.ComponentModel.DataAnnotations.Schema.NotMapped] public List<Shown> Last { get; set; } = []; }
        class Film : Metadata { public string Title { get; set; } = ""; }
        abstract class Other { public List<Word> Words { get; set; } = []; }
        class Word { public int Id { get; set; } }
        class Db : DbContext { public DbSet<Film> Films => Set<Film>(); }
        class C
        {
            void M(Film film, Genre genre) => film.Genres.Remove(genre); // IG1002
            void M(Metadata metadata) => metadata.Genres.Clear(); // IG1002
            void N(Film film, Other other) { film.Last.Clear(); other.Words.Clear(); }
        }
        """);
}
