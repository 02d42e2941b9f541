using ImmutableGuard.Sql;

namespace ImmutableGuard.Model.Tests.Sql;

public class CommonTableExpressions
{
    [Theory]
    [InlineData(SqlDialect.PostgreSql, "WITH c AS MATERIALIZED (DELETE FROM t RETURNING *) SELECT * FROM c", "delete sql:t (unbounded)")]
    [InlineData(SqlDialect.PostgreSql, "WITH c AS NOT MATERIALIZED (SELECT * FROM t) SELECT * FROM c", "read sql:t")]
    [InlineData(SqlDialect.PostgreSql, "WITH RECURSIVE c AS (SELECT id FROM t) SEARCH DEPTH FIRST BY id, a SET o CYCLE id SET f USING p, d AS (SELECT * FROM u) DELETE FROM v USING c, d WHERE v.id = 1", "read sql:t; read sql:u; delete sql:v")]
    [InlineData(SqlDialect.Oracle, "WITH c (id) AS (SELECT id FROM t) SEARCH BREADTH FIRST BY id SET o CYCLE id SET f TO 'y' DEFAULT 'n' SELECT * FROM c", "read sql:T")]
    [InlineData(SqlDialect.PostgreSql, "WITH c AS (SELECT * FROM t), t AS (SELECT 1) SELECT * FROM c, t", "read sql:t")]
    [InlineData(SqlDialect.PostgreSql, "WITH t AS (SELECT * FROM t) SELECT * FROM t", "read sql:t")]
    [InlineData(SqlDialect.PostgreSql, "WITH RECURSIVE t AS (SELECT 1 UNION SELECT * FROM t) SELECT * FROM t", "")]
    [InlineData(SqlDialect.TSql, "WITH t AS (SELECT 1 AS a UNION ALL SELECT a FROM t) SELECT * FROM t", "")]
    [InlineData(SqlDialect.PostgreSql, "WITH \"C\" AS (SELECT 1) SELECT * FROM c", "read sql:c")]
    [InlineData(SqlDialect.PostgreSql, "WITH \"c\" AS (SELECT 1) SELECT * FROM C", "")]
    [InlineData(SqlDialect.Oracle, "WITH \"C\" AS (SELECT 1 FROM u) SELECT * FROM c", "read sql:U")]
    [InlineData(SqlDialect.Oracle, "WITH \"c\" AS (SELECT 1 FROM u) SELECT * FROM c", "read sql:U; read sql:C")]
    [InlineData(SqlDialect.TSql, "WITH [C] AS (SELECT 1 AS a) SELECT * FROM c", "")]
    [InlineData(SqlDialect.MySql, "WITH `C` AS (SELECT 1) SELECT * FROM c", "")]
    [InlineData(SqlDialect.PostgreSql, "WITH c AS (SELECT 1) SELECT * FROM s.c", "read sql:s.c")]
    [InlineData(SqlDialect.PostgreSql, "WITH 1 AS (DELETE FROM t) SELECT 1", "delete sql:t (unbounded)…")]
    [InlineData(SqlDialect.PostgreSql, "WITH c (DELETE FROM t) SELECT 1", "delete sql:t (unbounded)…")]
    [InlineData(SqlDialect.PostgreSql, "WITH c AS DELETE FROM t", "delete sql:t (unbounded)…")]
    public void Expression_IsNoTable(SqlDialect dialect, string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, dialect));
}
