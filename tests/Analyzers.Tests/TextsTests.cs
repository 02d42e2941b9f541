using ImmutableGuard.Analyzers.Tests.Guarding;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ImmutableGuard.Analyzers.Tests;

/// <summary>Where the text of an access comes from: exactly told, or not told at all.</summary>
public sealed class TextsTests
{
    [Theory]
    [InlineData("foreach (DbCommand c in commands) { if (flag) c.CommandText = \"SELECT 1\"; c.ExecuteNonQuery(); }")]
    [InlineData("if (o is DbCommand c) { if (flag) c.CommandText = \"SELECT 1\"; c.ExecuteNonQuery(); }")]
    [InlineData("var c = CreateCommand(); if (flag) c.CommandText = \"SELECT 1\"; c.ExecuteNonQuery();")]
    [InlineData("var c = new Own(); if (flag) c.CommandText = \"SELECT 1\"; c.ExecuteNonQuery();")]
    [InlineData("var c = new SqliteCommand(\"SELECT 1\"); Fill(c); c.ExecuteNonQuery();")]
    [InlineData("var c = new SqliteCommand(\"SELECT 1\"); var d = c; d.CommandText = text; c.ExecuteNonQuery();")]
    [InlineData("var c = new SqliteCommand(\"SELECT 1\"); c.CommandText += text; c.ExecuteNonQuery();")]
    [InlineData("var c = new SqliteCommand(\"SELECT 1\") { CommandType = CommandType.StoredProcedure }; c.ExecuteNonQuery();")]
    [InlineData("var c = new SqliteCommand(\"SELECT 1\"); c.CommandType = CommandType.StoredProcedure; c.ExecuteNonQuery();")]
    [InlineData("Get(out var s); if (flag) s = \"SELECT 1\"; connection.Execute(s);")]
    [InlineData("if (o is string s) { if (flag) s = \"SELECT 1\"; connection.Execute(s); }")]
    [InlineData("var s = \"SELECT 1\"; ref var r = ref s; r = text; connection.Execute(s);")]
    [InlineData("var s = \"SELECT 1\"; var r = \"\"; ref var a = ref r; a = ref s; a = text; connection.Execute(s);")]
    [InlineData("var (s, n) = (text, 1); if (flag) s = \"SELECT 1\"; connection.Execute(s);")]
    [InlineData("string a = \"SELECT 1\", b = text; a = b; b = a; connection.Execute(a);")]
    [InlineData("connection.Execute(new Cut() + \"SELECT 1\");")]
    [InlineData("connection.Execute((Cut)\"SELECT 1\");")]
    [InlineData("connection.Execute(Guid.Empty + \"SELECT 1\");")]
    [InlineData("connection.Execute(new CommandDefinition(text));")]
    public Task TextThatCanBeAnother_Reports(string statements) => AssertReportsAsync(statements, "IG1005");

    [Theory]
    [InlineData("var c = connection.CreateCommand(); c.CommandText = \"SELECT 1\"; c.Prepare(); c.ExecuteNonQuery();")]
    [InlineData("using var c = new SqliteCommand(\"SELECT 1\") { CommandTimeout = 3 }; c.ExecuteNonQuery();")]
    [InlineData("using (var c = new SqliteCommand { CommandText = \"SELECT 1\" }) c?.ExecuteNonQuery();")]
    [InlineData("string s; if (flag) s = \"SELECT 1\"; else s = \"SELECT 2\"; connection.Execute(s);")]
    [InlineData("connection.Execute(new CommandDefinition(\"SELECT 1\"));")]
    [InlineData("connection.Execute(flag ? \"SELECT 1\" : o switch { int => \"SELECT 2\", _ => \"SELECT 3\" });")]
    [InlineData("const string table = \"orders\"; connection.Execute($\"SELECT deleted FROM {table} WHERE note = 'DELETE'\");")]
    public Task TextThatIsKnown_DoesNotReport(string statements) => AssertReportsAsync(statements, "");

