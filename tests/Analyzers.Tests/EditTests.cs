using ImmutableGuard.Analyzers.Tests.Guarding;

namespace ImmutableGuard.Analyzers.Tests;

/// <summary>An edit in one file that changes what a site in another does, each in the only way that tells of it.</summary>
public sealed class EditTests
{
    private const string Store = "public partial class Store(IDbConnection c) { private int Run(string sql) { return c.Execute(sql); } public int A() { return Run(\"DELETE FROM a WHERE id = 1\"); } }";

    /// <summary>The other file had nothing to do with the site before: only the field's name tells that it has now.</summary>
    [Fact]
    public void FieldIsSet_InAFileThatDidNotNameIt() => AssertSeen(
        "public class Store(IDbConnection c) { internal static string Kind = \"DELETE FROM a WHERE id = 1\"; public int A() { return c.Execute(Kind); } }",
        "public class Setup { public void Do() { } }",
        "public class Setup { public void Do() { Store.Kind = \"DELETE FROM b WHERE id = 1\"; } }",
        "delete sql:a", "delete sql:a; delete sql:b");

    [Fact]
    public void NewCallerOfAPrivateMethod_InAnotherHalfOfItsType() => AssertSeen(
        Store,
        "public partial class Store { public int B() { return 0; } }",
        "public partial class Store { public int B() { return Run(\"DELETE FROM b WHERE id = 1\"); } }",
        "delete sql:a", "delete sql:a; delete sql:b");

    [Fact]
    public void CallerOfAPrivateMethod_GivesAnotherText() => AssertSeen(
        Store,
        "public partial class Store { public int B() { return Run(\"DELETE FROM b WHERE id = 1\"); } }",
        "public partial class Store { public int B() { return Run(\"DELETE FROM d WHERE id = 1\"); } }",
        "delete sql:a; delete sql:b", "delete sql:a; delete sql:d");

    [Fact]
    public void TableOfAnEntity_IsNamedOtherwise() => AssertSeen(
        "public class Order { public int Id { get; set; } } public class Store(Shop db) { public void A(Order o) { db.Remove(o); } }",
        "public class Shop : DbContext { protected override void OnModelCreating(ModelBuilder builder) { builder.Entity<Order>().ToTable(\"a\"); } }",
        "public class Shop : DbContext { protected override void OnModelCreating(ModelBuilder builder) { builder.Entity<Order>().ToTable(\"b\"); } }",
        "delete sql:a", "delete sql:b");

    /// <summary>Before, no file said anything of tables.</summary>
    [Fact]
    public void TableOfAnEntity_IsNamedForTheFirstTime() => AssertSeen(
        "public class Order { public int Id { get; set; } } public class Store(Shop db) { public void A(Order o) { db.Remove(o); } }",
        "public class Shop : DbContext { protected override void OnModelCreating(ModelBuilder builder) { } }",
        "public class Shop : DbContext { protected override void OnModelCreating(ModelBuilder builder) { builder.Entity<Order>().ToTable(\"b\"); } }",
        "delete sql:Order", "delete sql:b");

    /// <summary>What is marked append-only is kept by its table, which another file names.</summary>
    [Fact]
    public void TableOfAMarkedEntity_IsNamedOtherwise()
    {
        const string Site = "[ImmutableGuard.AppendOnly] public class Order { public int Id { get; set; } } public class Store(Shop db) { public void A() { db.Orders.ExecuteDelete(); } }";
        static string Shop(string table) =>
            $"public class Shop : DbContext {{ public DbSet<Order> Orders {{ get; set; }} protected override void OnModelCreating(ModelBuilder builder) {{ builder.Entity<Order>().ToTable(\"{table}\"); }} }}";
        var first = Compiled.Create("").AddSyntaxTrees(Compiled.Parse(Site, path: "/repo/src/Site.cs"), Compiled.Parse(Shop("a"), path: "/repo/src/Other.cs"));
        var second = first.ReplaceSyntaxTree(first.SyntaxTrees.Last(), Compiled.Parse(Shop("b"), path: "/repo/src/Other.cs"));
        var driver = Generated.Driver().RunGenerators(first);
        Assert.Equal(["sql:a"], AppendOnlyIn(driver));
        Assert.Equal(["sql:b"], AppendOnlyIn(driver.RunGenerators(second)));
    }

    private static IEnumerable<string> AppendOnlyIn(Microsoft.CodeAnalysis.GeneratorDriver driver) =>
        new Generated(null!, driver.GetRunResult().GeneratedTrees.Single().ToString()).Manifest.Policy!.Resources.Where(rule => rule.Mutability == ImmutableGuard.Policies.Mutability.AppendOnly).Select(rule => rule.Pattern.Text);

    private static void AssertSeen(string site, string before, string after, string effectsBefore, string effectsAfter)
    {
        var first = Compiled.Create("").AddSyntaxTrees(Compiled.Parse(site, path: "/repo/src/Site.cs"), Compiled.Parse(before, path: "/repo/src/Other.cs"));
        var second = first.ReplaceSyntaxTree(first.SyntaxTrees.Last(), Compiled.Parse(after, path: "/repo/src/Other.cs"));
        var driver = Generated.Driver().RunGenerators(first);
        Assert.Equal(effectsBefore, EffectsIn(driver));
        Assert.Equal(effectsAfter, EffectsIn(driver.RunGenerators(second)));
    }

    private static string EffectsIn(Microsoft.CodeAnalysis.GeneratorDriver driver) => string.Join(
        "; ",
        new Generated(null!, driver.GetRunResult().GeneratedTrees.Single().ToString()).Manifest.Sites
            .SelectMany(found => found.Effects.Items).Select(effect => effect.ToString().Split(" (")[0]).Distinct().Order(StringComparer.Ordinal));
}
