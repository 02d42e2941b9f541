using ImmutableGuard.Analyzers.Tests.Guarding;
using ImmutableGuard.Policies;

namespace ImmutableGuard.Analyzers.Tests;

public sealed class AppendOnlyChangeTests
{
    private const string Policy = """
        { "version": 1, "resources": [{ "name": "sql:audit_*", "mutability": "append-only" }],
          "sanctions": [{ "id": "s", "operations": ["update", "delete", "truncate", "schema"], "resources": ["sql:*"], "callers": ["T:C"], "reason": "all of it" }] }
        """;

    private const string Shop = """
        [AppendOnly] class Entry { public int Id { get; set; } public int State { get; set; } public string? Note { get; set; } }
        class LoginEntry : Entry { }
        class Order { public int Id { get; set; } public int State { get; set; } public List<Entry> Entries { get; set; } = []; }
        class Shop : DbContext { public DbSet<Entry> Journal => Set<Entry>(); public DbSet<Order> Orders => Set<Order>(); }

        """;

    [Theory]
    [InlineData("UPDATE audit_log SET state = 1 WHERE id = 1")]
    [InlineData("DELETE FROM audit_log")]
    [InlineData("TRUNCATE TABLE audit_log")]
    [InlineData("DROP TABLE audit_log")]
    [InlineData("INSERT INTO audit_log (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET id = 2")]
    [InlineData("DELETE FROM orders WHERE id = 1; DELETE FROM audit_log WHERE id = 1")]
    public Task ChangeOfWhatThePolicyMarks_ReportsInSpiteOfTheSanction(string text) => Compiled.AssertReportsAsync(
        $"class C {{ void M(IDbConnection c) => c.Execute(\"{text}\"); }} // IG1007", Policy);

    [Theory]
    [InlineData("INSERT INTO audit_log VALUES (1)")]
    [InlineData("SELECT * FROM audit_log")]
    [InlineData("CREATE TABLE audit_log (id INT)")]
    [InlineData("ALTER TABLE audit_log ADD note TEXT")]
    [InlineData("DROP INDEX i ON audit_log")]
    [InlineData("DROP VIEW audit_view")]
    [InlineData("UPDATE orders SET state = 1 WHERE id IN (SELECT id FROM audit_log)")]
    public Task WhatIsThereStays_DoesNotReport(string text) => Compiled.AssertReportsAsync(
        $"class C {{ void M(IDbConnection c) => c.Execute(\"{text}\"); }}", Policy);

    [Fact]
    public Task NameKnownInPart_ReportsWhereItMayBeMeant() => Compiled.AssertReportsAsync("""
        class C
        {
            void M(SqliteConnection c, string name)
            {
                c.Execute($"DELETE FROM audit_{name} WHERE id = 1"); // IG1007
                c.Execute($"DELETE FROM {name} WHERE id = 1"); // IG1001
                c.Execute($"DELETE FROM orders_{name} WHERE id = 1");
            }
        }
        """, Policy);

    [Fact]
    public Task WholeDatabase_Reports() => Compiled.AssertReportsAsync("class C { void M(DbContext d) => d.Database.EnsureDeleted(); } // IG1007", Policy);

    [Fact]
    public Task MarkedEntity_ReportsEveryChange() => Compiled.AssertReportsAsync(Shop + """
        [SanctionedAccess(Operation.Update | Operation.Delete | Operation.Truncate, "sql:*", Reason = "all of it")]
        class C
        {
            void M(Shop shop, Entry entry, LoginEntry login, Order order, IDbConnection c)
            {
                shop.Remove(entry); // IG1007
                shop.Journal.Remove(login); // IG1007
                shop.Update(entry); // IG1007
                shop.Journal.Where(e => e.Id == 1).ExecuteDelete(); // IG1007
                shop.Journal.ExecuteUpdate(s => s.SetProperty(e => e.State, 1)); // IG1007
                c.Execute("DELETE FROM journal WHERE id = 1"); // IG1007
                shop.Remove(order);
                shop.Journal.Add(entry);
                c.Execute("DELETE FROM entry WHERE id = 1");
            }
        }
        """);

