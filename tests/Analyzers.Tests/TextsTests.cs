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

    private static Task AssertReportsAsync(string statements, string ids) => Compiled.AssertReportsAsync(
        "class Row { public int Id { get; set; } } class Db : DbContext { public DbSet<Row> Rows => Set<Row>(); }"
        + " class Own : SqliteCommand { } class Cut { public static string operator +(Cut a, string b) => b; public static implicit operator string(Cut c) => \"\"; public static explicit operator Cut(string s) => new(); }"
        + " class C { static SqliteCommand CreateCommand() => new(); static void Fill(SqliteCommand c) { } static void Get(out string s) => s = \"\";"
        + $" void M(SqliteConnection connection, Db db, object o, string text, bool flag, DbCommand[] commands) {{ {statements} }} }} // {ids}");
}
