using ImmutableGuard.Analyzers.Tests.Guarding;

namespace ImmutableGuard.Analyzers.Tests.Wrappers;

/// <summary>A wrapper that is handed a command instead of a text: what the command says is its caller's.</summary>
public sealed class CommandTests
{
    private const string Runner = """
        public static class Runner
        {
            public static int Run(DbCommand command) => command.ExecuteNonQuery();
            public static int Logged(IDbCommand command) { Console.WriteLine(command.CommandText); return command.ExecuteNonQuery(); }
            public static async Task<int> RunAsync(DbCommand command) { try { return await command.ExecuteNonQueryAsync(); } finally { command.Dispose(); } }
            public static int Twice(DbCommand command) => Run(command) + Run(command);
        }

        """;

    [Theory]
    [InlineData("var d = c.CreateCommand(); d.CommandText = \"DELETE FROM t WHERE id = 1\"; Runner.Run(d);", "delete sql:t")]
    [InlineData("Runner.Run(new SqliteCommand(\"DELETE FROM t WHERE id = 1\", c));", "delete sql:t")]
    [InlineData("using var d = new SqliteCommand { CommandText = \"UPDATE t SET a = 1 WHERE id = 1\" }; Runner.Logged(d);", "update sql:t")]
    [InlineData("Runner.RunAsync(new SqliteCommand(\"DELETE FROM t WHERE id = \" + id));", "delete sql:t")]
    [InlineData("Runner.Twice(new SqliteCommand(\"TRUNCATE TABLE t\"));", "truncate sql:t")]
    [InlineData("var d = c.CreateCommand(); d.CommandText = id > 1 ? \"DELETE FROM t WHERE id = 1\" : \"DELETE FROM u WHERE id = 1\"; Runner.Run(d);", "delete sql:t; delete sql:u")]
    [InlineData("var d = c.CreateCommand(); d.CommandText = \"purge\"; d.CommandType = CommandType.StoredProcedure; Runner.Run(d);", "call sql:purge")]
    // Near misses
    [InlineData("var d = c.CreateCommand(); d.CommandText = \"SELECT a FROM t\"; Runner.Run(d);", "read sql:t")]
    [InlineData("var d = c.CreateCommand(); Runner.Run(d);", "?")]
    [InlineData("var d = c.CreateCommand(); d.CommandText = File.ReadAllText(\"a\"); Runner.Run(d);", "?")]
    public void Caller_IsToldWhatItsCommandSays(string statements, string effects)
    {
        var manifest = Generated.From(Compiled.Create(Runner + $$"""
            public class C { public void A(SqliteConnection c, int id) { {{statements}} } }
            """)).Manifest;
        var site = Assert.Single(manifest.Sites, site => site.Member.StartsWith("M:C.", StringComparison.Ordinal));
        Assert.Equal(effects, site.Effects.Complete ? string.Join("; ", site.Effects.Items.OrderBy(effect => effect.Resource, StringComparer.Ordinal)) : "?");
    }

    [Fact]
    public Task Wrapper_IsPassedOverWhereItsCallersAreTold() => Compiled.AssertReportsAsync(Runner + """
        public class C
        {
            public void A() => Runner.Run(new SqliteCommand("DELETE FROM t WHERE id = 1")); // IG1001
            public void B() => Runner.Logged(new SqliteCommand("DELETE FROM t")); // IG1001 IG1004
            // A wrapper itself, and what it gives is its callers'
            public void D(string sql) => Runner.RunAsync(new SqliteCommand(sql));
        }
        """);

    /// <summary>Who sets the text itself tells what it does, and who adds to it says what isn't known.</summary>
    [Theory]
    [InlineData("public static int Run(DbCommand d) { d.CommandText = \"DELETE FROM u WHERE id = 1\"; return d.ExecuteNonQuery(); } // IG1001", "")]
    [InlineData("public static int Run(DbCommand d) { d = new SqliteCommand(\"DELETE FROM u WHERE id = 1\"); return d.ExecuteNonQuery(); } // IG1001", "")]
    [InlineData("public static int Run(DbCommand d) { d.CommandText += \" WHERE id = 1\"; return d.ExecuteNonQuery(); }", "// IG1001")]
    [InlineData("public static int Run(DbCommand d) { if (d.CommandText == \"\") d.CommandText = \"DELETE FROM u WHERE id = 1\"; return d.ExecuteNonQuery(); } // IG1001", "// IG1001 IG1004")]
    public Task WrapperThatSetsTheText(string wrapper, string expected) => Compiled.AssertReportsAsync($$"""
        public static class W { {{wrapper}}
        }
        public class C { public void A() => W.Run(new SqliteCommand("DELETE FROM t")); {{expected}}
        }
        """);

    /// <summary>What a base class runs, those that derive from it say.</summary>
    [Theory]
    [InlineData("internal abstract class Base { protected abstract string Sql { get; } public int Run(IDbConnection c) => c.Execute(Sql); } // IG1001 IG1002")]
    [InlineData("internal abstract class Base { protected abstract string Sql { get; } public int Run(SqliteConnection c) => new SqliteCommand(Sql, c).ExecuteNonQuery(); } // IG1001 IG1002")]
    [InlineData("public abstract class Base { private protected Base() { } protected abstract string Sql { get; } public int Run(IDbConnection c) => c.Execute(Sql); } // IG1001 IG1002")]
    [InlineData("internal abstract class Base { protected virtual string Sql => \"DROP TABLE w\"; public int Run(IDbConnection c) => c.Execute(Sql); } // IG1001 IG1002 IG1003")]
    // Others may derive from it, of whom nobody knows
    [InlineData("public abstract class Base { protected abstract string Sql { get; } public int Run(IDbConnection c) => c.Execute(Sql); } // IG1001 IG1002 IG1005")]
    public Task TextOfOverrides(string @base) => Compiled.AssertReportsAsync(@base + """

        internal class One : Base { protected override string Sql => "DELETE FROM t WHERE id = 1"; }
        internal class Two : Base { const string Text = "UPDATE u SET a = 1 WHERE id = 1"; protected override string Sql { get { return Text; } } }
        """);

    [Theory]
    [InlineData("internal abstract class Base { protected abstract string Sql(string table); public int Run(IDbConnection c) => c.Execute(Sql(\"t\")); }", "delete sql:t")]
    [InlineData("internal abstract class Base { protected abstract string Sql(string table); public int Run(IDbConnection c, string s) => c.Execute(Sql(s)); }", "delete sql:*")]
    [InlineData("internal interface Base { string Sql(string table); } internal class D { public int Run(Base b, IDbConnection c) => c.Execute(b.Sql(\"t\")); }", "delete sql:t")]
    public void TextOfAnOverriddenMethod(string @base, string effect)
    {
        var manifest = Generated.From(Compiled.Create(@base + """
            internal class One : Base { OVERRIDE string Sql(string table) => "DELETE FROM " + table + " WHERE id = 1"; }
            """.Replace("OVERRIDE", @base.Contains("interface", StringComparison.Ordinal) ? "public" : "protected override", StringComparison.Ordinal))).Manifest;
        Assert.Equal(effect, Assert.Single(Assert.Single(manifest.Sites).Effects.Items).ToString());
    }
}
