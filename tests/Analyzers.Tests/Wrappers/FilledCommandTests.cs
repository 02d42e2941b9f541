using ImmutableGuard.Analyzers.Tests.Guarding;

namespace ImmutableGuard.Analyzers.Tests.Wrappers;

/// <summary>Commands that are filled by others than who made them: by a method that returns the command, one that is handed it, or a function that callers give.</summary>
public sealed class FilledCommandTests
{
    /// <summary>A library's extensions as they are found: they set a text where one is given, count what runs, and give the command back.</summary>
    private const string Extensions = """
        public static class Extensions
        {
            public static IDbCommand With(this IDbCommand cmd, string sql)
            {
                cmd.CommandText = sql;
                cmd.Parameters.Clear();
                foreach (var name in sql.Split('@'))
                    cmd.Named(name);
                return cmd;
            }
            public static IDbCommand With(this IDbCommand cmd, IDbTransaction t, string sql) { cmd.Transaction = t; return cmd.With(sql); }
            public static IDbCommand Named(this IDbCommand cmd, string name, object? value = null) { var p = cmd.CreateParameter(); p.ParameterName = name; p.Value = value; cmd.Parameters.Add(p); return cmd; }
            public static T Value<T>(this T cmd, string name, object? value) where T : IDbCommand { ((IDataParameter)cmd.Parameters[name]!).Value = value; return cmd; }
            public static IDbCommand Open(this IDbConnection c, IDbTransaction? t, string? sql = null)
            {
                var cmd = c.CreateCommand();
                cmd.Transaction = t;
                if (!string.IsNullOrEmpty(sql))
                    cmd.With(sql);
                return cmd;
            }
            public static int Run(this IDbCommand cmd, string sql) => Run(cmd, true, sql);
            public static int Run(this IDbCommand cmd, bool log) => Run(cmd, log, null);
            public static int Run(this IDbCommand cmd, bool log, string? sql)
            {
                if (sql != null)
                    cmd.With(sql);
                using (Monitor.Start(cmd, "Run"))
                    return cmd.ExecuteNonQuery();
            }
        }
        internal static class Monitor
        {
            private static readonly System.Threading.AsyncLocal<Instance?> Current = new();
            public static IDisposable? Start(IDbCommand command, string operation) => Current.Value?.Start(command, operation);

            private sealed class Instance
            {
                private readonly Dictionary<long, Active> all = new();
                private sealed record Active(long Id, IDbCommand Command, string Operation);
                public IDisposable Start(IDbCommand command, string operation) { all[1] = new Active(1, command, operation); return new Scope(command); }
                private void Check()
                {
                    foreach (var one in all.Values.ToList())
                        Console.WriteLine(one.Operation + one.Command.CommandText);
                }
            }
            private sealed class Scope : IDisposable
            {
                private readonly IDbCommand held;
                public Scope(IDbCommand command) => held = command;
                public void Dispose() => Console.WriteLine(held.CommandText);
            }
        }

        """;

