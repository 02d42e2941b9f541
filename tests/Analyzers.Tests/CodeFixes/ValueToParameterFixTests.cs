using ImmutableGuard.CodeFixes;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ImmutableGuard.Analyzers.Tests.CodeFixes;

public sealed class ValueToParameterFixTests
{
    [Theory]
    [InlineData("c.Execute($\"DELETE FROM orders WHERE id = {id}\")", "c.Execute(\"DELETE FROM orders WHERE id = @id\", new { id })")]
    [InlineData("c.Execute($\"DELETE FROM orders WHERE name = '{name}'\")", "c.Execute(\"DELETE FROM orders WHERE name = @name\", new { name })")]
    [InlineData("c.Execute($\"DELETE FROM orders WHERE name='{name}' AND id IN ({id}, {order.Nr})\")", "c.Execute(\"DELETE FROM orders WHERE name=@name AND id IN (@id, @Nr)\", new { name, id, order.Nr })")]
    [InlineData("c.Execute($\"DELETE FROM orders WHERE id > {order.Id} OR id < {order.Id}\")", "c.Execute(\"DELETE FROM orders WHERE id > @Id OR id < @Id\", new { order.Id })")]
    [InlineData("c.Execute($@\"DELETE FROM orders WHERE note = 'a {{b}}' AND id = {id}\")", "c.Execute(@\"DELETE FROM orders WHERE note = 'a {b}' AND id = @id\", new { id })")]
    [InlineData("c.Execute($\"\"\"DELETE FROM orders WHERE id BETWEEN {id} AND {order.Nr}\"\"\")", "c.Execute(\"\"\"DELETE FROM orders WHERE id BETWEEN @id AND @Nr\"\"\", new { id, order.Nr })")]
    [InlineData("c.Execute($\"DELETE FROM {Table} WHERE id = {id}\")", "c.Execute($\"DELETE FROM {Table} WHERE id = @id\", new { id })")]
    [InlineData("c.Execute($\"DELETE FROM orders WHERE at < '{day}'\", commandTimeout: 3)", "c.Execute(\"DELETE FROM orders WHERE at < @day\", new { day }, commandTimeout: 3)")]
    [InlineData("c.Execute(commandTimeout: 3, sql: $\"DELETE FROM orders WHERE id = {id}\")", "c.Execute(commandTimeout: 3, sql: \"DELETE FROM orders WHERE id = @id\", param: new { id })")]
    [InlineData("SqlMapper.Execute(c, $\"DELETE FROM orders WHERE id = {id}\")", "SqlMapper.Execute(c, \"DELETE FROM orders WHERE id = @id\", new { id })")]
    [InlineData("c.Execute(\"DELETE FROM orders WHERE id = \" + id)", "c.Execute(\"DELETE FROM orders WHERE id = @id\", new { id })")]
    [InlineData("c.Execute(\"DELETE FROM orders WHERE name = '\" + name + \"' AND id = \" + id)", "c.Execute(\"DELETE FROM orders WHERE name = @name AND id = @id\", new { name, id })")]
    [InlineData("c.Execute(\"DELETE FROM \" + Table + \" WHERE id = \" + id + \" AND 1 = 2\")", "c.Execute(\"DELETE FROM \" + Table + \" WHERE id = @id AND 1 = 2\", new { id })")]
    [InlineData("c.Execute(@\"DELETE FROM orders \" +\n            @\"WHERE id = \" + id)", "c.Execute(@\"DELETE FROM orders \" +\n            @\"WHERE id = @id\", new { id })")]
    [InlineData("c.Execute($\"DELETE FROM orders WHERE a = COALESCE(b, {id})\")", "c.Execute(\"DELETE FROM orders WHERE a = COALESCE(b, @id)\", new { id })")]
    public async Task Value_BecomesAParameter(string before, string after)
    {
        var changed = await Fixed.ByAsync(new ValueToParameterFix(), Source(before));
        Assert.EndsWith(Source(after), changed!.Value.Source, StringComparison.Ordinal);
        await Compiled.AssertReportsAsync(Source(after.Replace("\n", "", StringComparison.Ordinal)) + " // IG1001");
    }

