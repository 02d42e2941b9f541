using System.Runtime.Loader;
using ImmutableGuard.Analyzers.Tests.Guarding;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace ImmutableGuard.Analyzers.Tests.Mapping;

/// <summary>The tables that are told from the source, held against those that Entity Framework itself makes of it.</summary>
public sealed class EntityFrameworkModelTests
{
    private const string Animals = "public class Animal { public int Id { get; set; } } public class Cat : Animal { public int Lives { get; set; } } public class Lion : Cat { public int Mane { get; set; } }";
    private const string Order = "public class Order { public int Id { get; set; } public Address To { get; set; } = null!; public List<Line> Lines { get; set; } = []; } public class Address { public string? City { get; set; } } public class Line { public int Count { get; set; } }";

    [Theory]
    // Inheritance
    [InlineData("Animal", "Animals", Animals, "public DbSet<Animal> Animals => Set<Animal>(); public DbSet<Cat> Cats => Set<Cat>();", "")]
    [InlineData("Cat", "Animals", Animals, "public DbSet<Animal> Animals => Set<Animal>(); public DbSet<Cat> Cats => Set<Cat>();", "")]
    [InlineData("Lion", "Animals", Animals, "public DbSet<Animal> Animals => Set<Animal>();", "m.Entity<Lion>();")]
    [InlineData("Cat", "Cats", Animals, "public DbSet<Cat> Cats => Set<Cat>();", "")]
    [InlineData("Lion", "Cats", Animals, "public DbSet<Cat> Cats => Set<Cat>(); public DbSet<Lion> Lions => Set<Lion>();", "")]
    [InlineData("Cat", "Animals, Cats, t_lion", Animals, "public DbSet<Animal> Animals => Set<Animal>(); public DbSet<Cat> Cats => Set<Cat>();", "m.Entity<Animal>().UseTptMappingStrategy(); m.Entity<Lion>().ToTable(\"t_lion\");")]
    [InlineData("Lion", "Animals, Cat, Lion", Animals, "public DbSet<Animal> Animals => Set<Animal>();", "m.Entity<Animal>().UseTptMappingStrategy(); m.Entity<Cat>(); m.Entity<Lion>();")]
    [InlineData("Cat", "Animals, t_cat", Animals, "public DbSet<Animal> Animals => Set<Animal>();", "m.Entity<Cat>().ToTable(\"t_cat\");")]
    [InlineData("Lion", "Animals, Lion, t_cat", Animals, "public DbSet<Animal> Animals => Set<Animal>();", "m.Entity<Cat>().ToTable(\"t_cat\"); m.Entity<Lion>();")]
    [InlineData("Animal", "Animals, Lion, t_cat", Animals, "public DbSet<Animal> Animals => Set<Animal>();", "m.Entity<Cat>().ToTable(\"t_cat\"); m.Entity<Lion>();")]
    [InlineData("Dog", "Animals, Dog", Animals + " public class Dog : Animal { }", "public DbSet<Animal> Animals => Set<Animal>();", "m.Entity<Cat>().ToTable(\"t_cat\"); m.Entity<Dog>();")]
    [InlineData("Cat", "Animals, Cats, t_lion", Animals, "public DbSet<Animal> Animals => Set<Animal>(); public DbSet<Cat> Cats => Set<Cat>();", "m.Entity<Lion>().ToTable(\"t_lion\");")]
    [InlineData("Cat", "Cats, Lion", Animals, "public DbSet<Animal> Animals => Set<Animal>(); public DbSet<Cat> Cats => Set<Cat>();", "m.Entity<Animal>().UseTpcMappingStrategy(); m.Entity<Lion>();")]
    [InlineData("Circle", "Circles", "public abstract class Shape { public int Id { get; set; } } public class Circle : Shape { }", "public DbSet<Shape> Shapes => Set<Shape>(); public DbSet<Circle> Circles => Set<Circle>();", "m.Entity<Shape>().UseTpcMappingStrategy();")]
    [InlineData("Circle", "t_shape", "[System.ComponentModel.DataAnnotations.Schema.Table(\"t_shape\")] public abstract class Shape { public int Id { get; set; } } public class Circle : Shape { }", "public DbSet<Circle> Circles => Set<Circle>();", "")]
    [InlineData("Circle", "Shapes, t_circle", "public abstract class Shape { public int Id { get; set; } } [System.ComponentModel.DataAnnotations.Schema.Table(\"t_circle\")] public class Circle : Shape { }", "public DbSet<Shape> Shapes => Set<Shape>(); public DbSet<Circle> Circles => Set<Circle>();", "")]
    [InlineData("Box", "Boxes", "public class Box { public int Id { get; set; } public Lid? Lid { get; set; } } public class Lid { public int Id { get; set; } }", "public DbSet<Box> Boxes => Set<Box>();", "")]
    [InlineData("Lid", "Lid", "public class Box { public int Id { get; set; } public Lid? Lid { get; set; } } public class Lid { public int Id { get; set; } }", "public DbSet<Box> Boxes => Set<Box>();", "")]
    // Schemas
    [InlineData("Animal", "crm.Animals", Animals, "public DbSet<Animal> Animals => Set<Animal>();", "m.HasDefaultSchema(\"crm\");")]
    [InlineData("Animal", "zoo.t_animal", Animals, "public DbSet<Animal> Animals => Set<Animal>();", "m.HasDefaultSchema(\"crm\"); m.Entity<Animal>().ToTable(\"t_animal\", \"zoo\");")]
    [InlineData("Animal", "zoo.t_animal", "[System.ComponentModel.DataAnnotations.Schema.Table(\"t_animal\", Schema = \"zoo\")] public class Animal { public int Id { get; set; } }", "public DbSet<Animal> Animals => Set<Animal>();", "")]
    // Configuration classes, in lambdas, through metadata
    [InlineData("Animal", "t_animal", Animals + " public class Map : IEntityTypeConfiguration<Animal> { public void Configure(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<Animal> b) => b.ToTable(\"t_animal\"); }", "", "m.ApplyConfiguration(new Map());")]
    [InlineData("Animal", "t_animal", Animals, "", "m.Entity<Animal>(b => { b.HasKey(a => a.Id); b.ToTable(\"t_animal\"); });")]
    [InlineData("Animal", "t_animal", Animals, "", "m.Entity(typeof(Animal), b => b.ToTable(\"t_animal\"));")]
    [InlineData("Animal", "t_animal", Animals, "", "m.Entity<Animal>().Metadata.SetTableName(\"t_animal\");")]
    [InlineData("Animal", "Animals, t_more", "public class Animal { public int Id { get; set; } public int Age { get; set; } public int Size { get; set; } }", "public DbSet<Animal> Animals => Set<Animal>();", "m.Entity<Animal>().SplitToTable(\"t_more\", t => t.Property(a => a.Age));")]
    // What is owned
    [InlineData("Order", "Line, Orders", Order, "public DbSet<Order> Orders => Set<Order>();", "m.Entity<Order>().OwnsOne(o => o.To); m.Entity<Order>().OwnsMany(o => o.Lines);")]
    [InlineData("Order", "Orders, t_address, t_line", Order, "public DbSet<Order> Orders => Set<Order>();", "m.Entity<Order>(b => { b.OwnsOne(o => o.To, a => a.ToTable(\"t_address\")); b.OwnsMany(o => o.Lines, l => { l.ToTable(\"t_line\"); }); });")]
    [InlineData("Order", "Orders", "public class Order { public int Id { get; set; } public Address To { get; set; } = null!; } [Owned] public class Address { public string? City { get; set; } }", "public DbSet<Order> Orders => Set<Order>();", "")]
    [InlineData("Order", "Orders, Orders_Lines, Orders_More", "public class Order { public int Id { get; set; } public List<Line> Lines { get; set; } = []; public List<Line> More { get; set; } = []; } public class Line { public int Count { get; set; } }", "public DbSet<Order> Orders => Set<Order>();", "m.Entity<Order>().OwnsMany(o => o.Lines); m.Entity<Order>().OwnsMany(o => o.More);")]
    [InlineData("Order", "Line, Orders", "public class Order { public int Id { get; set; } public List<Line> Lines { get; set; } = []; } [Owned] public class Line { public int Count { get; set; } }", "public DbSet<Order> Orders => Set<Order>();", "")]
    // Join types
    [InlineData("PostTag", "t_join", Posts, "public DbSet<Post> Posts => Set<Post>();", "m.Entity<Post>().HasMany(p => p.Tags).WithMany(t => t.Posts).UsingEntity<PostTag>(j => j.ToTable(\"t_join\"));")]
    [InlineData("PostTag", "PostTag", Posts, "public DbSet<Post> Posts => Set<Post>();", "m.Entity<Post>().HasMany(p => p.Tags).WithMany(t => t.Posts).UsingEntity<PostTag>();")]
    [InlineData("Post", "Posts", Posts, "public DbSet<Post> Posts => Set<Post>();", "m.Entity<Post>().HasMany(p => p.Tags).WithMany(t => t.Posts).UsingEntity(j => j.ToTable(\"t_join\"));")]
    public void Tables_AreThoseOfTheFrameworksOwnModel(string entity, string tables, string classes, string sets, string configuration)
    {
        var source = $"{classes} public class Db : DbContext {{ {sets} protected override void OnConfiguring(DbContextOptionsBuilder o) => o.UseSqlite(\"Data Source=:memory:\");"
            + $" protected override void OnModelCreating(ModelBuilder m) {{ {configuration} }} }} public class C {{ public void M(Db db, {entity} row) => db.Remove(row); }}";

        Assert.Equal(tables, Sorted(TablesOf(Compiled.Create(source), entity)));
        var site = Assert.Single(Generated.From(Compiled.Create(source)).Manifest.Sites, site => site.Member.StartsWith("M:C.M", StringComparison.Ordinal));
        Assert.Equal(tables, Sorted(site.Effects.Items.Select(effect => effect.Resource["sql:".Length..])));
    }