    [Theory]
    [InlineData("c.CreateCommand().With(\"DELETE FROM t WHERE id = @id\").Value(\"@id\", id).ExecuteNonQuery();", "delete sql:t")]
    [InlineData("using var d = c.CreateCommand(); d.With(\"DELETE FROM t WHERE id = @id\").Value(\"@id\", id); d.ExecuteNonQuery();", "delete sql:t")]
    [InlineData("using var d = c.CreateCommand(); d.With(null!, \"DELETE FROM t WHERE id = @id\").ExecuteNonQuery();", "delete sql:t")]
    [InlineData("using var d = c.CreateCommand(); d.Named(\"id\").With(\"DELETE FROM t WHERE id = 1\"); d.Value(\"@id\", id).ExecuteNonQuery();", "delete sql:t")]
    [InlineData("using var d = c.CreateCommand(); d.With(\"SELECT a FROM t\"); d.With(\"DELETE FROM u WHERE id = 1\"); d.ExecuteNonQuery();", "delete sql:u")]
    [InlineData("using var d = c.Open(null, \"DELETE FROM t WHERE id = @id\"); d.Value(\"@id\", id).ExecuteNonQuery();", "delete sql:t")]
    [InlineData("c.CreateCommand().Run(\"DELETE FROM t WHERE id = 1\");", "delete sql:t")]
    [InlineData("using var d = c.CreateCommand(); d.With(\"UPDATE u SET a = 1 WHERE id = 1\"); d.Run(\"DELETE FROM t WHERE id = 1\");", "delete sql:t")]
    [InlineData("using var d = c.CreateCommand(); d.With(\"DELETE FROM t WHERE id = 1\").Run(true);", "delete sql:t")]
    [InlineData("using var d = c.CreateCommand(); d.With(\"DELETE FROM t WHERE id = 1\"); d.Run(false, null);", "delete sql:t")]
    [InlineData("using var d = c.CreateCommand(); d.With(\"DELETE FROM t WHERE id = 1\"); d.Run(true, id > 1 ? \"UPDATE u SET a = 1 WHERE id = 1\" : null);", "delete sql:t; update sql:u")]
    // Near misses
    [InlineData("c.CreateCommand().With(\"SELECT a FROM t\").Value(\"@id\", id).ExecuteNonQuery();", "read sql:t")]
    [InlineData("using var d = c.CreateCommand(); d.With(\"DELETE FROM t WHERE id = 1\"); d.Run(true, File.ReadAllText(\"a\"));", "?")]
    [InlineData("using var d = c.CreateCommand(); d.Run(true);", "?")]
    [InlineData("using var d = c.Open(null, File.ReadAllText(\"a\")); d.ExecuteNonQuery();", "?")]
    public void Caller_IsToldWhatTheCommandIsFilledWith(string statements, string effects) => AssertEffects(Extensions + $$"""
        public class C { public void A(IDbConnection c, int id) { {{statements}} } }
        """, effects);

    /// <summary>A method that anybody may call is told of by its callers; a private one by itself, with all that they ask for.</summary>
    [Theory]
    [InlineData("fill(d);", "c => c.CommandText = \"DELETE FROM t WHERE id = 1\"", "delete sql:t")]
    [InlineData("fill(d);", "c => { if (DateTime.Now.Day > 1) c.CommandText = \"DELETE FROM t WHERE id = 1\"; else c.CommandText = \"UPDATE u SET a = 1 WHERE id = 1\"; }", "delete sql:t; update sql:u")]
    [InlineData("if (fill != null) { fill(d); }", "c => { c.CommandText = \"DELETE FROM t WHERE id = 1\"; c.Parameters.Clear(); }", "delete sql:t")]
    [InlineData("d.CommandText = \"UPDATE u SET a = 1 WHERE id = 1\"; fill?.Invoke(d);", "c => c.CommandText = \"DELETE FROM t WHERE id = 1\"", "delete sql:t", "delete sql:t; update sql:u")]
    [InlineData("d.CommandText = \"UPDATE u SET a = 1 WHERE id = 1\"; fill?.Invoke(d);", "null", "update sql:u")]
    [InlineData("d.CommandText = \"UPDATE u SET a = 1 WHERE id = 1\"; fill(d);", "c => c.Parameters.Clear()", "update sql:u")]
    [InlineData("fill(d);", "Purge", "delete sql:t")]
    [InlineData("fill(d);", "c => { c.CommandText = \"purge\"; c.CommandType = CommandType.StoredProcedure; }", "call sql:purge")]
    // Near misses
    [InlineData("fill(d);", "c => c.CommandText = \"SELECT a FROM t\"", "read sql:t")]
    [InlineData("fill(d);", "c => c.CommandText = File.ReadAllText(\"a\")", "?")]
    [InlineData("fill(d);", "Unknown", "?")]
    [InlineData("fill(d);", "c => Lists.Add(c)", "?")]
    [InlineData("d.CommandText = \"UPDATE u SET a = 1 WHERE id = 1\"; fill(d);", "c => { if (DateTime.Now.Day > 1) return; c.CommandText = \"DELETE FROM t WHERE id = 1\"; }", "delete sql:t; update sql:u")]
    public void FunctionThatFillsACommand(string fills, string function, string effects, string? asPrivate = null)
    {
        string Source(string accessibility) => $$"""
            public class Lists { public static readonly List<DbCommand> All = new(); public static void Add(DbCommand c) { All.Add(c); foreach (var one in All) one.CommandText = "DELETE FROM v"; } }
            public class C
            {
                public static Action<DbCommand> Unknown;
                private static void Purge(DbCommand c) => c.CommandText = "DELETE FROM t WHERE id = 1";
                {{accessibility}} static void Run(DbConnection c, Action<DbCommand> fill) { var d = c.CreateCommand(); {{fills}} d.ExecuteNonQuery(); }
                public void Caller(DbConnection c) => Run(c, {{function}});
            }
            """;
        AssertEffects(Source("public"), effects, "M:C.Caller(");
        AssertEffects(Source("private"), asPrivate ?? effects, "M:C.Run(");
    }

