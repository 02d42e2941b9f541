using ImmutableGuard.Sql;

namespace ImmutableGuard.Model.Tests.Sql;

public class SqliteStatements
{
    [Theory]
    [InlineData("SELECT * FROM t INDEXED BY i WHERE a = 1", "read sql:t")]
    [InlineData("SELECT \"a\" FROM [b] JOIN `c` USING (id)", "read sql:b; read sql:c")]
    public void Query_ReadsItsTables(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.Sqlite));

    [Theory]
    [InlineData("INSERT OR REPLACE INTO t VALUES (1)", "insert sql:t; delete sql:t")]
    [InlineData("CREATE TRIGGER x AFTER INSERT ON t BEGIN DELETE FROM u; END; DELETE FROM v", "schema sql:t; delete sql:v (unbounded)")]
    [InlineData("INSERT OR IGNORE INTO t VALUES (1)", "insert sql:t")]
    [InlineData("REPLACE INTO t (a) VALUES (1)", "insert sql:t; delete sql:t")]
    [InlineData("UPDATE OR REPLACE t SET a = 1 WHERE b = 2", "update sql:t; delete sql:t")]
    [InlineData("UPDATE t SET a = s.a FROM s WHERE t.id = s.id AND s.x = 1", "update sql:t; read sql:s")]
    [InlineData("INSERT INTO t SELECT * FROM u WHERE true ON CONFLICT (a) DO UPDATE SET b = 1", "insert sql:t; update sql:t; read sql:u")]
    [InlineData("DELETE FROM t WHERE rowid IN (SELECT rowid FROM t LIMIT 5)", "delete sql:t; read sql:t")]
    [InlineData("DELETE FROM 'my table' WHERE id = 1", "delete sql:my table")]
    [InlineData("DELETE FROM main.t WHERE id = 1", "delete sql:main.t")]
    [InlineData("PRAGMA foreign_keys = ON; DELETE FROM t", "delete sql:t (unbounded)")]
    [InlineData("VACUUM INTO 'copy.db'", "insert file:copy.db")]
    [InlineData("CREATE TRIGGER x AFTER INSERT ON t WHEN CASE WHEN 1 THEN 2 END BEGIN DELETE FROM u; END; DELETE FROM v WHERE a = 1",
        "schema sql:t; delete sql:v")]
    [InlineData("CREATE TABLE t AS SELECT * FROM u", "schema sql:t; insert sql:t; read sql:u")]
    [InlineData("WITH d AS (SELECT 1 x) DELETE FROM d WHERE x = 1", "delete sql:d")]
    [InlineData("BEGIN IMMEDIATE; DELETE FROM t WHERE a = 1; END", "delete sql:t")]
    public void Change_HasItsEffects(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.Sqlite));

    [Theory]
    [InlineData("PRAGMA user_version = 3", "schema sql:*")]
    [InlineData("VACUUM", "schema sql:*")]
    [InlineData("REINDEX t", "schema sql:t")]
    [InlineData("ANALYZE", "schema sql:*")]
    [InlineData("ALTER TABLE t RENAME COLUMN a TO b", "schema sql:t")]
    [InlineData("DROP TABLE IF EXISTS main.t", "schema sql:main.t")]
    [InlineData("CREATE VIRTUAL TABLE f USING fts5(a)", "schema sql:f")]
    public void Definition_IsSchemaOfItsObject(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.Sqlite));

    [Theory]
    [InlineData("SELECT load_extension('x')", "call sql:load_extension")]
    public void Routine_IsCalled(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.Sqlite));

    [Theory]
    [InlineData("PRAGMA wal_checkpoint(TRUNCATE)", "")]
    [InlineData("CREATE TEMP TABLE x (a); DELETE FROM x; DELETE FROM temp.x", "")]
    [InlineData("PRAGMA table_info(t)", "")]
    [InlineData("ATTACH 'x.db' AS y", "")]
    [InlineData("EXPLAIN QUERY PLAN DELETE FROM t", "")]
    [InlineData("SELECT 1; /* not closed", "")]
    public void NothingOfTheDatabaseChanges_NoEffect(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.Sqlite));

    [Theory]
    [InlineData("SELECT 1 IN t", "read sql:t")]
    [InlineData("SELECT * FROM u WHERE (id NOT IN main.t)", "read sql:u; read sql:main.t")]
    [InlineData("DELETE FROM u WHERE id IN t", "delete sql:u; read sql:t")]
    [InlineData("WITH c AS (SELECT 1) SELECT * FROM u WHERE id IN c", "read sql:u")]
    [InlineData("SELECT * FROM u WHERE id IN json_each('[1]')", "read sql:u")]
    [InlineData("WITH a AS (SELECT * FROM b), b AS (SELECT * FROM t) SELECT * FROM a", "read sql:t")]
    [InlineData("WITH 'c' AS (SELECT * FROM t) SELECT * FROM c", "read sql:t")]
    [InlineData("SELECT * FROM only t1", "read sql:only")]
    [InlineData("ANALYZE main; VACUUM main", "schema sql:main.*")]
    [InlineData("REINDEX main.t", "schema sql:main.t")]
    [InlineData("PRAGMA rekey = 'x'", "schema sql:*")]
    public void RareStatement_HasItsEffects(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.Sqlite));
}