    [Fact]
    public Task SanctionOfWhatIsKnown_LeavesOnlyWhatIsNot() => Compiled.AssertReportsAsync("""
        class C
        {
            [SanctionedAccess(Operation.Delete, "sql:*_log", Reason = "r")]
            void M(IDbConnection c, string text) => c.Execute("DELETE FROM a_log WHERE id = 1; " + text); // IG1005
            [SanctionedAccess(Operation.Delete | Operation.Unknown, "sql:*", Reason = "r")]
            void N(IDbConnection c, string text) => c.Execute("DELETE FROM a_log WHERE id = 1; " + text);
        }
        """);

    [Theory]
    [InlineData("var s = \"DELETE FROM a\"; s += \" WHERE id = 1\"; connection.Execute(s);", "delete sql:a")]
    [InlineData("var s = \"DELETE FROM a\"; if (flag) s += \" WHERE id = 1\"; connection.Execute(s);", "delete sql:a, delete sql:a (unbounded)")]
    [InlineData("connection.Execute(\"DELETE FROM a\" + (flag ? \" WHERE id = 1\" : string.Empty));", "delete sql:a, delete sql:a (unbounded)")]
    [InlineData("var s = String.Empty; s += \"DELETE FROM a WHERE id = 1\"; connection.Execute(s);", "delete sql:a")]
    [InlineData("var s = \"DELETE FROM a WHERE id = 1\"; connection.Execute(s); s = \"SELECT 1\";", "delete sql:a")]
    [InlineData("var s = \"DELETE FROM a WHERE\"; foreach (var c in commands) s += \" id = 1 AND\"; connection.Execute(s + \" 1 = 1\");", null)]
    [InlineData("var b = new StringBuilder(\"DELETE FROM a\"); b.Append(\" WHERE id\").Append(\" = \"); b.Append(1); connection.Execute(b.ToString());", "delete sql:a")]
    [InlineData("var b = new StringBuilder(); b.AppendFormat(\"DELETE FROM {0}_log \", text).AppendLine(\"WHERE id = 1\"); connection.Execute(b.ToString());", "delete sql:*_log")]
    [InlineData("connection.Execute(string.Format(\"DELETE FROM {0}TRIGGERS WHERE NAME = '{{{1}}}'\", text, flag));", "delete sql:*TRIGGERS")]
    [InlineData("connection.Execute(FormattableString.Invariant($\"DELETE FROM {text}LOCKS WHERE id = @id\"));", "delete sql:*LOCKS")]
    [InlineData("connection.Execute(string.Join(\" \", \"DELETE\", \"FROM\", \"a\", \"WHERE id = 1\"));", "delete sql:a")]
    [InlineData("connection.Execute(string.Concat(\"DELETE FROM \", \"a\", \" WHERE id = \", 1));", "delete sql:a")]
    [InlineData("connection.Execute(\"DELETE FROM $t$ WHERE id = 1\".Replace(\"$t$\", \"a\"));", "delete sql:a")]
    [InlineData("connection.Execute(\"DELETE FROM a WHERE id IN (\" + string.Join(\",\", text.Split(',')) + \")\");", "delete sql:a")]
    [InlineData("connection.Execute(Queries.Purge);", "delete sql:a")]
    [InlineData("connection.Execute(Queries.Prefixed(text));", "delete sql:*_a")]
    [InlineData("connection.Execute(string.Format(Queries.Template, text));", "delete sql:*_LOCKS")]
    [InlineData("connection.Execute(new Queries(text).Cached(static p => $\"DELETE FROM {p}.a WHERE id = 1\"));", "delete sql:*.a")]
    [InlineData("connection.Execute(Queries.Lazily.Value);", "delete sql:a")]
    [InlineData("With(connection, static (c, pair) => c.Execute(pair.Key), new KeyValuePair<string, int>(\"DELETE FROM a WHERE id = 1\", 1));", "delete sql:a")]
    [InlineData("With(connection, (c, t) => c.Execute(t.Sql), (Sql: \"DELETE FROM a WHERE id = 1\", 1));", "delete sql:a")]
    [InlineData("using var c = Queries.Make(connection, \"DELETE FROM a WHERE id = 1\").And(\"@id\", 1); c.ExecuteNonQuery();", "delete sql:a")]
    [InlineData("using var c = connection.CreateCommand(); Queries.Prepare(c, \"DELETE FROM a WHERE id = 1\"); c.ExecuteNonQuery();", "delete sql:a")]
    [InlineData("using var c = Queries.Make(connection, \"purge\"); c.CommandType = CommandType.StoredProcedure; c.ExecuteNonQuery();", "call sql:purge")]
    [InlineData("using var c = connection.CreateCommand(); c.CommandText = \"SELECT 1\"; c.ExecuteNonQuery(); c.CommandText = \"DELETE FROM a WHERE id = 1\"; c.CommandText += \" AND b = 2\"; c.ExecuteScalar();", ", delete sql:a")]
    [InlineData("connection.Execute(\"dbo.purge\", commandType: CommandType.StoredProcedure);", "call sql:dbo.purge")]
    [InlineData("Run(connection, \"a\"); Run(connection, \"b\");", "")]
    [InlineData("foreach (var t in new[] { \"a\", \"b\" }) connection.Execute($\"DELETE FROM {t} WHERE id = 1\");", "delete sql:a, delete sql:b")]
    [InlineData("With(connection, (c, p) => c.Execute(p.First), new Pair<string, int>(\"DELETE FROM a WHERE id = 1\", 1)); new Pair<int, int>(1, 2);", "delete sql:a")]
    [InlineData("using var c = new SqliteCommand(\"DELETE FROM a WHERE id = 1\"); Action<DbCommand> more = flag ? null : k => k.And(\"x\", 1); more?.Invoke(c); Register(s => ((DbCommand)s).Cancel(), c); c.ExecuteNonQuery();", "delete sql:a")]
    [InlineData("using var c = new SqliteCommand(\"DELETE FROM a WHERE id = 1\"); Action<DbCommand> more = k => k.CommandText = text; more(c); c.ExecuteNonQuery();", null)]
    [InlineData("void Local(string t) => connection.Execute($\"DELETE FROM {t} WHERE id = 1\"); Local(\"a\"); Local(\"b\");", "delete sql:a, delete sql:b")]
    // A template that is made once, and gets its prefix when it runs
    [InlineData("connection.Execute(Queries.Tokens.Replace(\"{prefix}\", text));", "delete sql:*_TRIGGERS")]
    [InlineData("connection.Execute(Queries.Tokens.Replace(\"{prefix}\", text).Replace(\"_TRIGGERS\", \"_JOBS\"));", "delete sql:*_JOBS")]
    [InlineData("var t = string.Format(Queries.Template, text); connection.Execute(t); connection.Query<int>(t);", "delete sql:*_LOCKS, delete sql:*_LOCKS")]
    // A change that returns rows
    [InlineData("using var c = new SqliteCommand(\"UPDATE a SET x = 1 OUTPUT inserted.id WHERE id = 1\"); using var r = c.ExecuteReader(); c.ExecuteScalar();", "update sql:a, update sql:a")]
    // Delegates in pairs and tuples
    [InlineData("var p = new KeyValuePair<Func<string, string>, string>(static t => $\"DELETE FROM {t} WHERE id = 1\", \"a\"); connection.Execute(p.Key(p.Value));", "delete sql:a")]
    [InlineData("(Func<string, string> Make, string Table) p = (t => $\"DELETE FROM {t} WHERE id = 1\", \"a\"); connection.Execute(p.Make(p.Table));", "delete sql:a")]
    [InlineData("foreach (var p in new[] { (Make: (Func<string, string>)(t => $\"DELETE FROM {t} WHERE id = 1\"), Table: \"a\"), (t => $\"UPDATE {t} SET x = 1 WHERE id = 1\", \"b\") }) connection.Execute(p.Make(p.Table));", "delete sql:a, delete sql:b, update sql:a, update sql:b")]
    [InlineData("var p = Tuple.Create<Func<string>, int>(() => \"DELETE FROM a WHERE id = 1\", 1); connection.Execute(p.Item1());", "delete sql:a")]
    [InlineData("var p = (Make: (Func<string>)(() => text), 1); connection.Execute(p.Make());", null)]
    // Tuples that are taken apart
    [InlineData("var (sql, n) = (\"DELETE FROM a WHERE id = 1\", 1); connection.Execute(sql);", "delete sql:a")]
    [InlineData("(string sql, int n) = flag ? (\"DELETE FROM a WHERE id = 1\", 1) : (\"DELETE FROM b WHERE id = 1\", 2); connection.Execute(string.Format(sql, n));", "delete sql:a, delete sql:b")]
    [InlineData("(string sql, int n) = Queries.Matching(flag, \"DELETE FROM a WHERE id = 1\", \"DELETE FROM a WHERE b LIKE @b\"); connection.Execute(sql);", "delete sql:a")]
    [InlineData("var (sql, n) = (\"DELETE FROM a WHERE id = 1\", 1); if (flag) sql = text; connection.Execute(sql);", null)]
    [InlineData("var (sql, n) = (\"DELETE FROM a WHERE id = 1\", 1); Get(out sql); connection.Execute(sql);", null)]
    [InlineData("var (sql, n) = (\"DELETE FROM a WHERE id = 1\", 1); (sql, n) = (text, 2); connection.Execute(sql);", null)]
    // Commands and delegates that are stored in lists
    [InlineData("var l = new List<DbCommand>(); l.Add(new SqliteCommand(\"DELETE FROM a WHERE id = 1\")); l.Add(new SqliteCommand(\"DELETE FROM b WHERE id = 1\")); foreach (var c in l) c.ExecuteNonQuery();", null)]
    [InlineData("var l = new List<DbCommand>(); l.Add(new SqliteCommand(text)); foreach (var c in l) c.ExecuteNonQuery();", null)]
    [InlineData("var l = new List<DbCommand> { new SqliteCommand(\"DELETE FROM a WHERE id = 1\") }; l.AddRange(commands); foreach (var c in l) c.ExecuteNonQuery();", null)]
    [InlineData("connection.Execute(\"\"\"\nDELETE FROM a\nWHERE id = 1\n\"\"\");", "delete sql:a")]
    [InlineData("connection.Execute($\"DELETE FROM {nameof(Row)} WHERE {nameof(Row.Id)} = 1\");", "delete sql:Row")]
    public void TextMadeElsewhere_IsFollowed(string statements, string? effects)
    {
        var sites = Guarding.Generated.From(Compiled.Create(Service(statements))).Manifest.Sites.Where(site => site.Member.StartsWith("M:C.M", StringComparison.Ordinal)).ToList();
        if (effects is null)
            Assert.Contains(sites, site => !site.Effects.Complete);
        else
            Assert.Equal(effects, string.Join(", ", sites.Select(site => site.Effects.Complete ? string.Join(", ", site.Effects.Items) : site.Effects.Reason)));
    }