    [Theory]
    // Not a value, or not one of its own.
    [InlineData("c.Execute($\"DELETE FROM {name} WHERE id = 1\")")]
    [InlineData("c.Execute($\"DELETE FROM orders_{id} WHERE id = {id}\")")]
    [InlineData("c.Execute($\"DELETE FROM orders WHERE id = 1{id}\")")]
    [InlineData("c.Execute($\"DELETE FROM orders WHERE id = {id}0\")")]
    [InlineData("c.Execute($\"DELETE FROM orders WHERE name = 'Mr {name}'\")")]
    [InlineData("c.Execute($\"DELETE FROM orders WHERE name = 'no, {id} ' AND id = 1\")")]
    [InlineData("c.Execute($\"DELETE FROM orders /* not = {id} */ WHERE id = 1\")")]
    [InlineData("c.Execute($\"DELETE FROM orders WHERE name = ' = '{name}' '\")")]
    [InlineData("c.Execute($\"DELETE FROM orders WHERE id = CAST(1 AS DECIMAL({id}))\")")]
    [InlineData("c.Execute($\"DELETE FROM orders WHERE at < now() - INTERVAL {id} DAY\")")]
    // Not what its text says: a list, an expression, an empty value.
    [InlineData("c.Execute($\"DELETE FROM orders WHERE id IN ({name})\")")]
    [InlineData("c.Execute($\"DELETE FROM orders WHERE id = {name}\")")]
    [InlineData("c.Execute($\"DELETE FROM orders WHERE id = {maybe}\")")]
    [InlineData("c.Execute($\"DELETE FROM orders WHERE at < '{day:yyyy}'\")")]
    // No name of its own, or a name that is taken.
    [InlineData("c.Execute($\"DELETE FROM orders WHERE id = {id + 1}\")")]
    [InlineData("c.Execute($\"DELETE FROM orders WHERE id = {order.Id} OR id = {other.Id}\")")]
    [InlineData("c.Execute($\"DELETE FROM orders WHERE id = {id} OR id = {order.Id}\")")]
    [InlineData("c.Execute($\"DELETE FROM orders WHERE id = {id} AND name = @name\")")]
    // The call passes parameters already, or isn't Dapper's, or its text isn't SQL.
    [InlineData("c.Execute($\"DELETE FROM orders WHERE id = {id}\", null)")]
    [InlineData("new SqliteCommand($\"DELETE FROM orders WHERE id = {id}\").ExecuteNonQuery()")]
    [InlineData("c.Execute($\"DELETE FROM orders WHERE id = {id}\", commandType: CommandType.Text)")]
    // Added up otherwise than of literals and values.
    [InlineData("c.Execute(\"DELETE FROM orders WHERE id = \" + id + 1)")]
    [InlineData("c.Execute(\"DELETE FROM orders WHERE id = 1\" + id)")]
    [InlineData("c.Execute(\"DELETE FROM orders WHERE name = 'Mr \" + name + \"'\")")]
    [InlineData("c.Execute(\"DELETE FROM orders WHERE id = \" /* ours */ + id)")]
    [InlineData("c.Execute(\"DELETE FROM orders WHERE name = '\" + name + @\"' AND id = 1\")")]
    [InlineData("c.Execute(\"DELETE FROM \" + name)")]
    // Of a type, a place in a list of columns, a remark that would be lost; a provider without named parameters, or that keeps days as text.
    [InlineData("c.Execute($\"DELETE FROM orders WHERE a = CAST(b AS DECIMAL(10, {id}))\")")]
    [InlineData("c.Query($\"DELETE FROM orders RETURNING a, {id}\")")]
    [InlineData("c.Execute($\"DELETE FROM orders WHERE id IN (SELECT id FROM b ORDER BY a, {id})\")")]
    [InlineData("c.Execute($\"DELETE FROM orders WHERE id = {id /* ours */}\")")]
    [InlineData("new System.Data.Odbc.OdbcConnection().Execute($\"DELETE FROM orders WHERE id = {id}\")")]
    [InlineData("new SqliteConnection().Execute($\"DELETE FROM orders WHERE at < '{day}'\")")]
    public async Task WhatIsNotSurelyAValue_OffersNothing(string call) =>
        Assert.Null(await Fixed.ByAsync(new ValueToParameterFix(), Source(call)));