    /// <summary>Who keeps a command may only read it.</summary>
    [Theory]
    [InlineData("private static DbCommand? last; public static void Keep(DbCommand d) => last = d; public static string? Last => last?.CommandText;", true)]
    [InlineData("private static DbCommand? last; public static void Keep(DbCommand d) => last = d; public static void Log() { if (last is { } one) Console.WriteLine(one.CommandText); }", true)]
    [InlineData("internal sealed class Kept { public DbCommand? Command { get; set; } } internal static Kept Of = new(); public static void Keep(DbCommand d) => Of = new Kept { Command = d };", true)]
    [InlineData("private sealed class Kept(DbCommand d) { public override string ToString() => d.CommandText; } public static void Keep(DbCommand d) => Console.WriteLine(new Kept(d));", true)]
    // Near misses: it is set through what keeps it, or nobody sees whether it is
    [InlineData("private static DbCommand? last; public static void Keep(DbCommand d) => last = d; public static void Change() => last!.CommandText = \"DELETE FROM v\";", false)]
    [InlineData("private static DbCommand? last; public static void Keep(DbCommand d) => last = d; public static void Change() { if (last is { } one) one.CommandText = \"DELETE FROM v\"; }", false)]
    [InlineData("private static DbCommand? last; public static void Keep(DbCommand d) => last = d; public static void Change() { var one = last; one!.CommandText = \"DELETE FROM v\"; }", false)]
    [InlineData("private static DbCommand? last; public static void Keep(DbCommand d) => last = d; public static void Change() => Set(last!);", false)]
    [InlineData("private static DbCommand? last; public static void Keep(DbCommand d) => last = d; public static DbCommand? Change() => last;", false)]
    [InlineData("public static void Keep(DbCommand d) => Open.Last = d;", false)]
    [InlineData("private static List<DbCommand> all = new(); public static void Keep(DbCommand d) => all.Add(d); public static void Log() { lock (all) foreach (var one in all.ToArray()) Console.WriteLine(one.CommandText); all.Clear(); }", true)]
    [InlineData("private static readonly Dictionary<int, DbCommand> all = []; public static void Keep(DbCommand d) { all[1] = d; var values = all.Values; foreach (var one in values) Console.WriteLine(one.CommandText); }", true)]
    [InlineData("private static List<DbCommand> all = new(); public static void Keep(DbCommand d) => all.Add(d); public static void Change() { foreach (var one in all.ToArray()) one.CommandText = \"DELETE FROM v\"; }", false)]
    [InlineData("private static List<DbCommand> all = new(); public static void Keep(DbCommand d) => all.Add(d); public static void Change() => all[0].CommandText = \"DELETE FROM v\";", false)]
    [InlineData("private static List<DbCommand> all = new(); public static void Keep(DbCommand d) => all.Add(d); public static void Change() => Set(all.First());", false)]
    [InlineData("private static List<DbCommand> all = new(); public static void Keep(DbCommand d) => all.Add(d); public static void Change() => all.ForEach(Set);", false)]
    [InlineData("private static List<DbCommand> all = new(); public static void Keep(DbCommand d) => all.Add(d); public static List<DbCommand> Change() => all;", false)]
    [InlineData("private static Queue<DbCommand> all = new(); public static void Keep(DbCommand d) => all.Enqueue(d); public static void Change() { if (all.TryDequeue(out var one)) one.CommandText = \"DELETE FROM v\"; }", false)]
    [InlineData("private static List<DbCommand> other = new(); private static List<DbCommand> all = other; public static void Keep(DbCommand d) => all.Add(d); public static void Change() => other[0].CommandText = \"DELETE FROM v\";", false)]
    [InlineData("private sealed record Kept(DbCommand D, int N); public static void Keep(DbCommand d) { var (e, _) = new Kept(d, 1); e.CommandText = \"DELETE FROM v\"; }", false)]
    [InlineData("private sealed class Kept(DbCommand d) { public void Change() => d.CommandText = \"DELETE FROM v\"; } public static void Keep(DbCommand d) => new Kept(d).Change();", false)]
    [InlineData("internal sealed class Kept { public DbCommand? Command { get; set; } } internal static Kept Of = new(); public static void Keep(DbCommand d) => Of = new Kept { Command = d }; public static void Change() { if (Of is { Command: var one }) one!.CommandText = \"DELETE FROM v\"; }", false)]
    [InlineData("private static DbCommand? one, two; public static void Keep(DbCommand d) { two = d; one = d; } public static void Change() { two = one; one = two; one!.CommandText = \"DELETE FROM v\"; }", false)]
    [InlineData("private static DbCommand? last; public static void Keep(DbCommand d) => System.Threading.Interlocked.Exchange(ref last, d); public static void Change() => last!.CommandText = \"DELETE FROM v\";", false)]
    [InlineData("private static readonly System.Threading.AsyncLocal<DbCommand> last = new(); public static void Keep(DbCommand d) => last.Value = d; public static void Change() => last.Value!.CommandText = \"DELETE FROM v\";", false)]
    [InlineData("private static readonly TaskCompletionSource<DbCommand> last = new(); public static void Keep(DbCommand d) => last.SetResult(d); public static void Change() => last.Task.Result.CommandText = \"DELETE FROM v\";", false)]
    [InlineData("public static void Keep(DbCommand d) => Console.WriteLine(new KeyValuePair<int, DbCommand>(1, d));", false)]
    [InlineData("public static DbCommand Keep(DbCommand d) => d; public static void Change(DbCommand d) => Keep(d).CommandText = \"DELETE FROM v\";", true)]
    public void KeptCommand(string keeper, bool isTold) => AssertEffects($$"""
        public static class Open { public static DbCommand? Last; }
        internal static class Keeper
        {
            {{keeper}}
            public static void Set(DbCommand d) => d.CommandText = "DELETE FROM w WHERE id = 1";
        }
        public class C { public void A(DbConnection c) { var d = c.CreateCommand(); d.CommandText = "DELETE FROM t WHERE id = 1"; Keeper.Keep(d); d.ExecuteNonQuery(); } }
        """, isTold ? "delete sql:t" : "?");

