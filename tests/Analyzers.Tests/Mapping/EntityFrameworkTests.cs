using System.Text.RegularExpressions;

namespace ImmutableGuard.Analyzers.Tests.Mapping;

/// <summary>The table that a deleted entity is kept in.</summary>
public sealed class EntityFrameworkTests
{
    private const string Row = "public class Row { public int Id { get; set; } }";
    private const string Remove = "class C { void M(DbContext context, Row row) => context.Remove(row); }";

    [Theory]
    [InlineData("", "sql:Row")]
    [InlineData("class Db : DbContext { public DbSet<Row> Rows => Set<Row>(); }", "sql:Rows")]
    [InlineData("class Db : DbContext { public DbSet<Row>? Rows { get; set; } }", "sql:Rows")]
    [InlineData("class Db : DbContext { public DbSet<Row> Rows => Set<Row>(); } class Other : DbContext { public DbSet<Row> Lines => Set<Row>(); }", "sql:*")]
    [InlineData("class Db : DbContext { public DbSet<Row> Rows => Set<Row>(); protected override void OnModelCreating(ModelBuilder m) => m.Entity<Row>().ToTable(\"t_row\"); }", "sql:t_row")]
    [InlineData("class Map { void M(ModelBuilder m) => m.Entity<Row>().ToTable(\"t_row\", \"crm\"); }", "sql:crm.t_row")]
    [InlineData("class Map { void M(ModelBuilder m) => m.Entity(typeof(Row)).ToTable(\"t_row\"); }", "sql:t_row")]
    [InlineData("class Map : IEntityTypeConfiguration<Row> { public void Configure(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<Row> b) => b.ToTable(\"t_row\", t => t.ExcludeFromMigrations()); }", "sql:t_row")]
    [InlineData("class Map { const string Name = \"t_row\"; void M(ModelBuilder m) => m.Entity<Row>().ToTable(Name); }", "sql:t_row")]
    [InlineData("class Map { void M(ModelBuilder m, string name) => m.Entity<Row>().ToTable(name); }", "sql:*")]
    [InlineData("class Map { void M(ModelBuilder m) { m.Entity<Row>().ToTable(\"a\"); m.Entity<Row>().ToTable(\"b\"); } }", "sql:*")]
    [InlineData("class Map { void M(ModelBuilder m, string name) => m.Entity(name).ToTable(\"a\"); }", "sql:*")]
    [InlineData("class Map { void M(ModelBuilder m) => m.Entity<Row>().ToTable(t => t.ExcludeFromMigrations()); }", "sql:Row")]
    // A migration's copy of the model names entities by texts
    [InlineData("class Db : DbContext { public DbSet<Row> Rows => Set<Row>(); } class Shot : Microsoft.EntityFrameworkCore.Infrastructure.ModelSnapshot { protected override void BuildModel(ModelBuilder m) => m.Entity(\"Row\", b => b.ToTable(\"OldRows\")); }", "sql:Rows")]
    [InlineData("class Db : DbContext { public DbSet<Row> Rows => Set<Row>(); } class Shot { void M(ModelBuilder m) => m.Entity(\"Row\", b => b.ToTable(\"OldRows\")); }", "sql:*")]
    [InlineData("class Db : DbContext { public DbSet<Row> Rows => Set<Row>(); void M(ModelBuilder m) { foreach (var e in m.Model.GetEntityTypes()) e.SetTableName(e.GetTableName()!.ToLower()); } }", "sql:*")]
    [InlineData("class Map { void M(ModelBuilder m) { m.Entity<Row>().ToTable(\"t_row\"); foreach (var e in m.Model.GetEntityTypes()) e.SetTableName(\"t_\" + e.Name); } }", "sql:*")]
    [InlineData("class Db : DbContext { public DbSet<Row> Rows => Set<Row>(); void M(DbContextOptionsBuilder b) => b.UseSnakeCaseNamingConvention(); } static class Conventions { public static DbContextOptionsBuilder UseSnakeCaseNamingConvention(this DbContextOptionsBuilder b) => b; }", "sql:*")]
    [InlineData("class Db : DbContext { public DbSet<Row> Rows => Set<Row>(); void M(ModelBuilder m) => m.HasDefaultSchema(\"crm\"); }", "sql:crm.Rows")]
    [InlineData("class Db : DbContext { public DbSet<Row> Rows => Set<Row>(); void M(ModelBuilder m, string schema) => m.HasDefaultSchema(schema); }", "sql:*")]
    [InlineData("class Db : DbContext { public DbSet<Row> Rows => Set<Row>(); void M(ModelBuilder m) => m.HasDefaultSchema(\"crm\"); } class Other : DbContext { public DbSet<Map> Maps => Set<Map>(); } class Map { }", "sql:*")]
    // Entities that own each other, as unfinished code may say
    [InlineData("class Map { void M(ModelBuilder m) { m.Entity<Row>().OwnsOne<Row>(\"a\"); } }", "sql:*")]
    [InlineData("class A { } class B { } class Map { void M(ModelBuilder m) { m.Entity<A>().OwnsMany<B>(\"a\"); m.Entity<B>().OwnsMany<Row>(\"a\"); m.Entity<Row>().OwnsMany<A>(\"a\"); } }", "sql:Row")]
    [InlineData("[Owned] class A { public B? B { get; set; } } [Owned] class B { public D? D { get; set; } } [Owned] class D { public A? A { get; set; } } class Map { void M(ModelBuilder m) { m.Entity<Row>().OwnsOne<A>(\"a\"); } }", "sql:Row")]
    [InlineData("class Map { void M(Map m) => m.ToTable(\"a\"); void ToTable(string name) { } }", "sql:Row")]
    public Task Entity_IsKeptWhereTheCodeSays(string configuration, string table) => AssertNamesAsync($"{Row} {configuration} {Remove}", table);

