using ImmutableGuard.Sql;

namespace ImmutableGuard.Model.Tests.Sql;

/// <summary>Where a script's definition ends: at GO, or a slash, on a line of its own, and nowhere else.</summary>
public class Separators
{
    [Theory]
    [InlineData("\nGO\n")]
    [InlineData("\r\ngo;\r\n")]
    [InlineData("\n\tGO \r\n")]
    [InlineData("\nGO 5\n")]
    [InlineData("\nGO 0\n")]
    [InlineData("\nGO 90 -- times\n")]
    [InlineData("\nGO -- done\n")]
    [InlineData("\nGO/* done */\n")]
    public void Go_EndsADefinition(string separator) =>
        Assert.Equal("schema sql:p; delete sql:u (unbounded)", Shown.Of($"CREATE PROCEDURE p AS DELETE FROM t{separator}DELETE FROM u", SqlDialect.TSql));

    [Theory]
    [InlineData("CREATE VIEW v AS SELECT a go, b FROM t")]
    [InlineData("CREATE VIEW v AS SELECT a\ngo, b FROM t")]
    [InlineData("CREATE VIEW v AS SELECT a\ngo FROM t WHERE b IN (SELECT c FROM u)")]
    [InlineData("CREATE VIEW v AS SELECT a FROM t\nGO")]
    public void NameLikeGo_EndsNothing(string sql) => Assert.Equal("schema sql:v", Shown.Of(sql, SqlDialect.TSql));

    [Fact]
    public void NameLikeGoInABody_EndsNothing() => Assert.Equal("schema sql:p", Shown.Of("CREATE PROCEDURE p AS SELECT a go\nDELETE FROM t", SqlDialect.TSql));

    [Fact]
    public void GoAtTheStart_IsNoProcedure() => Assert.Equal("delete sql:t (unbounded)", Shown.Of("GO\nDELETE FROM t", SqlDialect.TSql));

    [Theory]
    [InlineData("SELECT 1 FROM t\n/\nDELETE FROM u", "read sql:T; delete sql:U (unbounded)")]
    [InlineData("CREATE PROCEDURE p AS BEGIN DELETE FROM t; END;\n / \nDELETE FROM u", "schema sql:P; delete sql:U (unbounded)")]
    [InlineData("  /  \nDELETE FROM t", "delete sql:T (unbounded)")]
    [InlineData("BEGIN DELETE FROM t; END;\n/", "delete sql:T (unbounded)")]
    [InlineData("SELECT a\n/ b FROM t", "read sql:T")]
    [InlineData("SELECT a /\nb FROM t", "read sql:T")]
    public void SlashOfOracle_EndsAStatementOrDivides(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.Oracle));
}
