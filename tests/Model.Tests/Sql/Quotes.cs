using ImmutableGuard.Sql;

namespace ImmutableGuard.Model.Tests.Sql;

public class Quotes
{
    [Theory]
    [InlineData(SqlDialect.Oracle, "SELECT q'[it's \uFFFC]' FROM t", "read sql:T")]
    [InlineData(SqlDialect.Oracle, "DELETE FROM t WHERE a = q'{x\uFFFC}'", "delete sql:T")]
    [InlineData(SqlDialect.Oracle, "DELETE FROM t WHERE a = nq'(it's)'", "delete sql:T")]
    [InlineData(SqlDialect.Oracle, "SELECT q'[abc", "…")]
    [InlineData(SqlDialect.Oracle, "SELECT q'!; DELETE FROM t;!' FROM u", "read sql:U")]
    [InlineData(SqlDialect.PostgreSql, "SELECT $a$ \uFFFC $a$ FROM t", "read sql:t")]
    [InlineData(SqlDialect.PostgreSql, "SELECT $a$ $b$ ; DELETE FROM x $a$ FROM t", "read sql:t")]
    [InlineData(SqlDialect.PostgreSql, "SELECT $a$ ; DELETE FROM t", "…")]
    [InlineData(SqlDialect.PostgreSql, "SELECT $1, $2 FROM t", "read sql:t")]
    [InlineData(SqlDialect.Any, "SELECT $$; DELETE FROM t; $$ FROM u", "delete sql:t (unbounded); read sql:u…")]
    [InlineData(SqlDialect.Any, "SELECT q'[; DELETE FROM t; ]' FROM u", "read sql:u")]
    [InlineData(SqlDialect.TSql, "DELETE FROM [a\uFFFC] WHERE a = 1", "delete sql:a*")]
    [InlineData(SqlDialect.TSql, "DELETE FROM [a]]b] WHERE a = 1", "delete sql:a]b")]
    [InlineData(SqlDialect.MySql, "DELETE FROM `a``b` WHERE a = 'x\\'y'", "delete sql:a`b")]
    [InlineData(SqlDialect.MySql, "SELECT 'a\\\\'; DELETE FROM t", "delete sql:t (unbounded)")]
    [InlineData(SqlDialect.MySql, "DELETE FROM \"t\" WHERE a = 1", "delete sql:t")]
    [InlineData(SqlDialect.PostgreSql, "DELETE FROM `t` WHERE a = 1", "delete sql:* (unbounded)…")]
    [InlineData(SqlDialect.TSql, "SELECT 1 -- a\rDELETE FROM t", "delete sql:t (unbounded)…")]
    [InlineData(SqlDialect.TSql, "SELECT 1 -- a\r\nDELETE FROM t", "delete sql:t (unbounded)")]
    [InlineData(SqlDialect.PostgreSql, "SELECT 1 -- a\rDELETE FROM t", "delete sql:t (unbounded)…")]
    [InlineData(SqlDialect.MySql, "SELECT 'a\\\\\\'; DELETE FROM t; --'", "")]
    [InlineData(SqlDialect.PostgreSql, "SELECT 'a\\'; DELETE FROM t", "delete sql:t (unbounded)")]
    [InlineData(SqlDialect.Any, "SELECT 'a\\\\'; DELETE FROM t", "delete sql:t (unbounded)")]
    [InlineData(SqlDialect.Any, "SELECT [a'b] FROM t", "read sql:t")]
    [InlineData(SqlDialect.Any, "SELECT [a b] FROM t", "read sql:t")]
    [InlineData(SqlDialect.Any, "SELECT `a\\` FROM t", "read sql:t")]
    [InlineData(SqlDialect.TSql, "SELECT 'abc", "…")]
    [InlineData(SqlDialect.TSql, "SELECT [abc", "…")]
    public void Text_in_quotes_IsNotRead(SqlDialect dialect, string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, dialect));
}
