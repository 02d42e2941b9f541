using ImmutableGuard.Inspection;
using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Tests.Guarding;

/// <summary>
/// A state that is set marks what SaveChanges carries out: guarded where a call gives the entry, else enough that it is sanctioned. Rules,
/// manifest and the proof over the compiled code agree.
/// </summary>
public sealed class MarkTests
{
    private const string Db = """
        using Microsoft.EntityFrameworkCore.ChangeTracking;
        public interface ISoftDelete { bool IsDeleted { get; set; } }
        public class Customer : ISoftDelete { public int Id { get; set; } public bool IsDeleted { get; set; } }

        """;

    private const string SoftDelete = Db + """
        public class Db : DbContext
        {
            public DbSet<Customer> Customers => Set<Customer>();
            {{sanction}}
            public override Task<int> SaveChangesAsync(System.Threading.CancellationToken cancellation = default)
            {
                foreach (var entry in ChangeTracker.Entries<ISoftDelete>())
                    if (entry.State == EntityState.Deleted) { entry.Entity.IsDeleted = true; entry.State = EntityState.Modified; }
                return base.SaveChangesAsync(cancellation);
            }
            public override int SaveChanges() => base.SaveChanges();
        }
        """;

    private const string Sanction = """[ImmutableGuard.SanctionedAccess(ImmutableGuard.Operation.Update, "sql:*", Reason = "rows are kept")]""";

    private const string Calls = Db + """
        public class Db : DbContext { public DbSet<Customer> Customers => Set<Customer>(); }

        """;

    [Theory]
    [InlineData("", "update sql:* | unsanctioned | not listed | hole")]
    [InlineData(Sanction, "update sql:* | sanctioned | | ")]
    // Near misses: only the guard can keep a limit
    [InlineData("""[ImmutableGuard.SanctionedAccess(ImmutableGuard.Operation.Update, "sql:*", Reason = "r", Expires = "2999-12-31")]""", "update sql:* | sanctioned | not listed | hole")]
    [InlineData("""[ImmutableGuard.SanctionedAccess(ImmutableGuard.Operation.Delete, "sql:*", Reason = "r")]""", "update sql:* | unsanctioned | not listed | hole")]
    public void SoftDelete_IsDeclaredWhereItIsSanctioned(string sanction, string expected) => Assert.Equal(expected, Look(SoftDelete.Replace("{{sanction}}", sanction, StringComparison.Ordinal)));

    [Fact]
    public void SoftDelete_IsNotDeclaredByASanctionThatLimitsRows() => Assert.Equal(
        "update sql:* | sanctioned | not listed | hole",
        Look(SoftDelete.Replace("{{sanction}}", "", StringComparison.Ordinal), """{ "version": 1, "sanctions": [ { "id": "s", "operations": ["update"], "resources": ["sql:*"], "callers": ["T:Db"], "reason": "r", "maxRows": 5 } ] }"""));

    [Theory]
    [InlineData("", "IG1002")]
    [InlineData(Sanction, "")]
    [InlineData("""[ImmutableGuard.SanctionedAccess(ImmutableGuard.Operation.Update, "sql:*", Reason = "r", Expires = "2999-12-31")]""", "IG1008")]
    public async Task SoftDelete_AsksForASanctionAndNothingElse(string sanction, string expected)
    {
        var diagnostics = await Compiled.DiagnosticsAsync(SoftDelete.Replace("{{sanction}}", sanction, StringComparison.Ordinal));
        Assert.Equal(expected, string.Join(" ", diagnostics.Where(diagnostic => diagnostic.Id.StartsWith("IG1", StringComparison.Ordinal)).Select(diagnostic => diagnostic.Id)));
    }

    /// <summary>What the lock tolerates the ratchet lets pass, guarded or not.</summary>
    [Fact]
    public void SoftDelete_IsDeclaredWhereTheLockListsIt()
    {
        var source = SoftDelete.Replace("{{sanction}}", "", StringComparison.Ordinal);
        const string policy = """{ "version": 1, "mode": "ratchet" }""";
        const string listed = """{ "version": 1, "service": "Shop", "accesses": [ "update sql:* by M:Db.SaveChangesAsync(System.Threading.CancellationToken) without sanction" ] }""";
        Assert.Equal("update sql:* | unsanctioned | not listed | hole", Look(source, policy));
        Assert.Equal("update sql:* | tolerated | | ", Look(source, policy, listed));
    }