    [Theory]
    [InlineData("connection.Execute(flag ? \"DELETE FROM a WHERE id = 1\" : text);", "delete sql:a")]
    [InlineData("var s = \"DELETE FROM a WHERE id = 1\"; if (flag) s = text; connection.Execute(s);", "delete sql:a")]
    [InlineData("connection.Execute(text);", "")]
    // What is known needn't be a text of SQL
    [InlineData("connection.Execute(flag ? \"purge\" : text);", "")]
    public void TextOfWhichNotAllIsKnown_ListsWhatIs(string statements, string effects)
    {
        var site = Assert.Single(Guarding.Generated.From(Compiled.Create(Service(statements))).Manifest.Sites, site => site.Member.StartsWith("M:C.M", StringComparison.Ordinal));
        Assert.False(site.Effects.Complete);
        Assert.Equal(effects, string.Join(", ", site.Effects.Items));
    }

    [Fact]
    public void PrivateMethodThatIsGivenTexts_DoesWhatAllItsCallersAsk()
    {
        var site = Assert.Single(Guarding.Generated.From(Compiled.Create(Service("Run(connection, \"a\"); Run(connection, \"b\");"))).Manifest.Sites, site => site.Member.StartsWith("M:C.Run", StringComparison.Ordinal));
        Assert.Equal("delete sql:a, delete sql:b", string.Join(", ", site.Effects.Items));
        Assert.True(site.Effects.Complete);
    }