    [Fact]
    public async Task AllAtOnce_BecomeParameters()
    {
        var after = await Fixed.AllByAsync(new ValueToParameterFix(), """
            class C
            {
                void M(IDbConnection c, int id) => c.Execute($"DELETE FROM orders WHERE id = {id}");
                void N(IDbConnection c, int nr) { c.Execute($"DELETE FROM carts WHERE nr = {nr}"); c.Execute($"DELETE FROM {nr}"); }
            }
            """);
        Assert.EndsWith("""
            class C
            {
                void M(IDbConnection c, int id) => c.Execute("DELETE FROM orders WHERE id = @id", new { id });
                void N(IDbConnection c, int nr) { c.Execute("DELETE FROM carts WHERE nr = @nr", new { nr }); c.Execute($"DELETE FROM {nr}"); }
            }
            """.ReplaceLineEndings("\n"), after.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FixAllScope.Document, 1)]
    [InlineData(FixAllScope.Project, 2)]
    [InlineData(FixAllScope.Solution, 3)]
    public async Task AllInAScope_BecomeParameters(FixAllScope scope, int files)
    {
        static string Class(string name, string text, string parameters = "") => $$"""
            class {{name}} { void M(IDbConnection c, int id) { c.Execute({{text}}{{parameters}}); Action f = () => c.Execute({{text}}{{parameters}}); } }
            """;
        const string before = "$\"DELETE FROM orders WHERE id = {id}\"", after = "\"DELETE FROM orders WHERE id = @id\"", given = ", new { id }";
        var changed = await Fixed.AllByAsync(new ValueToParameterFix(), scope, Class("C", before), Class("D", before), Class("E", before));
        Assert.Equal(3, changed.Count);
        for (var i = 0; i < changed.Count; i++)
            Assert.EndsWith(i < files ? Class(((char)('C' + i)).ToString(), after, given) : Class(((char)('C' + i)).ToString(), before), changed[i], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Shop.g.cs")]
    [InlineData("Shop.Designer.cs")]
    public async Task FileThatAToolWrites_OffersNothing(string name) =>
        Assert.Null(await Fixed.ByAsync(new ValueToParameterFix(), Source("c.Execute($\"DELETE FROM orders WHERE id = {id}\")"), name: name));

    [Theory]
    [InlineData("partial class C { void M(IDbConnection c, int id) { void Local() => c.Execute(TEXT); Local(); } }")]
    [InlineData("record C(IDbConnection c, int id) { int M() => c.Execute(TEXT); }")]
    [InlineData("class C(IDbConnection c, int id) { Action P => () => { Action f = () => c.Execute(TEXT); f(); }; }")]
    [InlineData("struct C { static int M(IDbConnection c, int id) => c.Execute(TEXT); }")]
    [InlineData("IDbConnection c = new SqliteConnection(); var id = 1; c.Execute(TEXT);")]
    public async Task WhereverTheCallStands_ItsValuesBecomeParameters(string source)
    {
        var changed = await Fixed.ByAsync(new ValueToParameterFix(), source.Replace("TEXT", "$\"DELETE FROM orders WHERE id = {id}\"", StringComparison.Ordinal));
        Assert.EndsWith(source.Replace("TEXT", "\"DELETE FROM orders WHERE id = @id\", new { id }", StringComparison.Ordinal), changed!.Value.Source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "using var command = c.CreateCommand();\n        command.CommandText = \"DELETE FROM orders WHERE id = \" + id;",
        "using var command = c.CreateCommand();\n        command.CommandText = \"DELETE FROM orders WHERE id = @id\";\n        command.Parameters.AddWithValue(\"@id\", id);")]
    [InlineData(
        "using var command = new SqliteCommand($\"DELETE FROM orders WHERE id = {id} AND name = '{order.Name}'\", c);",
        "using var command = new SqliteCommand(\"DELETE FROM orders WHERE id = @id AND name = @Name\", c);\n        command.Parameters.AddWithValue(\"@id\", id);\n        command.Parameters.AddWithValue(\"@Name\", order.Name);")]
    [InlineData(
        "using (var command = new SqliteCommand($\"DELETE FROM orders WHERE id = {id}\", c))\n        {\n            // Now.\n            command.ExecuteNonQuery();\n        }",
        "using (var command = new SqliteCommand(\"DELETE FROM orders WHERE id = @id\", c))\n        {\n            command.Parameters.AddWithValue(\"@id\", id);\n            // Now.\n            command.ExecuteNonQuery();\n        }")]
    [InlineData(
        "using (var command = c.CreateCommand())\n        {\n            command.CommandText = $\"DELETE FROM orders WHERE id = {id}\"; // That.\n            command.ExecuteNonQuery();\n        }",
        "using (var command = c.CreateCommand())\n        {\n            command.CommandText = \"DELETE FROM orders WHERE id = @id\"; // That.\n            command.Parameters.AddWithValue(\"@id\", id);\n            command.ExecuteNonQuery();\n        }")]
    public async Task ValueInACommandsText_BecomesAParameterOfTheCommand(string before, string after)
    {
        foreach (var newLine in (string[])["\n", "\r\n"])
        {
            var changed = await Fixed.ByAsync(new ValueToParameterFix(), Command(before).ReplaceLineEndings(newLine));
            Assert.EndsWith(Command(after).ReplaceLineEndings(newLine), changed!.Value.Source, StringComparison.Ordinal);
        }

        await Compiled.AssertReportsAsync(Command(after).Replace("command.ExecuteNonQuery();", "command.ExecuteNonQuery(); // IG1001", StringComparison.Ordinal));
    }

    [Theory]
    // The text is set twice, or somebody else may set it, or it isn't SQL, or runs later than it is made, or of a provider nobody knows.
    [InlineData("using var command = c.CreateCommand(); command.CommandText = \"DELETE FROM orders WHERE id = 1\"; command.CommandText = \"DELETE FROM orders WHERE id = \" + id;")]
    [InlineData("using var command = c.CreateCommand(); command.CommandText = \"DELETE FROM orders WHERE id = \" + id; Add(command);")]
    [InlineData("using var command = c.CreateCommand(); command.CommandType = CommandType.Text; command.CommandText = \"DELETE FROM orders WHERE id = \" + id;")]
    [InlineData("using var command = c.CreateCommand(); if (id > 1) command.CommandText = \"DELETE FROM orders WHERE id = \" + id;")]
    [InlineData("using var command = c.CreateCommand(); command.CommandText = \"DELETE FROM orders WHERE id = \" + id; command.Parameters.AddWithValue(\"@id\", 2);")]
    [InlineData("using var command = new System.Data.Odbc.OdbcCommand(); command.CommandText = \"DELETE FROM orders WHERE id = \" + id;")]
    [InlineData("using (var command = new SqliteCommand($\"DELETE FROM orders WHERE id = {id}\", c)) command.ExecuteNonQuery();")]
    [InlineData("using var command = ((DbConnection)c).CreateCommand(); command.CommandText = \"DELETE FROM orders WHERE id = \" + id;")]
    public async Task CommandThatIsNotPlain_OffersNothing(string statements) => Assert.Null(await Fixed.ByAsync(new ValueToParameterFix(), Command(statements)));

    [Theory]
    [InlineData("db.Database.ExecuteSqlRaw($\"DELETE FROM orders WHERE id = {id}\")", "db.Database.ExecuteSql($\"DELETE FROM orders WHERE id = {id}\")")]
    [InlineData("db.Database.ExecuteSqlRaw($\"DELETE FROM orders WHERE name = '{name}'\")", "db.Database.ExecuteSql($\"DELETE FROM orders WHERE name = {name}\")")]
    [InlineData("db.Database.ExecuteSqlRawAsync($\"DELETE FROM orders WHERE id = {id}\", stop).Result", "db.Database.ExecuteSqlAsync($\"DELETE FROM orders WHERE id = {id}\", stop).Result")]
    public async Task RawText_BecomesAnInterpolation(string before, string after)
    {
        var changed = await Fixed.ByAsync(new ValueToParameterFix(), Raw(before));
        Assert.EndsWith(Raw(after), changed!.Value.Source, StringComparison.Ordinal);
        await Compiled.AssertReportsAsync(Raw(after) + " // IG1001");
    }

    [Theory]
    // A name would become a value; and what passes parameters already is left alone.
    [InlineData("db.Database.ExecuteSqlRaw($\"DELETE FROM {Table} WHERE id = {id}\")")]
    [InlineData("db.Database.ExecuteSqlRaw($\"DELETE FROM orders WHERE id = {id} AND name = {{0}}\", name)")]
    [InlineData("db.Database.ExecuteSqlRaw(\"DELETE FROM orders WHERE id = \" + id)")]
    [InlineData("db.Database.ExecuteSql($\"DELETE FROM orders WHERE id = {id}\")")]
    public async Task RawTextWithMoreThanValues_OffersNothing(string call) => Assert.Null(await Fixed.ByAsync(new ValueToParameterFix(), Raw(call)));

    private static string Command(string statements) => """
        class Order { public string Name = ""; }
        class C
        {
            int M(SqliteConnection c, int id, Order order)
            {
                STATEMENTS
                return command.ExecuteNonQuery();
            }

            static void Add(DbCommand command) { }
        }
        """.ReplaceLineEndings("\n").Replace("STATEMENTS", statements, StringComparison.Ordinal)
        .Replace(statements.Contains("command.ExecuteNonQuery()", StringComparison.Ordinal) ? "return command.ExecuteNonQuery();" : "\0", "return 0;", StringComparison.Ordinal)
        + (statements.Contains("Odbc", StringComparison.Ordinal) ? Odbc : "");

    // The provider's own isn't at hand.
    private const string Odbc = "namespace System.Data.Odbc { class OdbcConnection : SqliteConnection; class OdbcCommand : SqliteCommand; }";

    private static string Raw(string call) =>
        "class C { const string Table = \"orders\"; int M(DbContext db, int id, string name, System.Threading.CancellationToken stop) => " + call + "; }";

    private static string Source(string call) =>
        "class Order { public int Id, Nr; } class C { const string Table = \"orders\"; int M(IDbConnection c, int id, int? maybe, string name, DateTime day, Order order, Order other) => " + call + "; }"
        + (call.Contains("Odbc", StringComparison.Ordinal) ? Odbc : "");
}