    /// <summary>What is set through what a method gives back is set all the same.</summary>
    [Fact]
    public void TextSetThroughWhatAMethodReturns() => AssertEffects(Extensions + """
        public class C { public void A(DbConnection c) { var d = c.CreateCommand(); d.CommandText = "SELECT 1"; d.Named("a").CommandText = "DELETE FROM t WHERE id = 1"; d.ExecuteNonQuery(); } }
        """, "delete sql:t");

    [Theory]
    [InlineData("if (sql != null) d.CommandText = sql;", "delete sql:t")]
    [InlineData("if (sql is not null) { d.CommandText = sql; }", "delete sql:t")]
    [InlineData("if (!string.IsNullOrWhiteSpace(sql)) d.CommandText = sql;", "delete sql:t")]
    // Something else decides, or something comes after it
    [InlineData("if (d.CommandTimeout > 1) d.CommandText = sql;", "delete sql:t; update sql:u")]
    [InlineData("if (d.CommandTimeout > 1) { if (sql != null) d.CommandText = sql; }", "delete sql:t; update sql:u")]
    [InlineData("if (sql == null) d.CommandText = sql;", "delete sql:t; update sql:u")]
    [InlineData("if (sql != null) d.CommandText = sql; if (d.CommandTimeout > 1) d.CommandText = \"TRUNCATE TABLE v\";", "delete sql:t; truncate sql:v")]
    [InlineData("if (sql != null && d.CommandTimeout > 1) d.CommandText = sql;", "delete sql:t; update sql:u")]
    [InlineData("try { d.Prepare(); if (sql != null) d.CommandText = sql; } catch { }", "delete sql:t; update sql:u")]
    public void NullCheckDecidesWhichTextCounts(string statements, string effects) => AssertEffects($$"""
        public static class W { public static int Run(DbCommand d, string? sql) { {{statements}} return d.ExecuteNonQuery(); } }
        public class C
        {
            public void A(DbConnection c) { var d = c.CreateCommand(); d.CommandText = "UPDATE u SET a = 1 WHERE id = 1"; W.Run(d, "DELETE FROM t WHERE id = 1"); }
        }
        """, effects);

