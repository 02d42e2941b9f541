using ImmutableGuard.Analyzers.Tests.Guarding;

namespace ImmutableGuard.Analyzers.Tests;

/// <summary>Objects that are made and properties that are set, where that changes data: no method is called that the guard could be put around.</summary>
public sealed class SilentUseTests
{
    private const string Db = """
        using Microsoft.EntityFrameworkCore.ChangeTracking;
        public class Customer { public int Id { get; set; } }
        public class Db : DbContext { public DbSet<Customer> Customers => Set<Customer>(); }

        """;

    [Theory]
    [InlineData("public void A(Db d, Customer c) => d.Entry(c).State = EntityState.Deleted; // IG1001")]
    [InlineData("public void A(Db d, Customer c) => d.Entry(c).State = EntityState.Modified; // IG1002")]
    [InlineData("public void A(EntityEntry<Customer> e) => e.State = EntityState.Deleted; // IG1001")]
    [InlineData("public void A(EntityEntry e) { if (e.State == EntityState.Deleted) { e.State = EntityState.Modified; } } // IG1002")]
    [InlineData("public void A(Db d) { foreach (var e in d.ChangeTracker.Entries<Customer>()) e.State = EntityState.Deleted; } // IG1001")]
    [InlineData("public void A(Db d, Customer c, EntityState s) => d.Entry(c).State = s; // IG1001 IG1002")]
    [InlineData("public void A(Db d, Customer c) => d.Entry(c).State = c.Id == 0 ? EntityState.Added : EntityState.Modified; // IG1001 IG1002")]
    // Near misses
    [InlineData("public void A(Db d, Customer c) => d.Entry(c).State = EntityState.Added;")]
    [InlineData("public void A(Db d, Customer c) => d.Entry(c).State = EntityState.Detached;")]
    [InlineData("public bool A(Db d, Customer c) => d.Entry(c).State == EntityState.Deleted;")]
    [InlineData("public EntityState State { get; set; } public void A(C c) => c.State = EntityState.Deleted;")]
    [InlineData("public EntityState State { get; set; } public void A() => State = EntityState.Deleted;")]
    public Task StateOfAnEntry(string member) => Compiled.AssertReportsAsync(Db + $$"""
        public class C { {{member}}
        }
        """);

    [Fact]
    public void StateOfAnEntry_NamesTheTable()
    {
        var generated = Generated.From(Compiled.Create(Db + "public class C { public void A(Db d, Customer c) => d.Entry(c).State = EntityState.Deleted; }"));
        var site = Assert.Single(generated.Manifest.Sites);
        Assert.Equal("delete sql:Customers", Assert.Single(site.Effects.Items).ToString());
        Assert.Empty(generated.Manifest.Unproven);
    }

    /// <summary>Reported once, though two rules look at it.</summary>
    [Theory]
    [InlineData("public void A(Db d, Customer c) => d.Entry(c).State = EntityState.Deleted; // IG1007")]
    [InlineData("public void A(Db d, Customer c) => d.Entry(c).State = EntityState.Added;")]
    public Task StateOfAnEntry_OfAppendOnlyData(string member) => Compiled.AssertReportsAsync(Db + $$"""
        public class C { {{member}}
        }
        """, """{ "version": 1, "resources": [ { "name": "sql:Customers", "mutability": "append-only" } ] }""");