    [Fact]
    public Task PropertyOfTrackedRow_Reports() => Compiled.AssertReportsAsync(Shop + """
        class C
        {
            async Task M(Shop shop)
            {
                var first = shop.Journal.First();
                first.State = 1; // IG1007
                first.State++; // IG1007
                first.Note ??= ""; // IG1007
                var found = await shop.Journal.Where(e => e.Id == 1).SingleAsync();
                found!.State += 1; // IG1007
                (await shop.Set<LoginEntry>().FindAsync(1))!.State = 1; // IG1007
                var all = shop.Journal.OrderBy(e => e.Id);
                foreach (var each in all.ToList())
                    each.State = 2; // IG1007
                var order = shop.Orders.First();
                order.Entries[0].State = 2; // IG1007
                foreach (var entry in order.Entries)
                    entry.State = 2; // IG1007
                foreach (var one in shop.Orders)
                    one.Entries.First().State = 2; // IG1007
                shop.Journal.FirstAsync().Result.State = 1; // IG1007
                order.Entries.RemoveAt(0); // IG1007
            }
        }
        """);

    [Fact]
    public Task PropertyOfWhatIsNotATrackedRow_DoesNotReport() => Compiled.AssertReportsAsync(Shop + """
        class C
        {
            void M(Shop shop, Entry given)
            {
                var made = new Entry { State = 1 };
                made.State = 2;
                given.State = 2;
                var read = shop.Journal.AsNoTracking().First();
                read.State = 1;
                var order = shop.Orders.First();
                order.State = 1;
                shop.Orders.AsNoTracking().First().Entries[0].State = 1;
                new Order().Entries.First().State = 1;
                var copy = shop.Journal.Select(e => new Entry { Id = e.Id }).First();
                copy.State = 1;
                var looped = made; while (looped.Id > 0) looped = looped;
                looped.State = 1;
            }
        }
        """);

    private const string Store = """
        interface IEntries { Task<Entry?> FindAsync(int id); Task<Entry> Get(int id); Entry Last { get; } }
        class Entries(Shop shop) : IEntries
        {
            public async Task<Entry?> FindAsync(int id) => await shop.Journal.FirstOrDefaultAsync(e => e.Id == id).ConfigureAwait(false);
            public Task<Entry> Get(int id) => shop.Journal.SingleAsync(e => e.Id == id);
            public Entry Last => shop.Journal.OrderBy(e => e.Id).Last();
            public Entry Read() => shop.Journal.AsNoTracking().First();
            public static Entry Make() => new();
        }

        """;

    [Theory]
    [InlineData("var e = await entries.FindAsync(1); e!.State = 1;")]
    [InlineData("(await entries.Get(1)).State = 1;")]
    [InlineData("IEntries any = entries; var e = await any.FindAsync(1); if (e is null) return; e.State = 1;")]
    [InlineData("IEntries any = entries; (await any.Get(1)).State = 1;")]
    [InlineData("entries.Last.State = 1;")]
    [InlineData("var e = flag ? entries.Last : new Entry(); e.State = 1;")]
    [InlineData("var (e, n) = (shop.Journal.First(), 1); e.State = n;")]
    [InlineData("Change(shop.Journal.First()); static void Change(Entry e) => e.State = 1;")]
    [InlineData("if (shop.Journal.FirstOrDefault() is { } e) e.State = 1;")]
    [InlineData("if (shop.Journal.FirstOrDefault() is LoginEntry e) e.State = 1;")]
    [InlineData("shop.Find<Entry>(1)!.State = 1;")]
    [InlineData("var e = await shop.FindAsync<Entry>(1); e!.State = 1;")]
    [InlineData("shop.Journal.ToList().ForEach(e => e.State = 1);")]
    [InlineData("await shop.Journal.ForEachAsync(e => { e.State = 1; });")]
    [InlineData("shop.Attach(given); given.State = 1;")]
    [InlineData("shop.Journal.Attach(given); given.State++;")]
    [InlineData("var e = shop.Journal.First(); (e.State, e.Note) = (1, null);")]
    [InlineData("shop.Journal.First().Close();")]
    [InlineData("foreach (var e in shop.Journal) e.Reopen(3);")]
    public Task TrackedRowByAnotherWay_Reports(string statements) => Compiled.AssertReportsAsync(
        Shop.Replace("public int State { get; set; } public string? Note", Methods + "public int State { get; set; } public string? Note", StringComparison.Ordinal) + Store
        + $"class C {{ async Task M(Shop shop, Entries entries, Entry given, bool flag) {{ await Task.Yield(); {statements} }} }} // IG1007");

