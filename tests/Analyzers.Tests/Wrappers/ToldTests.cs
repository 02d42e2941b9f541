namespace ImmutableGuard.Analyzers.Tests.Wrappers;

/// <summary>
/// Where a wrapper isn't complained of, somebody else is told what it does: each way to call a method that the language has, and each
/// way to reach a sink. Whoever finds a program in which nobody is told has found the worst defect of this part.
/// </summary>
public sealed class ToldTests
{
    [Theory]
    // Two halves of one method
    [InlineData("""
        public partial class W { public partial int Run(IDbConnection c, string sql); }
        public partial class W { public partial int Run(IDbConnection c, string sql) => c.Execute(sql); }
        public class C { public void A(W w, IDbConnection c) => w.Run(c, "DELETE FROM t WHERE id = 1"); } // IG1001
        """)]
    // An inherited method implements the interface
    [InlineData("""
        public interface IRun { int Run(IDbConnection c, string sql); }
        public class Base { public int Run(IDbConnection c, string sql) => c.Execute(sql); }
        public class W : Base, IRun;
        public class C { public void A(IRun w, IDbConnection c) => w.Run(c, "DELETE FROM t WHERE id = 1"); } // IG1001
        """)]
    [InlineData("""
        public class Customer { public int Id { get; set; } }
        public class Db : DbContext { public DbSet<Customer> Customers => Set<Customer>(); }
        public interface IStore<T> { void Wipe(T item); }
        public class Base<T>(Db db) where T : class { public void Wipe(T item) => db.Remove(item); }
        public class Store<U>(Db db) : Base<U>(db), IStore<U> where U : class;
        public class C { public void A(IStore<Customer> s) => s.Wipe(new()); } // IG1001
        """)]
    // The base implements what a framework calls
    [InlineData("""
        public class Base { public int Compare(string? sql, string? b) => new SqliteConnection().Execute(sql!); } // IG1005
        public class W : Base, IComparer<string>;
        """)]
    // Static members of interfaces
    [InlineData("""
        public interface IRun { static abstract int Run(IDbConnection c, string sql); }
        public class W : IRun { public static int Run(IDbConnection c, string sql) => c.Execute(sql); }
        public class C { public void A<T>(IDbConnection c) where T : IRun => T.Run(c, "DELETE FROM t WHERE id = 1"); } // IG1001
        """)]
    [InlineData("""
        public interface IRun { int Run(IDbConnection c, string sql) => c.Execute(sql); }
        public class W : IRun;
        public class C { public void A(IRun w, IDbConnection c) => w.Run(c, "DELETE FROM t WHERE id = 1"); } // IG1001
        """)]
    // A collection initializer calls Add without naming it
    [InlineData("""
        public class W(IDbConnection c) : System.Collections.IEnumerable
        {
            public void Add(string sql) => c.Execute(sql); // IG1005
            public System.Collections.IEnumerator GetEnumerator() => null!;
        }
        public class C { public W A(IDbConnection c) => new W(c) { "DELETE FROM t WHERE id = 1" }; }
        """)]
    [InlineData("""
        public class W(IDbConnection c) { public void Add(string sql) => c.Execute(sql); }
        public class C { public void A(W w) => w.Add("DELETE FROM t WHERE id = 1"); } // IG1001
        """)]
    [InlineData("""
        public static class X { public static void Add(this List<int> list, string sql) => new SqliteConnection().Execute(sql); } // IG1005
        public class C { public List<int> A() => new() { "DELETE FROM t WHERE id = 1" }; }
        """)]
    // A handler of interpolated strings
    [InlineData("""
        [System.Runtime.CompilerServices.InterpolatedStringHandler]
        public struct W { public W(int a, int b) { } public void AppendLiteral(string sql) => new SqliteConnection().Execute(sql); } // IG1005
        public class C { void Take(W w) { } public void A() => Take($"DELETE FROM t WHERE id = 1"); }
        """)]
    // A query in words
    [InlineData("""
        public class W { public int Select(Func<string, string> f) => new SqliteConnection().Execute(f("")); } // IG1005
        public class C { public int A(W w) => from x in w select "DELETE FROM t WHERE id = 1"; }
        """)]
    // Handed out
    [InlineData("""
        public class W { public int Run(string sql) => new SqliteConnection().Execute(sql); }
        public class C
        {
            public Func<string, int> A(W w) => w.Run; // IG1008
            public Delegate B(W w) => new Func<string, int>(w.Run); // IG1008
            public unsafe void D() { delegate*<string, int> p = &S; } // IG1008
            public static int S(string sql) => new SqliteConnection().Execute(sql);
        }
        """)]
    // Bound when it runs
    [InlineData("""
        public class W { public int Run(string sql) => new SqliteConnection().Execute(sql); }
        public class C { public void A(W w) { dynamic d = w; d.Run("DELETE FROM t WHERE id = 1"); } } // IG1008
        """)]
    [InlineData("""
        public class W { public int Run(string sql) => new SqliteConnection().Execute(sql); }
        public class C { public void A(W w) => typeof(W).GetMethod("Run")!.Invoke(w, ["DELETE FROM t WHERE id = 1"]); } // IG1008
        """)]
    [InlineData("""
        public class W { public int Run(string sql) => new SqliteConnection().Execute(sql); }
        public class C { public void A(W w, dynamic sql) => w.Run(sql); } // IG1008
        """)]
    // Two texts in one member, of which callers are told one
    [InlineData("""
        public class W(IDbConnection c)
        {
            private string other = "";
            public void Set(string table, string sql) { other = "DELETE FROM " + table; Run(sql); }
            public void Run(string sql)
            {
                c.Execute(sql);
                c.Execute(other); // IG1001 IG1004
            }
        }
        """)]
    // Nobody calls it but itself
    [InlineData("""
        class W { public int Run(IDbConnection c, string sql, int n) => n == 0 ? c.Execute(sql) : Run(c, sql, n - 1); } // IG1005 IG1005
        """)]
    [InlineData("""
        class W
        {
            public int Run(IDbConnection c, string sql, int n) => n == 0 ? c.Execute(sql) : Again(c, sql, n); // IG1005 IG1005
            public int Again(IDbConnection c, string sql, int n) => Run(c, sql, n - 1); // IG1005
        }
        """)]
    [InlineData("""
        class W
        {
            public int Run(IDbConnection c, string sql, int n) => n == 0 ? c.Execute(sql) : Again(c, sql, n);
            public int Again(IDbConnection c, string sql, int n) => Run(c, sql, n - 1);
            void A(IDbConnection c) => Again(c, "DELETE FROM t WHERE id = 1", 3); // IG1001
        }
        """)]
    // A conversion that is somebody's code
    [InlineData("""
        public class Sql { public string Text = ""; public static implicit operator Sql(string s) => new() { Text = "DELETE FROM " + s }; public static implicit operator string(Sql s) => s.Text; }
        public class W { public int Run(Sql sql) => new SqliteConnection().Execute(sql); } // IG1005
        public class C { public void A(W w) => w.Run("SELECT 1"); }
        """)]
    // Arguments that aren't written, or stand elsewhere
    [InlineData("""
        public class W { public int Run(string sql = "DELETE FROM t WHERE id = 1") => new SqliteConnection().Execute(sql); }
        public class C { public void A(W w) => w.Run(); } // IG1001
        """)]
    [InlineData("""
        public class W { public int Run(params string[] sql) => new SqliteConnection().Execute(string.Concat(sql)); } // IG1005
        public class C { public void A(W w) => w.Run("DELETE FROM t", " WHERE id = 1"); }
        """)]
    [InlineData("""
        public class W { public int Run(params string[] sql) => new SqliteConnection().Execute(sql[0]); } // IG1005
        public class C { public void A(W w) => w.Run("DELETE FROM t", " WHERE id = 1"); }
        """)]
    [InlineData("""
        public class W { public int Run(ref string sql) => new SqliteConnection().Execute(sql); } // IG1005
        public class C { public void A(W w) { var s = "DELETE FROM t WHERE id = 1"; w.Run(ref s); } }
        """)]
    [InlineData("""
        public class W { public int Run(in string sql) => new SqliteConnection().Execute(sql); }
        public class C { public void A(W w) => w.Run("DELETE FROM t WHERE id = 1"); } // IG1001
        """)]
    [InlineData("""
        public class W { public int Run(string sql, [System.Runtime.CompilerServices.CallerMemberName] string table = "") => new SqliteConnection().Execute($"DELETE FROM {table} WHERE id = 1"); }
        public class C { public void Orders(W w) => w.Run(""); } // IG1001
        """)]
    // Where calls stand
    [InlineData("""
        public static class W { public static int Run(string sql) => new SqliteConnection().Execute(sql); }
        public class C
        {
            private readonly int field = W.Run("DELETE FROM t WHERE id = 1"); // IG1001
            public int Property { get; } = W.Run("DELETE FROM t WHERE id = 1"); // IG1001
            public C() : this(W.Run("DELETE FROM t WHERE id = 1")) { } // IG1001
            public C(int i) { }
            ~C() => W.Run("DELETE FROM t WHERE id = 1"); // IG1001
            public static C operator +(C a, C b) { W.Run("DELETE FROM t WHERE id = 1"); return a; } // IG1001
            public int this[int i] => W.Run("DELETE FROM t WHERE id = 1"); // IG1001
            public event Action E { add => W.Run("DELETE FROM t WHERE id = 1"); remove { } } // IG1001
            public string S => $"{W.Run("DELETE FROM t WHERE id = 1")}"; // IG1001
            public IEnumerable<int> I() { yield return W.Run("DELETE FROM t WHERE id = 1"); } // IG1001
            public Func<Task> L => async () => { await Task.Yield(); W.Run("DELETE FROM t WHERE id = 1"); }; // IG1001
            public int? N(object? o) => o?.GetHashCode() is 1 ? W.@Run("DELETE FROM t WHERE id = 1") : W.R\u0075n("DELETE FROM t WHERE id = 1"); // IG1001 IG1001
        }
        public record R(int I) { public int J { get; init; } = W.Run("DELETE FROM t WHERE id = 1"); } // IG1001
        public class P(int i) : C(W.Run("DELETE FROM t WHERE id = " + i)) { } // IG1001
        """)]
    // What frameworks call
    [InlineData("""
        namespace Microsoft.JSInterop { public class JSInvokableAttribute : Attribute; }
        namespace Shop { public class W { [Microsoft.JSInterop.JSInvokable] public int Run(string sql) => new SqliteConnection().Execute(sql); } } // IG1005
        """)]
    [InlineData("""
        public interface IService { [System.ServiceModel.OperationContract] int Run(string sql); }
        public class W : IService { public int Run(string sql) => new SqliteConnection().Execute(sql); } // IG1005
        namespace System.ServiceModel { public class OperationContractAttribute : Attribute; }
        """)]
    [InlineData("""
        public class W { [Obsolete] public int Run(string sql) => new SqliteConnection().Execute(sql); }
        """)]
    public Task SomebodyIsTold(string source) => Compiled.AssertReportsAsync(source);
}