    [Fact]
    public Task DerivedEntity_IsKeptWithItsBase() => AssertNamesAsync(
        $"{Row} class Special : Row {{ }} class Db : DbContext {{ public DbSet<Row> Rows => Set<Row>(); }} class C {{ void M(Db db, Special row) => db.Remove(row); }}", "sql:Rows");

    [Fact]
    public Task ContextOfTheCall_DecidesAmongSeveral() => AssertNamesAsync(
        $"{Row} class Db : DbContext {{ public DbSet<Row> Rows => Set<Row>(); }} class Other : DbContext {{ public DbSet<Row> Lines => Set<Row>(); }} class C {{ void M(Other db, Row row) => db.Remove(row); }}", "sql:Lines");

    [Fact]
    public Task BaseThatIsNoEntity_CanBeAnyThatDerivesFromIt() => AssertNamesAsync(
        $"{Row} class Special : Row {{ }} class Db : DbContext {{ public DbSet<Special> Specials => Set<Special>(); }} class C {{ void M(Db db, Row row) => db.Remove(row); }}", "sql:*");

    [Fact]
    public Task Interface_CanBeAnyEntity() => AssertNamesAsync("interface IRow { } class C { void M(DbContext db, IRow row) => db.Remove(row); }", "sql:*");

    [Theory]
    [InlineData("context.RemoveRange(row, row)", "sql:Row")]
    [InlineData("context.RemoveRange(row, new object())", "sql:*")]
    [InlineData("context.RemoveRange(new List<Row> { row })", "sql:Row")]
    [InlineData("context.RemoveRange(new[] { row }.GroupBy(r => 1).First())", "sql:Row")]
    [InlineData("context.RemoveRange(new Dictionary<int, Row>().Values)", "sql:Row")]
    [InlineData("context.Remove((object)row)", "sql:Row")]
    [InlineData("context.Set<Row>().Remove(row)", "sql:Row")]
    public Task EveryWayToNameTheEntity_IsRead(string call, string table) => AssertNamesAsync(
        $"{Row} class C {{ void M(DbContext context, Row row) => {call}; }}", table);

    private static async Task AssertNamesAsync(string source, string table)
    {
        var diagnostic = Assert.Single(await Compiled.DiagnosticsAsync(source), diagnostic => diagnostic.Id == "IG1001");
        Assert.Equal(table, Regex.Match(diagnostic.GetMessage(), @"sql:[\w.*]+").Value);
    }
}