    private const string Posts = "public class Post { public int Id { get; set; } public List<Tag> Tags { get; set; } = []; } public class Tag { public int Id { get; set; } public List<Post> Posts { get; set; } = []; } public class PostTag { public int PostId { get; set; } public int TagId { get; set; } }";

    private static string Sorted(IEnumerable<string> tables) => string.Join(", ", tables.Distinct().Order(StringComparer.Ordinal));

    private static IReadOnlyList<string> TablesOf(CSharpCompilation compilation, string entity)
    {
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        image.Position = 0;
        var context = new AssemblyLoadContext(entity, isCollectible: true);
        try
        {
            var assembly = context.LoadFromStream(image);
            using var db = (DbContext)Activator.CreateInstance(assembly.GetType("Db")!)!;
            var type = db.Model.FindEntityType(assembly.GetType(entity)!)!;
            return [.. type.GetDerivedTypesInclusive().SelectMany(TablesWithOwned)];
        }
        finally
        {
            context.Unload();
        }
    }

    private static IEnumerable<string> TablesWithOwned(IEntityType type) => type.GetTableMappings().Select(mapping => mapping.Table.SchemaQualifiedName)
        .Concat(type.GetNavigations().Where(navigation => navigation.TargetEntityType.IsOwned() && !navigation.IsOnDependent).SelectMany(navigation => TablesWithOwned(navigation.TargetEntityType)));
}