    /// <summary>Commands that are made once, kept in a field, and given their values before each run.</summary>
    [Theory]
    [InlineData("held = await OpenAsync(c, \"DELETE FROM t WHERE id = @id\").ConfigureAwait(false);", "held.Value(\"@id\", 1).ExecuteNonQuery();", "delete sql:t")]
    [InlineData("held = OpenAsync(c, \"DELETE FROM t WHERE id = @id\").GetAwaiter().GetResult();", "held.Run(true);", "delete sql:t")]
    [InlineData("held = OpenAsync(c, \"DELETE FROM t WHERE id = @id\").Result;", "held.Run(true);", "delete sql:t")]
    [InlineData("held = await HandedOn(c);", "held.Run(true);", "delete sql:t")]
    [InlineData("held = c.CreateCommand(); held.With(\"DELETE FROM t WHERE id = @id\").Named(\"@id\");", "held.Run(true);", "delete sql:t")]
    // Near misses
    [InlineData("held = await OpenAsync(c, File.ReadAllText(\"a\"));", "held.Value(\"@id\", 1).ExecuteNonQuery();", "?")]
    [InlineData("held = await OpenAsync(c, \"DELETE FROM t WHERE id = @id\"); Exposed = held;", "held.Value(\"@id\", 1).ExecuteNonQuery();", "?")]
    [InlineData("held = await OpenAsync(c, \"DELETE FROM t WHERE id = @id\"); held.With(File.ReadAllText(\"a\"));", "held.Value(\"@id\", 1).ExecuteNonQuery();", "?")]
    [InlineData("held = await Library.Get();", "held.Value(\"@id\", 1).ExecuteNonQuery();", "?")]
    public void CommandInAField(string made, string runs, string effects) => AssertEffects(Extensions + $$"""
        public abstract class Source { public abstract Task<IDbCommand> Get(); }
        public class C
        {
            private IDbCommand held = null!;
            private readonly Source Library = null!;
            public IDbCommand? Exposed;
            private static async Task<IDbCommand> OpenAsync(IDbConnection c, string sql) { var d = c.CreateCommand().With(sql); await Task.Yield(); return d; }
            private static Task<IDbCommand> HandedOn(IDbConnection c) => OpenAsync(c, "DELETE FROM t WHERE id = 1");
            public async Task Make(IDbConnection c) { {{made}} await Task.Yield(); }
            public void A() { {{runs}} }
        }
        """, effects, "M:C.A");

    [Fact]
    public Task WrapperIsPassedOverWhereItsCallersAreTold() => Compiled.AssertReportsAsync(Extensions + """
        public class C
        {
            public void A(IDbCommand d) => d.Run("DELETE FROM t WHERE id = 1"); // IG1001
            public void B(IDbConnection c) { using var d = c.Open(null, "DELETE FROM t"); d.Run(true); } // IG1001 IG1004
            // A wrapper itself
            public void D(IDbCommand d, string? sql) => d.Run(true, sql);
            public void E(IDbCommand d) => D(d, "UPDATE u SET a = 1 WHERE id = 1"); // IG1002
        }
        """);

    private static void AssertEffects(string source, string effects, string member = "M:C.")
    {
        var site = Assert.Single(Generated.From(Compiled.Create(source)).Manifest.Sites, site => site.Member.StartsWith(member, StringComparison.Ordinal));
        Assert.Equal(effects, site.Effects.Complete ? string.Join("; ", site.Effects.Items.OrderBy(effect => effect.Resource, StringComparer.Ordinal)) : "?");
    }
}
