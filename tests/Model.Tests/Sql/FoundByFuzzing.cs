using ImmutableGuard.Sql;

namespace ImmutableGuard.Model.Tests.Sql;

/// <summary>Texts that hid a change, as the fuzz target came upon them; each stands for its kind.</summary>
public class FoundByFuzzing
{
    [Theory]
    [InlineData(SqlDialect.PostgreSql, "UPDATE ONLY output SET a = 5", "update sql:output (unbounded)")]
    [InlineData(SqlDialect.PostgreSql, "DELETE FROM ONLY alter", "delete sql:alter (unbounded)")]
    [InlineData(SqlDialect.Any, "DELETE FROM ONLY alter", "delete sql:ONLY (unbounded); schema sql:*…")]
    [InlineData(SqlDialect.Any, "DELETE FROM only WHERE a = 1", "delete sql:only")]
    [InlineData(SqlDialect.PostgreSql, "SELECT $1INTO items", "schema sql:items; insert sql:items")]
    [InlineData(SqlDialect.Any, "SELECT $1INTO items", "schema sql:items; insert sql:items…")]
    [InlineData(SqlDialect.Sqlite, "SELECT $1INTO FROM t", "read sql:t")]
    [InlineData(SqlDialect.Any, "BEGIN TRAN limit DROP TABLE t", "schema sql:t")]
    [InlineData(SqlDialect.PostgreSql, "MERGE * USING u", "unknown sql:* (unbounded)…")]
    [InlineData(SqlDialect.Any, "RETURN limit DELETE FROM t WHERE a = 1", "delete sql:t")]
    [InlineData(SqlDialect.Any, "SELECT a FROM t LIMIT 5", "read sql:t")]
    [InlineData(SqlDialect.Any, "BEGIN TRAN @ DELETE FROM t", "delete sql:t (unbounded)")]
    [InlineData(SqlDialect.Any, "SET NOCOUNT ON WITH c AS (SELECT TOP (5) * FROM t) DELETE FROM c", "delete sql:t; read sql:t; delete sql:c (unbounded)")]
    [InlineData(SqlDialect.TSql, ";REPLACE WITH c AS (SELECT * FROM t) DELETE c", "call sql:REPLACE; delete sql:t (unbounded); read sql:t")]
    [InlineData(SqlDialect.Any, "ANALYZE WITH c AS (SELECT * FROM t) DELETE c", "delete sql:t (unbounded); read sql:t; delete sql:c (unbounded)…")]
    [InlineData(SqlDialect.Sqlite, "ANALYZE \"main\"", "schema sql:main.*")]
    [InlineData(SqlDialect.Any, "SELECT IN items; DELETE FROM t WHERE a = 1", "read sql:items; delete sql:t")]
    [InlineData(SqlDialect.Any, "WITH c AS (INSERT INTO t SELECT 1 /* /* */ */) INSERT INTO u (SELECT a UPDATE WHERE 6)", "insert sql:t; insert sql:u; update sql:* (unbounded)…")]
    [InlineData(SqlDialect.MySql, "UPDATE a x, .`b` y SET x.c = 1, y.d = 2 WHERE x.id = 1 AND y.id = 2", "update sql:a; update sql:b")]
    [InlineData(SqlDialect.Any, "EXEC sp_help EXPLAIN CREATE INDEX i ON t (a)", "call sql:sp_help; schema sql:t")]
    [InlineData(SqlDialect.Any, "SELECT 1; EXPLAIN DELETE FROM t", "")]
    [InlineData(SqlDialect.MySql, "DELETE FROM .t WHERE id = 1", "delete sql:t")]
    [InlineData(SqlDialect.MySql, "SELECT a FROM .t JOIN .u ON .u.id = .t.id", "read sql:t; read sql:u")]
    [InlineData(SqlDialect.Any, "SELECT id INSERT INTO t", "insert sql:t…")]
    [InlineData(SqlDialect.Any, "SELECT id TRUNCATE INTO t", "schema sql:t; insert sql:t")]
    [InlineData(SqlDialect.PostgreSql, "SELECT id delete INTO t FROM u", "schema sql:t; insert sql:t; read sql:u")]
    [InlineData(SqlDialect.Any, "SELECT id DELETE t WHERE a = 1", "delete sql:t")]
    [InlineData(SqlDialect.Any, "SELECT id INSERT INTO t FROM u", "insert sql:t; read sql:u…")]
    [InlineData(SqlDialect.Any, "SELECT id INSERT INTO t SELECT 1", "insert sql:t")]
    [InlineData(SqlDialect.Any, "SELECT 1 INSERT INTO t DEFAULT VALUES", "insert sql:t")]
    [InlineData(SqlDialect.Any, "MERGE INTO t USING (SELECT 1) DROP ON t.id = 1 WHEN MATCHED THEN DELETE", "schema sql:t.id…")]
    [InlineData(SqlDialect.Any, "MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN DELETE", "delete sql:t (unbounded); read sql:u")]
    [InlineData(SqlDialect.PostgreSql, "CREATE INDEX i ON delete (a)", "schema sql:delete")]
    [InlineData(SqlDialect.PostgreSql, "CREATE POLICY p ON update TO joe", "schema sql:update")]
    [InlineData(SqlDialect.PostgreSql, "CREATE RULE r AS ON DELETE TO update DO NOTHING", "schema sql:update")]
    [InlineData(SqlDialect.Any, "CREATE INDEX i ON delete (a)", "schema sql:delete")]
    public void Change_IsSeen(SqlDialect dialect, string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, dialect));
}