    [Theory]
    [InlineData("new FileStream(\"/a\", FileMode.Truncate)", "truncate file:/a", true)]
    [InlineData("new System.IO.FileStream(path, FileMode.Truncate, FileAccess.Write)", "truncate file:*", true)]
    [InlineData("new FileStream(\"/a\", FileMode.Create)", "insert file:/a", false)]
    [InlineData("new FileStream(\"/a\", mode)", "truncate file:/a; insert file:/a", true)]
    [InlineData("File.Open(\"/a\", FileMode.Truncate)", "truncate file:/a", false)]
    [InlineData("File.Open(\"/a\", FileMode.Create)", "insert file:/a", false)]
    [InlineData("File.Open(\"/a\", mode)", "truncate file:/a; insert file:/a", false)]
    [InlineData("new FileStream(\"/a\", new FileStreamOptions { Mode = FileMode.Truncate, Access = FileAccess.Write })", "truncate file:/a", true)]
    [InlineData("new FileStream(\"/a\", new FileStreamOptions { Mode = FileMode.Create })", "insert file:/a", false)]
    [InlineData("new FileStream(\"/a\", new FileStreamOptions { Mode = mode })", "truncate file:/a; insert file:/a", true)]
    [InlineData("new StreamWriter(\"/a\", new FileStreamOptions { Mode = FileMode.Truncate })", "truncate file:/a", true)]
    [InlineData("new StreamWriter(path, System.Text.Encoding.UTF8, new() { Mode = FileMode.Truncate })", "truncate file:*", true)]
    [InlineData("File.Open(\"/a\", new FileStreamOptions { Mode = FileMode.Truncate })", "truncate file:/a", false)]
    [InlineData("File.Open(\"/a\", new FileStreamOptions { Mode = FileMode.Create })", "insert file:/a", false)]
    [InlineData("new FileInfo(\"/a\").Open(new FileStreamOptions { Mode = FileMode.Truncate })", "truncate file:*", false)]
    [InlineData("File.Open(\"/a\", options)", "truncate file:/a; insert file:/a", false)]
    [InlineData("new FileInfo(\"/a\").Open(FileMode.Truncate)", "truncate file:*", false)]
    [InlineData("File.Create(\"/a\")", "insert file:/a", false)]
    [InlineData("new StreamWriter(\"/a\")", "insert file:/a", false)]
    [InlineData("new StreamWriter(\"/a\", append: true)", "insert file:/a", false)]
    // Near misses
    [InlineData("new FileStream(\"/a\", FileMode.Open)", "", false)]
    [InlineData("new FileStream(\"/a\", FileMode.Append)", "", false)]
    [InlineData("new FileStream(\"/a\", FileMode.CreateNew)", "", false)]
    [InlineData("new FileStream(\"/a\", FileMode.OpenOrCreate)", "", false)]
    [InlineData("File.Open(\"/a\", FileMode.Open)", "", false)]
    [InlineData("new FileStream(\"/a\", new FileStreamOptions { Mode = FileMode.Open })", "", false)]
    [InlineData("new FileStream(\"/a\", new FileStreamOptions { Access = FileAccess.Read })", "", false)]
    [InlineData("new StreamWriter(\"/a\", new FileStreamOptions { Mode = FileMode.Append })", "", false)]
    [InlineData("File.Open(\"/a\", new FileStreamOptions { Mode = FileMode.OpenOrCreate })", "", false)]
    [InlineData("new StreamReader(\"/a\", new FileStreamOptions { Mode = FileMode.Open })", "", false)]
    [InlineData("new StreamWriter(stream)", "", false)]
    [InlineData("new StreamReader(\"/a\")", "", false)]
    public void FileThatIsOpened(string expression, string effects, bool unguarded)
    {
        var generated = Generated.From(Compiled.Create($"public class C {{ public object A(string path, FileMode mode, Stream stream, FileStreamOptions options) => {expression}; }}"));
        Assert.DoesNotContain(generated.Diagnostics, diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        Assert.Equal(effects, string.Join("; ", generated.Manifest.Sites.SelectMany(site => site.Effects.Items)));
        Assert.Equal(unguarded, generated.Manifest.Unproven.Count > 0);
    }

    [Fact]
    public Task FileThatIsTruncatedByAnotherNameOfItsType_Reports() => Compiled.AssertReportsAsync("""
        using Writing = System.IO.FileStream;
        public class C
        {
            public void A() { using var s = new Writing("/a", FileMode.Truncate); } // IG1001 IG1008
            public void B() { using var s = new Writing("/a", FileMode.Open); }
        }
        """);

    [Fact]
    public Task FileThatIsTruncated_Reports() => Compiled.AssertReportsAsync("""
        public class C
        {
            public void A() { using var s = new FileStream("/a", FileMode.Truncate); } // IG1001 IG1008
            public void B() { using FileStream s = new("/a", FileMode.Truncate); } // IG1001 IG1008
            public void D() { using var s = File.Open("/a", FileMode.Truncate); } // IG1001
            public void E() { using var s = new FileStream("/a", FileMode.Create); }
            public void F() { using FileStream s = new("/a", FileMode.Open); }
            public void G() { var o = new FileStreamOptions(); o.Mode = FileMode.Truncate; using var s = new FileStream("/a", o); } // IG1001 IG1008
            public void H() { var o = new FileStreamOptions { Mode = FileMode.Truncate }; if (DateTime.Now.Day > 1) o.Mode = FileMode.Open; using var s = File.Open("/a", o); } // IG1001
            public void I() { var o = new FileStreamOptions { Mode = FileMode.Truncate }; o.Mode = FileMode.Open; using var s = File.Open("/a", o); }
            private static readonly FileStreamOptions Reading = new() { Mode = FileMode.Open };
            private static readonly FileStreamOptions Other = new() { Mode = FileMode.Open };
            public static readonly FileStreamOptions Seen = new() { Mode = FileMode.Open };
            public void J() { using var s = new FileStream("/a", Reading); }
            public void K() { Other.Mode = FileMode.Truncate; using var s = new FileStream("/a", Other); } // IG1001 IG1008
            public void L() { using var s = new FileStream("/a", Seen); } // IG1001 IG1008
        }
        """);

    /// <summary>A creation that names no type is found by the mode it is given, wherever it stands.</summary>
    [Theory]
    [InlineData("public FileStream A(string p) => new(p, FileMode.Truncate); // IG1001 IG1008")]
    [InlineData("public FileStream A() { return new(\"/a\", FileMode.Truncate); } // IG1001 IG1008")]
    [InlineData("public FileStream S = new(\"/a\", FileMode.Truncate); // IG1001 IG1008")]
    [InlineData("public FileStream S = null!, T = new(\"/a\", FileMode.Truncate); // IG1001 IG1008")]
    [InlineData("public FileStream S { get; } = new(\"/a\", System.IO.FileMode.Truncate); // IG1001 IG1008")]
    [InlineData("public object A() => Use(new(\"/a\", (FileMode.Truncate))); object Use(FileStream s) => s; // IG1001 IG1008")]
    [InlineData("public object A(bool b) => Use(new(\"/a\", b ? FileMode.Truncate : FileMode.Open)); object Use(FileStream s) => s; // IG1001 IG1008")]
    [InlineData("class Own : FileStream { public Own(string p) : base(p, FileMode.Truncate) { } } // IG1001 IG1008")]
    [InlineData("class Own(string p) : FileStream(p, FileMode.Truncate) { } // IG1001 IG1008")]
    // Near misses
    [InlineData("public FileStream A(string p) => new(p, FileMode.Open);")]
    [InlineData("class Own : FileStream { public Own(string p) : base(p, FileMode.Create) { } }")]
    [InlineData("class Own(string p) : FileStream(p, FileMode.Append) { }")]
    [InlineData("class Own { public Own(string p, FileMode m) { } public Own() : this(\"\", FileMode.Truncate) { } public Own Other() => new(\"/a\", FileMode.Truncate); }")]
    public Task FileThatIsTruncatedByACreationWithoutAName(string member) => Compiled.AssertReportsAsync($$"""
        public class C { {{member}}
        }
        """);

    /// <summary>Data that is only added to isn't written anew, and of a path that isn't known the guard tells.</summary>
    [Theory]
    [InlineData("File.WriteAllText(\"/audit/a\", p); // IG1007", true)]
    [InlineData("File.Create(\"/audit/a\"); // IG1007", true)]
    [InlineData("new StreamWriter(\"/audit/a\"); // IG1007", false)]
    [InlineData("new FileStream(\"/audit/a\", FileMode.Create); // IG1007", false)]
    [InlineData("File.WriteAllText(p, p);", true)]
    [InlineData("File.Open(p, FileMode.Create);", true)]
    // Near misses
    [InlineData("File.AppendAllText(\"/audit/a\", p);", false)]
    [InlineData("File.Open(\"/audit/a\", FileMode.Append);", false)]
    [InlineData("new StreamWriter(\"/audit/a\", true);", false)]
    [InlineData("new StreamWriter(p);", false)]
    public async Task FileThatIsAppendOnly(string statement, bool isGuarded)
    {
        const string policy = """{ "version": 1, "resources": [ { "name": "file:/audit/**", "mutability": "append-only" } ] }""";
        var source = $$"""
            public class C { public void A(string p) { {{statement}}
            } }
            """;
        await Compiled.AssertReportsAsync(source, policy);
        var generated = Generated.From(Compiled.Create(source), policy: policy);
        Assert.Equal(isGuarded, generated.Text.Contains(" Site_", StringComparison.Ordinal));
        var inspected = generated.Inspect();
        Assert.Empty(Inspection.MediationProof.Holes(inspected));
        if (!statement.Contains("IG1007", StringComparison.Ordinal))
            Assert.Empty(Inspection.MediationProof.UnguardedSites(inspected));
    }

    [Fact]
    public void FileThatIsWritten_NeedsNoGuardWhereNoFileIsAppendOnly()
    {
        const string policy = """{ "version": 1, "resources": [ { "name": "sql:audit", "mutability": "append-only" } ] }""";
        Assert.DoesNotContain(" Site_", Generated.From(Compiled.Create("public class C { public void A(string p) => File.WriteAllText(p, p); }"), policy: policy).Text, StringComparison.Ordinal);
    }
}