    [Theory]
    [InlineData("public void A(Db d, Customer c) => d.Entry(c).State = EntityState.Deleted;", "delete sql:Customers")]
    [InlineData("public void A(Db d, Customer c) { if (c.Id > 0) d.Entry(c).State = EntityState.Modified; }", "update sql:Customers")]
    [InlineData("public void A(Db d) => d.ChangeTracker.Entries<Customer>().First().State = EntityState.Deleted;", "delete sql:Customers")]
    [InlineData("public void A(Db d, List<Customer> all) => all.ForEach(c => d.Entry(c).State = EntityState.Deleted);", "delete sql:Customers")]
    [InlineData("public async Task A(Db d, Customer c) { await Task.Yield(); d.Entry(c).State = EntityState.Deleted; await d.SaveChangesAsync(); }", "delete sql:Customers")]
    public void EntryOfACall_IsGuardedByThatCall(string member, string effect)
    {
        var generated = Generated.From(Compiled.Create(Calls + $$"""public class C { {{member}} }"""));
        Assert.DoesNotContain(generated.Diagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Empty(generated.Manifest.Unproven);
        Assert.Contains("AccessTarget.Deferred", generated.Text, StringComparison.Ordinal);
        var inspected = generated.Inspect();
        Assert.Empty(MediationProof.Holes(inspected));
        Assert.Empty(MediationProof.UnguardedSites(inspected));
        var site = Assert.Single(MediationProof.Complete(inspected, new("c", null, null, false, null)).Sites);
        Assert.Equal((effect, true), (Assert.Single(site.Effects.Items).ToString(), site.Mediated == true));
    }

    /// <summary>Where something lies between the call and the setting, or the call can't be redirected, a sanction is asked for, and enough.</summary>
    [Theory]
    [InlineData("public void A(Db d, Customer c) { var entry = d.Entry(c); entry.State = EntityState.Deleted; }")]
    [InlineData("public void A(EntityEntry<Customer> e) => e.State = EntityState.Deleted;")]
    [InlineData("public EntityEntry<Customer> E; public int P { set => E.State = EntityState.Deleted; }")]
    [InlineData("public void A(Db d, Customer c, int s) => d.Entry(c).State = s switch { 1 => EntityState.Deleted, _ => EntityState.Modified };")]
    [InlineData("public async Task A(Db d, Customer c, Task<EntityState> s) => d.Entry(c).State = await s;")]
    public void EntryOfAnotherPlace_IsDeclared(string member)
    {
        const string both = """{ "version": 1, "sanctions": [ { "id": "s", "operations": ["delete", "update"], "resources": ["sql:Customers"], "callers": ["T:C"], "reason": "r" } ] }""";
        var source = Calls + $$"""public class C { {{member}} }""";
        Assert.EndsWith("| sanctioned | | ", Look(source, both), StringComparison.Ordinal);
        Assert.EndsWith("| unsanctioned | not listed | hole", Look(source), StringComparison.Ordinal);
    }

    /// <summary>What another member of the same name, or another state, is allowed says nothing.</summary>
    [Fact]
    public void CodeThatTheManifestDoesNotList_IsAHole()
    {
        const string policy = """{ "version": 1, "sanctions": [ { "id": "s", "operations": ["delete"], "resources": ["sql:Customers"], "callers": ["T:C"], "reason": "r" } ] }""";
        var generated = Generated.From(Compiled.Create(Calls + """
            public class C
            {
                public void A(EntityEntry<Customer> e) => e.State = EntityState.Deleted;
            }
            """), policy: policy);
        // As another generator would add it, after ours has read the sources.
        Generated With(string member) => generated with { Compilation = generated.Compilation.AddSyntaxTrees(Compiled.Parse("using Microsoft.EntityFrameworkCore; using Microsoft.EntityFrameworkCore.ChangeTracking; public static class D { " + member + " }", path: "/repo/obj/D.g.cs")) };
        Assert.Empty(MediationProof.Holes(generated.Inspect()));
        var hole = Assert.Single(MediationProof.Holes(With("public static void A(EntityEntry<Customer> e) => e.State = EntityState.Deleted;").Inspect()));
        Assert.Equal("D.A calls Microsoft.EntityFrameworkCore.ChangeTracking.EntityEntry.set_State past the guard", MediationProof.Describe(hole));
        Assert.StartsWith("Sanction it without a limit", MediationProof.Advise(hole), StringComparison.Ordinal);
        Assert.Empty(MediationProof.Holes(With("public static void A(EntityEntry<Customer> e) => e.State = EntityState.Detached;").Inspect()));
    }

    private static string Look(string source, string? policy = null, string? @lock = null)
    {
        var generated = Generated.From(Compiled.Create(source), policy: policy, @lock: @lock);
        Assert.DoesNotContain(generated.Diagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        var inspected = generated.Inspect();
        var site = Assert.Single(generated.Manifest.Sites, site => site.Sink.Contains("set_State", StringComparison.Ordinal));
        if (!MediationProof.Holes(inspected).Any())
            Assert.Empty(MediationProof.UnguardedSites(inspected));
        return $"{string.Join("; ", site.Effects.Items)} | {(site.Tolerated ? "tolerated" : site.Sanction is null ? "unsanctioned" : "sanctioned")}"
            + $" | {(generated.Manifest.Unproven.Count > 0 ? "not listed " : "")}| {(MediationProof.Holes(inspected).Any() ? "hole" : "")}";
    }
}