    private const string Members = """

            class Running { readonly string text; protected Running(string text) { this.text = text; } public void Run(DbConnection connection) => connection.Execute(text); }
            class Purging : Running { public Purging() : base("DELETE FROM a WHERE id = 1") { } }
            class Closing() : Running("UPDATE b SET x = 1 WHERE id = 1");
            class Optional { readonly string text; protected Optional(string text = "DELETE FROM a") { this.text = text; } public void Run(DbConnection connection) => connection.Execute(text); }
            class Silent : Optional { }
            class Loud : Optional { public Loud() : base("SELECT 1") { } }
            """;

    [Theory]
    [InlineData("M:Running.Run", "update sql:b, delete sql:a")]
    [InlineData("M:Optional.Run", "the SQL text is not constant")]
    public void MemberThatRunsWhatItsObjectWasGiven_DoesAllOfIt(string member, string effects)
    {
        var site = Assert.Single(Guarding.Generated.From(Compiled.Create(Service("") + Members)).Manifest.Sites, site => site.Member.StartsWith(member, StringComparison.Ordinal));
        Assert.Equal(effects, site.Effects.Reason ?? string.Join(", ", site.Effects.Items));
    }

    private const string Held = """

            class Held { readonly string text; internal Held(string text) { this.text = text; } internal Held(int n) : this("DELETE FROM a WHERE id = 1") { } internal void Run(DbConnection connection) => connection.Execute(text); }
            class Other(string text) { public string Text => text; }
            """;