    [Theory]
    [InlineData("entries.Read().State = 1;")]
    [InlineData("Entries.Make().State = 1;")]
    [InlineData("given.State = 1; shop.Attach(given);")]
    [InlineData("shop.Attach(given); entries.Read().State = 1;")]
    [InlineData("Change(new Entry()); static void Change(Entry e) => e.State = 1;")]
    [InlineData("if (entries.Read() is { } e) e.State = 1;")]
    [InlineData("new List<Entry>().ForEach(e => e.State = 1);")]
    [InlineData("shop.Find<Order>(1)!.State = 1;")]
    [InlineData("given.Close();")]
    [InlineData("shop.Journal.First().Look(given);")]
    [InlineData("shop.Journal.First().Shown = true;")]
    public Task RowThatIsNotTrackedByAnotherWay_DoesNotReport(string statements) => Compiled.AssertReportsAsync(
        Shop.Replace("public int State { get; set; } public string? Note", Methods + "public int State { get; set; } public string? Note", StringComparison.Ordinal) + Store
        + $"class C {{ async Task M(Shop shop, Entries entries, Entry given, bool flag) {{ await Task.Yield(); {statements} }} }}");

    private const string Methods =
        "public void Close() => State = 1; public void Reopen(int n) { if (n > 0) Reopen(n - 1); else Close(); } public int Look(Entry other) { var copy = new Entry(); copy.State = other.Id; return copy.State; } "
        + "[System.ComponentModel.DataAnnotations.Schema.NotMapped] public bool Shown { get; set; } ";

    [Fact]
    public Task RowChangedThroughItsEntry_Reports() => Compiled.AssertReportsAsync(Shop + """
        class C
        {
            void M(Shop shop, Entry entry, LoginEntry login, object values, EntityState state)
            {
                shop.Entry(entry).State = EntityState.Modified; // IG1007
                shop.Entry(login).State = EntityState.Deleted; // IG1007
                shop.Entry((object)entry).State = EntityState.Modified; // IG1007
                shop.Entry(entry).State = state; // IG1007
                shop.Entry(entry).CurrentValues.SetValues(values); // IG1007
                shop.Entry(entry).CurrentValues["State"] = 1; // IG1007
                shop.Entry(entry).Property(e => e.State).CurrentValue = 1; // IG1007
                shop.Entry(entry).Property("State").IsModified = true; // IG1007
                foreach (var each in shop.ChangeTracker.Entries<Entry>())
                    each.State = EntityState.Modified; // IG1007
            }
        }
        """);

    [Fact]
    public Task RowThatIsAddedOrOfOthersThroughItsEntry_IsNoChangeOfAppendOnlyData() => Compiled.AssertReportsAsync(Shop + """
        class Lamp { public EntityState State { get; set; } public void SetValues(object values) { } }
        class C
        {
            void M(Shop shop, Entry entry, Order order, object row, Lamp lamp)
            {
                shop.Entry(entry).State = EntityState.Added;
                shop.Entry(entry).State = EntityState.Detached;
                shop.Entry(entry).State = EntityState.Unchanged;
                shop.Entry(entry).Property(e => e.State).IsModified = false;
                shop.Entry(entry).OriginalValues.SetValues(entry);
                shop.Entry(order).State = EntityState.Deleted; // IG1001
                shop.Entry(order).CurrentValues.SetValues(order);
                shop.Entry(row).State = EntityState.Modified; // IG1002
                lamp.State = EntityState.Deleted;
                lamp.SetValues(entry);
            }
        }
        """);

    [Fact]
    public Task TableThePolicyMarks_ReportsPropertiesToo() => Compiled.AssertReportsAsync("""
        class AuditEntry { public int Id { get; set; } }
        class Shop : DbContext { public DbSet<AuditEntry> audit_log => Set<AuditEntry>(); }
        class C { void M(Shop shop) { var first = shop.audit_log.First(); first.Id = 1; } } // IG1007
        """, Policy);

    [Fact]
    public async Task Report_IsAnErrorAndNamesTheRule()
    {
        var report = Assert.Single(await Compiled.DiagnosticsAsync("class C { void M(IDbConnection c) => c.Execute(\"DROP TABLE audit_log\"); }", Policy), diagnostic => diagnostic.Id == "IG1007");
        Assert.Equal(Microsoft.CodeAnalysis.DiagnosticSeverity.Error, report.Severity);
        Assert.Equal(
            "'C.M(IDbConnection)' may drop sql:audit_log, which is append-only (by 'sql:audit_*'): no sanction allows that; insert what corrects it instead",
            report.GetMessage());
    }

    [Fact]
    public void MarkedEntity_GetsIntoTheManifestsPolicy()
    {
        var policy = Generated.From(Compiled.Create(Shop), policy: "{ \"version\": 1, \"inCode\": \"deny\" }").Manifest.Policy;
        var rule = Assert.Single(policy.Resources);
        Assert.Equal(("sql:Journal", Mutability.AppendOnly), (rule.Pattern.Text, rule.Mutability));
        Assert.Equal(Verdict.Forbidden, policy.Decide("M:C.M", new([new(Operation.Delete, "sql:journal")]), DateTime.UtcNow).Verdict);
    }
}
