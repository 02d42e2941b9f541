using ImmutableGuard.Analyzers.Tests.Guarding;

namespace ImmutableGuard.Analyzers.Tests.Mapping;

/// <summary>A type that several entities share: which of them is meant is told by a name, and each has a table of its own.</summary>
public sealed class SharedTypeTests
{
    [Theory]
    [InlineData("m.SharedTypeEntity<Customer>(\"archive\");", "db.Set<Customer>(\"archive\").Where(c => c.Id == 1).ExecuteDelete()", "delete sql:*")]
    [InlineData("m.SharedTypeEntity<Customer>(\"archive\", b => b.ToTable(\"old\"));", "db.Set<Customer>(\"archive\").Remove(row)", "delete sql:*")]
    [InlineData("m.SharedTypeEntity(\"archive\", typeof(Customer));", "db.Set<Customer>(\"archive\").Remove(row)", "delete sql:*")]
    // Near misses: a type of one entity, and another beside a shared one
    [InlineData("m.Entity<Customer>();", "db.Set<Customer>().Remove(row)", "delete sql:Customer")]
    [InlineData("m.SharedTypeEntity<Address>(\"archive\"); m.Entity<Customer>();", "db.Set<Customer>().Remove(row)", "delete sql:Customer")]
    public void Table_IsNotGuessedFromTheType(string model, string call, string effects)
    {
        var source = $$"""
            public class Customer { public int Id { get; set; } }
            public class Address { public int Id { get; set; } }
            public class Shop : DbContext { protected override void OnModelCreating(ModelBuilder m) { {{model}} } }
            class C { void M(Shop db, Customer row) { {{call}}; } }
            """;
        Assert.Equal(effects, Assert.Single(Assert.Single(Generated.From(Compiled.Create(source)).Manifest.Sites).Effects.Items).ToString());
    }
}
