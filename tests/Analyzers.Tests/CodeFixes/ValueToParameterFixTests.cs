using ImmutableGuard.CodeFixes;

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
    public async Task Value_BecomesAParameter(string before, string after)
    {
        var changed = await Fixed.ByAsync(new ValueToParameterFix(), Source(before));
        Assert.EndsWith(Source(after), changed!.Value.Source, StringComparison.Ordinal);
        await Compiled.AssertReportsAsync(Source(after) + " // IG1001");
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
    [InlineData("c.Execute(\"DELETE FROM orders WHERE id = \" + id)")]
    [InlineData("c.Execute($\"DELETE FROM orders WHERE id = {id}\", commandType: CommandType.Text)")]
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

    private static string Source(string call) =>
        "class Order { public int Id, Nr; } class C { const string Table = \"orders\"; int M(IDbConnection c, int id, int? maybe, string name, DateTime day, Order order, Order other) => " + call + "; }";
}