    /// <summary>Whoever makes an object gives it its text: with the type's name, or without.</summary>
    [Theory]
    [InlineData("class Maker { object M() => new Held(\"B\"); }")]
    [InlineData("class Maker { Held held = new(\"B\"); }")]
    [InlineData("class Maker { Held held = new /* why */ (\"B\"); }")]
    [InlineData("class Maker { Held Made { get; } = new\n (\"B\"); }")]
    [InlineData("class Maker { object M() { Held? held = new(text: \"B\"); return held!; } }")]
    [InlineData("class Maker { object M() => Take(new(\"B\")); static object Take(Held held) => held; }")]
    [InlineData("class Maker { Func<Held> make = () => new(\"B\"); }")]
    [InlineData("class Maker { object M<T>() { Held held = new(\"B\"); return held; } }")]
    [InlineData("class Maker { object M() => new[] { new Held(1), new(\"B\") }; }")]
    [InlineData("class Maker : Held { Maker() : base /* why */ (\"B\") { } }")]
    [InlineData("class Maker() : Held(\"B\");")]
    [InlineData("class Maker { Held held = new(\"B\"); Other other = new(\"DELETE FROM z WHERE id = 1\"); Type type = typeof(Held); }")]
    public void ObjectThatIsMade_RunsWhatItsMakersGive(string maker) => AssertHeld(Held + maker);

    /// <summary>A type has other names where a file gives it some, for itself or for all.</summary>
    [Theory]
    [InlineData("using Kept = Held; class Maker { object M() => new Kept(\"B\"); }", "")]
    [InlineData("using Kept = Held; class Maker() : Kept(\"B\");", "")]
    [InlineData("using Kept = Held; namespace N { using Other = Kept; class Maker { object M() => new Other(\"B\"); } }", "")]
    [InlineData("class Maker { object M() => new Kept(\"B\"); }", "global using Kept = Held;")]
    public void ObjectThatIsMadeByAnotherName_RunsWhatItsMakersGive(string maker, string usings) =>
        AssertHeld(Compiled.Create(Service("") + Held).AddSyntaxTrees(
            Compiled.Parse(maker.Replace("\"B\"", B), path: "/repo/src/Maker.cs"), CSharpSyntaxTree.ParseText(usings, Compiled.Options(), "/repo/src/Usings.cs", System.Text.Encoding.UTF8)));

