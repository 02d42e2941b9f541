using ImmutableGuard.Sql;

namespace ImmutableGuard.Conformance.Oracles;

/// <summary>Whether the oracles themselves see what they are asked about.</summary>
[Collection(OracleCollection.Name)]
public class OracleTests(OracleFixture oracles)
{
    [SkippableTheory]
    [InlineData(SqlDialect.TSql, "DELETE o FROM orders o JOIN items i ON i.id = o.id", "delete orders; read items")]
    [InlineData(SqlDialect.TSql, "WITH c AS (SELECT * FROM orders) UPDATE c SET a = 1", "update orders")]
    [InlineData(SqlDialect.TSql, "SELECT 1 TRUNCATE TABLE audit", "truncate audit")]
    [InlineData(SqlDialect.TSql, "DELETE x FROM (SELECT id FROM orders) x; DELETE y FROM (SELECT id FROM #orders) y", "delete orders")]
    [InlineData(SqlDialect.TSql, "EXEC('DELETE FROM audit')", "delete audit")]
    [InlineData(SqlDialect.TSql, "CREATE PROCEDURE p AS DELETE FROM audit", "")]
    [InlineData(SqlDialect.TSql, "DROP TABLE audit", "schema audit")]
    [InlineData(SqlDialect.PostgreSql, "WITH d AS (DELETE FROM orders RETURNING *), x AS (SELECT * FROM d) INSERT INTO archive SELECT * FROM x", "delete orders; insert archive")]
    [InlineData(SqlDialect.PostgreSql, "WITH orders AS (SELECT * FROM orders) DELETE FROM items USING orders", "delete items; read orders")]
    [InlineData(SqlDialect.PostgreSql, "EXPLAIN DELETE FROM orders; EXPLAIN (ANALYZE) DELETE FROM items; EXPLAIN (ANALYZE off) DELETE FROM audit", "delete items")]
    [InlineData(SqlDialect.PostgreSql, "INSERT INTO orders (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET a = 1", "insert orders; update orders")]
    [InlineData(SqlDialect.PostgreSql, "(SELECT 1 FROM orders UNION SELECT 2 FROM items) LIMIT 1 FOR UPDATE OF orders", "read items; read orders")]
    [InlineData(SqlDialect.PostgreSql, "CREATE TEMP TABLE t AS SELECT 1 AS a; DELETE FROM t; DROP TABLE audit", "schema audit")]
    [InlineData(SqlDialect.PostgreSql, "DELETE FROM \"a.b\"; DELETE FROM \"a name.of which PostgreSQL keeps no more than the first 63 bytes, so\"", "delete *; delete b")]
    [InlineData(SqlDialect.Sqlite, "DELETE FROM orders WHERE id IN (SELECT id FROM items)", "delete orders; read items")]
    [InlineData(SqlDialect.Sqlite, "REPLACE INTO orders (id) VALUES (1)", "delete orders; insert orders")]
    [InlineData(SqlDialect.Sqlite, "INSERT INTO orders (id) VALUES (1)", "insert orders")]
    [InlineData(SqlDialect.Sqlite, "SELECT 1; DROP TABLE audit", "schema audit")]
    [InlineData(SqlDialect.Sqlite, "EXPLAIN DELETE FROM audit", "")]
    [InlineData(SqlDialect.Sqlite, "WITH orders AS (SELECT * FROM items) SELECT * FROM orders", "read items")]
    [InlineData(SqlDialect.Sqlite, "CREATE TABLE t AS SELECT * FROM items; UPDATE t SET a = 1", "read items; schema t; update t")]
    [InlineData(SqlDialect.MySql, "DELETE t2 FROM orders AS t2, items AS orders", "delete orders; read items")]
    [InlineData(SqlDialect.MySql, "UPDATE orders JOIN items ON orders.id = items.id SET items.a = 1", "read orders; update items")]
    [InlineData(SqlDialect.MySql, "REPLACE INTO orders (id) VALUES (1)", "delete orders; insert orders")]
    [InlineData(SqlDialect.MySql, "SELECT NEXTVAL(numbers)", "update numbers")]
    [InlineData(SqlDialect.MySql, "TRUNCATE audit", "truncate, schema audit")]
    [InlineData(SqlDialect.MySql, "CREATE TABLE IF NOT EXISTS Shelf (id INT); TRUNCATE Shelf", "schema shelf; truncate, schema shelf")]
    [InlineData(SqlDialect.MySql, "DROP TABLE audit", "schema audit")]
    [InlineData(SqlDialect.MySql, "BACKUP UNLOCK", "")]
    [InlineData(SqlDialect.MySql, "ANALYZE DELETE FROM audit", "delete audit")]
    [InlineData(SqlDialect.MySql, "EXPLAIN DELETE FROM audit", "")]
    [InlineData(SqlDialect.MySql, "CALL empty_all()", "call empty_all")]
    public void Text_HasTheseChanges(SqlDialect dialect, string text, string changes)
    {
        var seen = oracles.For(dialect).Ask(text);
        Assert.Null(seen.Rejection);
        Assert.Equal(changes, string.Join("; ", seen.Changes.Select(change => change.ToString()).Order(StringComparer.Ordinal)));
    }

    [SkippableTheory]
    [InlineData(SqlDialect.TSql)]
    [InlineData(SqlDialect.PostgreSql)]
    [InlineData(SqlDialect.Sqlite)]
    [InlineData(SqlDialect.MySql)]
    public void Nonsense_IsRejected(SqlDialect dialect) => Assert.False(oracles.For(dialect).Ask("DELETE FROM WHERE").Accepted);

    [SkippableTheory]
    [InlineData(SqlDialect.Sqlite)]
    [InlineData(SqlDialect.MySql)]
    public void What_a_text_did_is_undone_before_the_next(SqlDialect dialect)
    {
        var oracle = oracles.For(dialect);
        Assert.True(oracle.Ask("DROP TABLE audit").Accepted);
        Assert.Equal([new Change(Operation.Read, "audit")], oracle.Ask("SELECT id FROM audit").Changes);
    }
}
