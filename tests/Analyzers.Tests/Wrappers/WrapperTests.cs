using ImmutableGuard.Analyzers.Tests.Guarding;

namespace ImmutableGuard.Analyzers.Tests.Wrappers;

/// <summary>Methods that pass on what they are given: their callers are told what they ask for, and the wrapper isn't complained of.</summary>
public sealed class WrapperTests
{
    private const string Db = """
        public class Customer { public int Id { get; set; } }
        public class Order { public int Id { get; set; } }
        public class Db : DbContext { public DbSet<Customer> Customers => Set<Customer>(); public DbSet<Order> Orders => Set<Order>(); }
        public interface IRepository<T> where T : class { void Delete(T item); }
        public class Repository<T>(Db db) : IRepository<T> where T : class { public virtual void Delete(T item) => db.Set<T>().Remove(item); }

        """;

    [Theory]
    // The text, and what is made of it
    [InlineData("public static int Run(IDbConnection c, string sql) => c.Execute(sql);", "Run(c, \"DELETE FROM orders WHERE id = 1\")", "delete sql:orders")]
    [InlineData("public static int Run(IDbConnection c, string sql) => c.Execute(sql);", "Run(c, \"SELECT 1 FROM orders\")", "read sql:orders")]
    [InlineData("public static int Run(IDbConnection c, string table) => c.Execute($\"DELETE FROM {table} WHERE id = 1\");", "Run(c, \"orders\")", "delete sql:orders")]
    [InlineData("public static int Run(IDbConnection c, string table) => c.Execute(string.Format(\"DELETE FROM {0} WHERE id = 1\", table));", "Run(c, \"orders\")", "delete sql:orders")]
    [InlineData("public static int Run(IDbConnection c, string where) { var s = \"DELETE FROM orders\"; if (where != \"\") s += \" WHERE \" + where; return c.Execute(s); }", "Run(c, \"id = 1\")", "delete sql:orders")]
    [InlineData("public static int Run(IDbConnection c, string name) => c.Execute(name, commandType: CommandType.StoredProcedure);", "Run(c, \"tidy\")", "call sql:tidy")]
    [InlineData("public static int Run(IDbConnection c, string name, CommandType kind = CommandType.Text) => c.Execute(name, commandType: kind);", "Run(c, \"tidy\", CommandType.StoredProcedure)", "call sql:tidy")]
    [InlineData("public static int Run(IDbConnection c, string name, CommandType kind = CommandType.Text) => c.Execute(name, commandType: kind);", "Run(c, \"DELETE FROM orders WHERE id = 1\")", "delete sql:orders")]
    [InlineData("public static int Run(IDbConnection c, string sql) { using var d = c.CreateCommand(); d.CommandText = sql; return d.ExecuteNonQuery(); }", "Run(c, \"DELETE FROM orders WHERE id = 1\")", "delete sql:orders")]
    [InlineData("public static int Run(Db d, FormattableString sql) => d.Database.ExecuteSql(sql);", "Run(d, $\"DELETE FROM orders WHERE id = {i}\")", "delete sql:orders")]
    [InlineData("public static int Run(IDbConnection c, string a, string b) => c.Execute(a + b);", "Run(c, b: \"orders WHERE id = 1\", a: \"DELETE FROM \")", "delete sql:orders")]
    [InlineData("public static int Run(IDbConnection c, string sql) { sql = sql.Trim(); return c.Execute(sql); }", "Run(c, \" DELETE FROM orders WHERE id = 1\")", "delete sql:orders")]
    // Ways to the sink
    [InlineData("public static int Run(this IDbConnection c, string sql) => c.Execute(sql);", "c.Run(\"DELETE FROM orders WHERE id = 1\")", "delete sql:orders")]
    [InlineData("public static int Run(this IDbConnection c, string sql) => c.Execute(sql);", "W.Run(c, \"DELETE FROM orders WHERE id = 1\")", "delete sql:orders")]
    [InlineData("public static int Run(IDbConnection c, string sql) { return Inner(sql); int Inner(string text) => c.Execute(text); }", "Run(c, \"DELETE FROM orders WHERE id = 1\")", "delete sql:orders")]
    [InlineData("public static int Run(IDbConnection c, string sql) { return Twice(() => c.Execute(sql)); } static int Twice(Func<int> f) => f() + f();", "Run(c, \"DELETE FROM orders WHERE id = 1\")", "delete sql:orders")]
    [InlineData("public static int Run(IDbConnection c, string sql) { return With(text => c.Execute(text), sql); } static int With(Func<string, int> f, string s) => f(s);", "Run(c, \"DELETE FROM orders WHERE id = 1\")", "delete sql:orders")]
    [InlineData("public static int Run(IDbConnection c, string sql) => Core(c, sql); private static int Core(IDbConnection c, string text) => c.Execute(text);", "Run(c, \"DELETE FROM orders WHERE id = 1\")", "delete sql:orders")]
    [InlineData("public static int Run(IDbConnection c, string table) => All(c, \"FROM \" + table); public static int All(IDbConnection c, string rest) => c.Execute(\"DELETE \" + rest + \" WHERE id = 1\");", "Run(c, \"orders\")", "delete sql:orders")]
    [InlineData("public static async Task<int> Run(IDbConnection c, string sql) => await c.ExecuteAsync(sql);", "Run(c, \"DELETE FROM orders WHERE id = 1\")", "delete sql:orders")]
    [InlineData("public static int Run(IDbConnection c, string sql, int tries) => tries == 0 ? c.Execute(sql) : Run(c, sql, tries - 1);", "Run(c, \"DELETE FROM orders WHERE id = 1\", 3)", "delete sql:orders")]
    [InlineData("public static int Run(IDbConnection c, string sql, int tries) => tries == 0 ? c.Execute(sql) : Again(c, sql, tries); public static int Again(IDbConnection c, string sql, int tries) => Run(c, sql, tries - 1);", "Again(c, \"DELETE FROM orders WHERE id = 1\", 3)", "delete sql:orders")]
    // Entities
    [InlineData("public static void Run<T>(Db d, T item) where T : class => d.Remove(item);", "Run(d, new Customer())", "delete sql:Customers")]
    [InlineData("public static void Run(Db d, object item) => d.Remove(item);", "Run(d, new Customer())", "delete sql:Customers")]
    [InlineData("public static void Run<T>(Db d, int id) where T : Customer => d.Set<T>().Where(x => x.Id == id).ExecuteDelete();", "Run<Customer>(d, 1)", "delete sql:Customers")]
    [InlineData("public static void Run<T>(Db d) where T : class => d.Set<T>().ExecuteDelete();", "Run<Order>(d)", "delete sql:Orders (unbounded)")]
    [InlineData("public static int Run<T>(IDbConnection c) => c.Execute($\"DELETE FROM {typeof(T).Name} WHERE id = 1\");", "Run<Order>(c)", "delete sql:Order")]
    [InlineData("public static void Run<T>(Db d, IEnumerable<T> items) where T : class => d.RemoveRange(items);", "Run(d, new List<Order>())", "delete sql:Orders")]
    [InlineData("public static void Run(Db d, Customer c) => new Repository<Customer>(d).Delete(c);", "new Repository<Order>(d).Delete(new Order())", "delete sql:Orders")]
    [InlineData("public static void Run(IRepository<Customer> r) { }", "((IRepository<Customer>)new Repository<Customer>(d)).Delete(new Customer())", "delete sql:Customers")]
    // Files
    [InlineData("public static void Run(string path) => File.Delete(path);", "Run(\"/tmp/a\")", "delete file:/tmp/a")]
    [InlineData("public static void Run(string name) => File.Delete(\"/tmp/\" + name);", "Run(\"a\")", "delete file:/tmp/a")]
    public void CallOfAWrapper_IsASiteWithWhatItAsksFor(string wrapper, string call, string effect)
    {
        var generated = Generated.From(Compiled.Create(Db + $$"""
            public static class W { {{wrapper}} public static void Caller(IDbConnection c, Db d, int i) { {{call}}; } }
            """));

        Assert.DoesNotContain(generated.Diagnostics, diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        var site = Assert.Single(generated.Manifest.Sites, site => site.Member.Contains("Caller", StringComparison.Ordinal) && site.Derived);
        Assert.True(site.Effects.Complete, site.Effects.Reason);
        Assert.Equal(effect, Assert.Single(site.Effects.Items) is var only ? only + (only.Bounded || only.ToString().EndsWith(')') ? "" : " (unbounded)") : "");
    }

    [Theory]
    [InlineData("public static int Run(IDbConnection c, string sql) => c.Execute(\"DELETE FROM orders WHERE id = @sql\", new { sql });", "Run(c, \"a\")")]
    [InlineData("public static int Run(IDbConnection c, string sql) { sql = \"DELETE FROM orders WHERE id = 1\"; return c.Execute(sql); }", "Run(c, \"a\")")]
    [InlineData("public static int Run(IDbConnection c, string sql) => sql.Length;", "Run(c, \"DELETE FROM orders\")")]
    // A value decides nothing: the method itself says what it deletes
    [InlineData("public static int Run(IDbConnection c, string id) => c.Execute(\"DELETE FROM orders WHERE id = \" + id);", "Run(c, \"1\")")]
    [InlineData("public static int Run(IDbConnection c, int id) => c.Execute($\"DELETE FROM orders WHERE id = {id}\");", "Run(c, 1)")]
    [InlineData("public static IEnumerable<int> Run(IDbConnection c, string sql) { yield return c.Execute(sql); }", "Run(c, \"DELETE FROM orders\")")]
    [InlineData("public static void Run(IDbConnection c, out string sql) { sql = \"\"; c.Execute(sql); }", "Run(c, out var s)")]
    [InlineData("public static void Run<T>(Db d, Order o) => d.Remove(o);", "Run<Customer>(d, new Order())")]
    [InlineData("public static void Run<T>(List<T> l, T item) => l.Remove(item);", "Run(new List<Order>(), new Order())")]
    [InlineData("public static void Run(string path) => File.Exists(path);", "Run(\"/tmp/a\")")]
    public void MethodThatPassesNothingOn_IsNoWrapper(string method, string call)
    {
        var generated = Generated.From(Compiled.Create(Db + $$"""
            public static class W { {{method}} public static void Caller(IDbConnection c, Db d) { {{call}}; } }
            """));
        Assert.DoesNotContain(generated.Manifest.Sites, site => site.Derived && site.Member.Contains("Caller", StringComparison.Ordinal));
        Assert.DoesNotContain(generated.Manifest.DerivedSinks, sink => sink.Id.Contains("Run", StringComparison.Ordinal));
    }

    /// <summary>However they call each other, each is read a few times.</summary>
    [Fact]
    public void ManyMethodsThatAllCallEachOther_AreFollowedToTheEnd()
    {
        const int many = 40;
        var methods = Enumerable.Range(0, many).Select(i =>
            $"public static void Step{i}(IDbConnection c, string sql) {{ {(i == many - 1 ? "c.Execute(sql);" : "")} {string.Concat(Enumerable.Range(0, many).Select(j => $"Step{j}(c, sql);"))} }}\n");
        var generated = Generated.From(Compiled.Create($"public static class W {{ {string.Concat(methods)} static void Caller(IDbConnection c) => Step0(c, \"DELETE FROM orders WHERE id = 1\"); }}"));
        var site = Assert.Single(generated.Manifest.Sites, site => site.Member.Contains("Caller", StringComparison.Ordinal));
        Assert.Equal("delete sql:orders", Assert.Single(site.Effects.Items).ToString());
        Assert.Equal(many, generated.Manifest.DerivedSinks.Count);
    }

    /// <summary>A text that grows with each call has no end: nobody can tell what is asked for, and where it is carried out is told so.</summary>
    [Fact]
    public Task TextThatGrowsWithEachCall_IsUnproven() => Compiled.AssertReportsAsync("""
        public class W
        {
            public int Run(IDbConnection c, string sql, int i) => i == 0 ? c.Execute(sql) : Run(c, sql + " OR id = 1", i - 1); // IG1005
            public void A(IDbConnection c) => Run(c, "DELETE FROM orders WHERE id = 1", 3);
        }
        """);

    [Fact]
    public Task Caller_IsReportedInsteadOfTheWrapper() => Compiled.AssertReportsAsync("""
        public class W
        {
            public int Run(IDbConnection c, string sql) => c.Execute(sql);
            public void A(IDbConnection c) => Run(c, "DELETE FROM orders WHERE id = 1"); // IG1001
            public void B(IDbConnection c) => Run(c, "UPDATE orders SET a = 1 WHERE id = 1"); // IG1002
            public void C(IDbConnection c) => Run(c, "DELETE FROM orders"); // IG1001 IG1004
            public void D(IDbConnection c) => Run(c, "SELECT 1");
            public void E(IDbConnection c) => Run(c, File.ReadAllText("x")); // IG1005
            public void F(IDbConnection c, string more) => Run(c, "DELETE FROM " + more);
        }
        """);

    /// <summary>A value that a caller gives leaves nothing open: whoever writes the statement answers for it, called or not.</summary>
    [Fact]
    public Task StatementWithAValueOfTheCallers_IsReportedWhereItStands() => Compiled.AssertReportsAsync("""
        public class W
        {
            public int Run(IDbConnection c, string sql) => c.Execute(sql);
            public int A(IDbConnection c, string id) => c.Execute("DELETE FROM orders WHERE id = " + id); // IG1001
            public int B(IDbConnection c, string id) => Run(c, "DELETE FROM orders WHERE id = " + id); // IG1001
            public int C(IDbConnection c, string id) => Run(c, $"SELECT 1 FROM orders WHERE id = {id}");
            public int D(IDbConnection c, string id) => c.Execute($"DELETE FROM {Table()} WHERE id = {id}"); // IG1001
            public int E(IDbConnection c, string id) => c.Execute($"DELETE FROM {Table()} WHERE id IN ({id}) AND name = '{id}'"); // IG1001
            public int G(IDbConnection c, string id) => c.Execute($"DELETE FROM {Table()}{id} WHERE id = 1");
            public int H(IDbConnection c, string id) => c.Execute($"DELETE FROM {Table()} WHERE {id} = 1");
            private static string Table() => File.ReadAllText("table");
        }
        """);

    [Fact]
    public Task RepositoriesOfSeveralLayers_AreReportedWhereTheEntityIsKnown() => Compiled.AssertReportsAsync(Db + """
        public abstract class Service<T>(IRepository<T> repository) where T : class { public void Remove(T item) => repository.Delete(item); }
        public class CustomerService(IRepository<Customer> r) : Service<Customer>(r);
        public class Audited<T>(Db db) : Repository<T>(db) where T : class { public override void Delete(T item) { } }
        public class Caller(CustomerService customers, IRepository<Order> orders, Audited<Order> audited)
        {
            public void A(Customer c) => customers.Remove(c); // IG1001
            public void B(Order o) => orders.Delete(o); // IG1001
            public void C(Order o) => audited.Delete(o);
        }
        """);

    /// <summary>A repository of its own for one entity is not reached by those who delete others.</summary>
    [Fact]
    public void Implementation_CountsForItsOwnEntityOnly()
    {
        var generated = Generated.From(Compiled.Create(Db + """
            public interface IStore<T> { void Wipe(T item, string table); }
            public class OrderStore(IDbConnection c) : IStore<Order> { public void Wipe(Order item, string table) => c.Execute("DELETE FROM " + table); }
            public class Caller(IStore<Order> orders, IStore<Customer> customers) { void A() => orders.Wipe(new(), "a"); void B() => customers.Wipe(new(), "b"); }
            """));
        Assert.Equal(["sql:a"], generated.Manifest.Sites.Where(site => site.Derived).SelectMany(site => site.Effects.Items).Select(effect => effect.Resource));
    }

    [Theory]
    // Nobody calls it: a framework does, or nobody
    [InlineData("class W { public int Run(IDbConnection c, string sql) => c.Execute(sql); } // IG1005")]
    [InlineData("public class W : IComparer<string> { readonly IDbConnection c = null!; public int Compare(string? x, string? y) => c.Execute(x!); } // IG1005")]
    [InlineData("public class W { protected int Run(IDbConnection c, string sql) => c.Execute(sql); } // IG1005")]
    [InlineData("public class W(IDbConnection c, string table) { public int Run() => c.Execute(table); } // IG1005")]
    [InlineData("public class W { public string Sql { set => new SqliteConnection().Execute(value); } } // IG1005")]
    // The callers' sites would not say what is asked for
    [InlineData("public class R(IDbConnection c, string sql) { public int Go() => c.Execute(sql); } public class W { public int Run(IDbConnection c, string sql) => new R(c, sql).Go(); } // IG1005")]
    public Task WrapperWhoseCallersAreNotSeen_IsReportedItself(string source) => Compiled.AssertReportsAsync(source);

    [Theory]
    [InlineData("class W { public int Run(IDbConnection c, string sql) => c.Execute(sql); int A(IDbConnection c) => Run(c, \"SELECT 1\"); }")]
    [InlineData("public class W { public int Run(IDbConnection c, string sql) => c.Execute(sql); }")]
    [InlineData("interface I { int Run(string sql); } class W(IDbConnection c) : I { int I.Run(string sql) => c.Execute(sql); static void A(I i) => i.Run(\"SELECT 1\"); }")]
    public Task WrapperWhoseCallersAreSeen_IsNotReported(string source) => Compiled.AssertReportsAsync(source);

    [Fact]
    public Task WrapperHandedOut_CantBeAttributed() => Compiled.AssertReportsAsync("""
        public class W
        {
            public static int Run(string sql) => new SqliteConnection().Execute(sql);
            public static Func<string, int> A() => Run; // IG1008
            public static Func<string, int> B() => sql => 1;
        }
        """);

    [Theory]
    [InlineData("M:W.A(System.Data.IDbConnection)")]
    [InlineData("M:W.Run(System.Data.IDbConnection,System.String)")]
    public Task SanctionOfTheCallerOrOfTheWrapper_Allows(string caller) => Compiled.AssertReportsAsync("""
        public class W
        {
            public int Run(IDbConnection c, string sql) => c.Execute(sql);
            public void A(IDbConnection c) => Run(c, "DELETE FROM orders WHERE id = 1");
            public void B(IDbConnection c) => Run(c, "DELETE FROM customers WHERE id = 1"); // IG1001
        }
        """, Policy(caller));

    [Fact]
    public Task SanctionInCode_CountsAtBothEnds() => Compiled.AssertReportsAsync("""
        public class W
        {
            [SanctionedAccess(Operation.Delete, "sql:orders", Reason = "r")]
            public int Run(IDbConnection c, string sql) => c.Execute(sql);
            public void A(IDbConnection c) => Run(c, "DELETE FROM orders WHERE id = 1");
            [SanctionedAccess(Operation.Delete, "sql:customers", Reason = "r")]
            public void B(IDbConnection c) => Run(c, "DELETE FROM customers WHERE id = 1");
            public void C(IDbConnection c) => Run(c, "DELETE FROM carts WHERE id = 1"); // IG1001
        }
        """);

    /// <summary>A sanction of the caller's only counts where the guard knows who calls.</summary>
    [Theory]
    [InlineData("M:S.Remove(System.Data.IDbConnection)", "IG1008")]
    [InlineData("M:W.Run(System.Data.IDbConnection,System.String)", "")]
    [InlineData("M:Other", "IG1001")]
    public Task CallOnBase_NeedsASanctionOfTheWrapper(string caller, string id) => Compiled.AssertReportsAsync($$"""
        public class W { public virtual int Run(IDbConnection c, string sql) => c.Execute(sql); }
        public class S : W { public void Remove(IDbConnection c) => base.Run(c, "DELETE FROM orders WHERE id = 1"); {{(id == "" ? "" : "// " + id)}}
        }
        """, Policy(caller));

    private static string Policy(string caller) => $$"""
        { "version": 1, "mode": "enforce", "sanctions": [
          { "id": "s", "operations": ["delete"], "resources": ["sql:orders"], "callers": ["{{caller}}"], "reason": "r" }] }
        """;
}