    [Fact]
    public void StructThatIsMadeForOneThatMayBeNull_RunsWhatItIsGiven() =>
        AssertHeld((Held + "class Maker { Nullable<Held> held = new(\"B\"); }").Replace("class Held", "struct Held"));

    private const string B = "\"DELETE FROM b WHERE id = 1\"";

    private static void AssertHeld(string members) => AssertHeld(Compiled.Create(Service("") + members.Replace("\"B\"", B)));

    private static void AssertHeld(CSharpCompilation compilation)
    {
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        var site = Assert.Single(Guarding.Generated.From(compilation).Manifest.Sites, site => site.Member.StartsWith("M:Held.Run", StringComparison.Ordinal));
        Assert.Equal("delete sql:a, delete sql:b", site.Effects.Reason ?? string.Join(", ", site.Effects.Items.Select(effect => effect.ToString()).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void PublicMethodThatIsGivenTexts_CanDoAnything()
    {
        var site = Assert.Single(Guarding.Generated.From(Compiled.Create(Service("", run: "public"))).Manifest.Sites, site => site.Member.StartsWith("M:C.Run", StringComparison.Ordinal));
        Assert.False(site.Effects.Complete && site.Effects.Items.All(effect => effect.Resource != "sql:*"));
    }

    [Theory]
    [InlineData("public void N(IDbConnection c, string name, string sql) => c.Execute(sql);", "sql")]
    [InlineData("public void N(IDbConnection c, string sql) { using var k = c.CreateCommand(); k.CommandText = sql; k.ExecuteNonQuery(); }", "sql")]
    [InlineData("public void N(IDbConnection c, object sql) => c.Execute((string)sql);", "sql")]
    [InlineData("public void N(IDbConnection c, string sql) { sql = c.Database + c.ConnectionString; c.Execute(sql); }", null)]
    [InlineData("public void N(IDbConnection c, string sql) => c.Execute(c.ConnectionString);", null)]
    [InlineData("void N(IDbConnection c, string sql) => c.Execute(sql); void O(IDbConnection c) => N(c, c.ConnectionString);", null)]
    public void TextThatCallersGive_IsSaidToBe(string members, string? parameter)
    {
        var site = Assert.Single(Guarding.Generated.From(Compiled.Create($"public class C {{ {members} }}")).Manifest.Sites);
        Assert.False(site.Effects.Complete);
        Assert.Equal(parameter is null ? "the SQL text is not constant" : $"the callers give the SQL text, in the parameter '{parameter}'", site.Effects.Reason);
    }

    [Fact]
    public Task ManyLocalsOnBranches_AreReadOnceEach() => AssertReportsAsync(
        "var s0 = \"SELECT 1\";" + string.Concat(Enumerable.Range(1, 60).Select(i => $"var s{i} = flag ? s{i - 1} : s{i - 1};")) + "connection.Execute(s60);", "");

    [Fact]
    public Task SumOfThousandsOfParts_EndsAsUnknown() => AssertReportsAsync(
        $"connection.Execute(text{string.Concat(Enumerable.Repeat(" + \"a\" + text", 1500))});", "IG1005");

    [Theory]
    [InlineData("var q = db.Rows.Where(r => r.Id == 1); q.ExecuteDelete();", "IG1001")]
    [InlineData("IQueryable<Row> q = db.Rows.Where(r => r.Id == 1); if (flag) q = q.OrderBy(r => r.Id); q.ExecuteDelete();", "IG1001")]
    [InlineData("(from r in db.Rows where r.Id == 1 select r).ExecuteDelete();", "IG1001")]
    [InlineData("IQueryable<Row> q = db.Rows; if (flag) q = q.Where(r => r.Id == 1); q.ExecuteDelete();", "IG1001 IG1004")]
    [InlineData("var q = db.Rows.OrderBy(r => r.Id); q.ExecuteDelete();", "IG1001 IG1004")]
    public Task QueryInALocal_IsFollowed(string statements, string ids) => AssertReportsAsync(statements, ids);

