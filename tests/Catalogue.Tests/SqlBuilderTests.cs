using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ImmutableGuard.Catalogue.Tests;

/// <summary>What becomes of a template of Dapper.SqlBuilder, whose package can't be had here: its public face stands in for it.</summary>
public sealed class SqlBuilderTests
{
    private static readonly MetadataReference Library = Compiled("""
        namespace Dapper
        {
            public class SqlBuilder
            {
                public class Template { public string RawSql => throw null; public object Parameters => throw null; }
                public Template AddTemplate(string sql, dynamic parameters = null) => throw null;
                public SqlBuilder InnerJoin(string sql, dynamic parameters = null) => throw null;
                public SqlBuilder LeftJoin(string sql, dynamic parameters = null) => throw null;
                public SqlBuilder Where(string sql, dynamic parameters = null) => throw null;
                public SqlBuilder OrWhere(string sql, dynamic parameters = null) => throw null;
                public SqlBuilder Select(string sql, dynamic parameters = null) => throw null;
                public SqlBuilder Set(string sql, dynamic parameters = null) => throw null;
                public SqlBuilder OrderBy(string sql, dynamic parameters = null) => throw null;
                public SqlBuilder AddParameters(dynamic parameters) => throw null;
            }
        }
        """);

    [Theory]
    // The clauses find their places
    [InlineData("var b = new SqlBuilder(); var t = b.AddTemplate(\"DELETE FROM orders /**where**/\"); b.Where(\"id = @id\", new { id = 1 }); c.Execute(t.RawSql, t.Parameters);", "delete sql:orders")]
    [InlineData("var b = new SqlBuilder().Where(\"id = @id\"); var t = b.AddTemplate(\"DELETE FROM orders /**where**/\"); c.Execute(t.RawSql);", "delete sql:orders")]
    [InlineData("c.Execute(new SqlBuilder().Set(\"a = 1\").Where(\"id = 1\").AddTemplate(\"UPDATE orders /**set**/ /**where**/\").RawSql);", "update sql:orders")]
    [InlineData("var b = new SqlBuilder(); b.Select(\"a\").Select(\"b\").LeftJoin(\"lines l ON l.id = o.id\"); var t = b.AddTemplate(\"SELECT /**select**/ FROM orders o /**leftjoin**/ /**orderby**/\"); b.OrderBy(\"a\"); c.Query(t.RawSql);", "read sql:orders, read sql:lines")]
    [InlineData("var b = new SqlBuilder(); b.Where(\"id IN (SELECT id FROM old WHERE gone = 1)\").AddParameters(new { x = 1 }); c.Execute(b.AddTemplate(\"DELETE FROM orders /**where**/\").RawSql);", "delete sql:orders, read sql:old")]
    // Limited only where a condition is always there
    [InlineData("var b = new SqlBuilder(); c.Execute(b.AddTemplate(\"DELETE FROM orders /**where**/\").RawSql);", "delete sql:orders (unbounded)")]
    [InlineData("var b = new SqlBuilder(); if (flag) b.Where(\"id = 1\"); c.Execute(b.AddTemplate(\"DELETE FROM orders /**where**/\").RawSql);", "delete sql:orders, delete sql:orders (unbounded)")]
    [InlineData("var b = new SqlBuilder(); b.Where(\"shop = 1\"); if (flag) b.Where(\"id = 1\"); c.Execute(b.AddTemplate(\"DELETE FROM orders /**where**/\").RawSql);", "delete sql:orders")]
    [InlineData("var b = new SqlBuilder(); foreach (var id in ids) b.OrWhere(\"id = \" + id); c.Execute(b.AddTemplate(\"DELETE FROM orders /**where**/\").RawSql);", "delete sql:orders, delete sql:orders (unbounded)")]
    [InlineData("var b = new SqlBuilder(); b.Where(\"shop = 1\"); if (flag) b.OrWhere(\"1 = 1\"); c.Execute(b.AddTemplate(\"DELETE FROM orders /**where**/\").RawSql);", "delete sql:orders")]
    // A builder that begins with an alternative joins all that follows by OR
    [InlineData("var b = new SqlBuilder(); b.OrWhere(\"1 = 1\"); b.Where(\"id = 1\"); c.Execute(b.AddTemplate(\"DELETE FROM orders /**where**/\").RawSql);", "delete sql:orders (unbounded)")]
    [InlineData("var b = new SqlBuilder(); var t = b.AddTemplate(\"DELETE FROM orders /**where**/\"); c.Execute(t.RawSql); b.Where(\"id = 1\");", "delete sql:orders, delete sql:orders (unbounded)")]
    [InlineData("if (flag) { var b = new SqlBuilder(); b.Where(\"id = 1\"); c.Execute(b.AddTemplate(\"DELETE FROM orders /**where**/\").RawSql); }", "delete sql:orders")]
    // The texts are followed, and the templates
    [InlineData("const string table = \"orders\"; var b = new SqlBuilder(); b.Where($\"id = {ids[0]}\"); var t = flag ? b.AddTemplate($\"DELETE FROM {table} /**where**/\") : b.AddTemplate(\"DELETE FROM old /**where**/\"); c.Execute(t.RawSql);", "delete sql:orders, delete sql:old")]
    // What isn't seen
    [InlineData("var b = new SqlBuilder(); Filter(b); c.Execute(b.AddTemplate(\"DELETE FROM orders /**where**/\").RawSql);", "?")]
    [InlineData("var b = new SqlBuilder(); var same = b; same.Where(\"id = 1\"); c.Execute(b.AddTemplate(\"DELETE FROM orders /**where**/\").RawSql);", "?")]
    [InlineData("c.Execute(given.AddTemplate(\"DELETE FROM orders /**where**/\").RawSql);", "?")]
    public void Template_is_told_with_its_clauses(string statements, string effects)
    {
        var told = EffectTests.EffectsOf($"void Filter(Dapper.SqlBuilder b) => b.Where(\"id = 1\"); void M(Microsoft.Data.Sqlite.SqliteConnection c, bool flag, int[] ids, SqlBuilder given) {{ {statements} }}", Library);
        Assert.Equal(effects, told.StartsWith('?') ? "?" : told);
    }

    private static MetadataReference Compiled(string source)
    {
        using var assembly = new MemoryStream();
        var emitted = CSharpCompilation.Create("Dapper.SqlBuilder", [CSharpSyntaxTree.ParseText(source)], Libraries.Platform.Select(path => MetadataReference.CreateFromFile(path)), new(OutputKind.DynamicallyLinkedLibrary)).Emit(assembly);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return MetadataReference.CreateFromImage(assembly.ToArray());
    }
}