    [Theory]
    [InlineData("$\"https://shop.example.com/orders/{text}\"", "http:shop.example.com/orders/*")]
    [InlineData("$\"https://shop.example.com/orders?id={text}\"", "http:shop.example.com/orders")]
    [InlineData("$\"https://{text}/orders\"", "http:*")]
    [InlineData("$\"https://{text}.example.com/orders\"", "http:*")]
    [InlineData("\"orders/1\"", "http:*")]
    public async Task AddressKnownInPart_IsAPattern(string address, string resource)
    {
        var diagnostics = await Compiled.DiagnosticsAsync($"class C {{ System.Threading.Tasks.Task M(HttpClient http, string text) => http.DeleteAsync({address}); }}");
        Assert.Contains($" {resource},", Assert.Single(diagnostics).GetMessage(), StringComparison.Ordinal);
    }

    private static Task AssertReportsAsync(string statements, string ids) => Compiled.AssertReportsAsync($"{Service(statements, run: null)} // {ids}");

    private static string Service(string statements, string? run = "") =>
        "using System.Collections.Concurrent; using System.Text; class Row { public int Id { get; set; } } class Db : DbContext { public DbSet<Row> Rows => Set<Row>(); }"
        + " class Own : SqliteCommand { } class Cut { public static string operator +(Cut a, string b) => b; public static implicit operator string(Cut c) => \"\"; public static explicit operator Cut(string s) => new(); }"
        + """
             class Queries
            {
                private readonly ConcurrentDictionary<KeyValuePair<Func<string, string>, string>, string> cache = new();
                private readonly string prefix;
                public Queries(string prefix) { this.prefix = prefix; }
                public static readonly string Purge = "DELETE FROM " + Table + " WHERE id = 1";
                private static string Table => "a";
                public static readonly string Template = FormattableString.Invariant($"DELETE FROM {{0}}_LOCKS WHERE {"id"} = @id");
                public static readonly string Tokens = FormattableString.Invariant($"DELETE FROM {"{prefix}"}_TRIGGERS WHERE {"id"} = @id");
                public static readonly Lazy<string> Lazily = new(() => "DELETE FROM a WHERE id = 1");
                public static (string Sql, int Number) Matching(bool whole, string equals, string like) => whole ? (equals, 1) : (like, 2);
                public static string Prefixed(string p) { var t = p + "_a"; return $"DELETE FROM {t} WHERE id = 1"; }
                public string Cached(Func<string, string> query) => cache.GetOrAdd(new KeyValuePair<Func<string, string>, string>(query, prefix), static pair => pair.Key(pair.Value));
                public static DbCommand Make(DbConnection connection, string text, CommandType type = CommandType.Text)
                {
                    var command = connection.CreateCommand();
                    command.CommandType = type;
                    command.CommandText = text;
                    return command;
                }
                public static void Prepare(DbCommand command, string text) { command.CommandTimeout = 3; command.CommandText = text; }
            }
            readonly struct Pair<A, B> { public Pair(A first, B second) { First = first; Second = second; } public A First { get; } public B Second { get; } }
            static class More { public static DbCommand And(this DbCommand command, string name, object value) { command.Parameters.Add(value); return command; } }

            """.ReplaceLineEndings(" ")
        + "public class C { static SqliteCommand CreateCommand() => new(Environment.MachineName); static void Fill(SqliteCommand c) => c.CommandText = Environment.MachineName; static void Get(out string s) => s = \"\"; static void Register(Action<object> action, object state) { action(state); }"
        + " static T With<S, T>(DbConnection c, Func<DbConnection, S, T> action, S state) => Again(c, (connection, s) => action(connection, s), state);"
        + " static T Again<S, T>(DbConnection c, Func<DbConnection, S, T> action, S state) { if (action == null) throw new ArgumentNullException(nameof(action)); return action(c, state); }"
        + (run is null ? "" : $" {run} static void Run(DbConnection connection, string table) => connection.Execute($\"DELETE FROM {{table}} WHERE id = 1\");")
        + $" void M(SqliteConnection connection, Db db, object o, string text, bool flag, DbCommand[] commands) {{ {statements} }} }}";
}
