using ImmutableGuard.Sql;

namespace ImmutableGuard.Model.Tests.Sql;

public class MySqlStatements
{
    [Theory]
    [InlineData("SELECT a INTO @x FROM t", "read sql:t")]
    [InlineData("SELECT 5--1 FROM t", "read sql:t")]
    [InlineData("SELECT 1 FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM t)", "read sql:t")]
    [InlineData("SELECT 1 FROM `dual`", "read sql:dual")]
    [InlineData("SELECT 'it\\'s; DELETE FROM x' FROM t", "read sql:t")]
    [InlineData("SELECT \"a\\\"; DELETE FROM t; --\" FROM u", "read sql:u")]
    [InlineData("EXPLAIN ANALYZE SELECT * FROM t", "read sql:t")]
    [InlineData("SET @a = 1, b = (SELECT x FROM t)", "read sql:t")]
    [InlineData("HANDLER t READ FIRST", "read sql:t")]
    [InlineData("SELECT * FROM t LOCK IN SHARE MODE", "read sql:t")]
    [InlineData("SELECT REPLACE(a, 'x', 'y'), INSERT(a, 1, 2, 'z'), TRUNCATE(b, 2) FROM t", "read sql:t")]
    [InlineData("SELECT `a``b` FROM `my table`", "read sql:my table")]
    public void Query_ReadsItsTables(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.MySql));

    [Theory]
    [InlineData("DELETE x FROM t = x WHERE x.a = 1", "delete sql:t")]
    [InlineData("DELETE t2 FROM t1 AS t2, t2 AS t1", "delete sql:t1 (unbounded); read sql:t2")]
    [InlineData("UPDATE a JOIN b ON a.id=b.id SET a.x=b.x", "update sql:a (unbounded); read sql:b")]
    [InlineData("REPLACE INTO t VALUES (1)", "insert sql:t; delete sql:t")]
    [InlineData("INSERT INTO t SET a=1 ON DUPLICATE KEY UPDATE a=2", "insert sql:t; update sql:t")]
    [InlineData("DELETE FROM t /*! WHERE id=1 */", "delete sql:t")]
    [InlineData("SELECT 1 # c\n; DELETE FROM t LIMIT 1", "delete sql:t")]
    [InlineData("DELETE FROM t WHERE id = 1 LIMIT 1", "delete sql:t")]
    [InlineData("DELETE a, b FROM a INNER JOIN b ON a.id = b.id WHERE a.x = 1", "delete sql:a; delete sql:b")]
    [InlineData("DELETE FROM a USING t1 AS a JOIN t2 AS b ON a.id = b.id WHERE b.x = 1", "delete sql:t1; read sql:t2")]
    [InlineData("DELETE QUICK IGNORE FROM t WHERE id = 1", "delete sql:t")]
    [InlineData("DELETE t.* FROM db.t WHERE id = 1", "delete sql:db.t")]
    [InlineData("UPDATE a, b SET a.x = 1, b.y = 2 WHERE a.id = b.id AND a.z = 3", "update sql:a; update sql:b")]
    [InlineData("UPDATE LOW_PRIORITY IGNORE t SET a = 1 WHERE id = 2 ORDER BY id LIMIT 3", "update sql:t")]
    [InlineData("INSERT INTO t (a) VALUES (1) AS new ON DUPLICATE KEY UPDATE a = new.a", "insert sql:t; update sql:t")]
    [InlineData("INSERT IGNORE INTO t SELECT * FROM u", "insert sql:t; read sql:u")]
    [InlineData("REPLACE INTO t SELECT * FROM u", "insert sql:t; delete sql:t; read sql:u")]
    [InlineData("LOAD DATA LOCAL INFILE 'x' REPLACE INTO TABLE t FIELDS TERMINATED BY ','", "insert sql:t; delete sql:t")]
    [InlineData("SELECT * FROM t INTO OUTFILE '/tmp/x'", "read sql:t; insert file:/tmp/x")]
    [InlineData("SELECT 1 -- c\n; DELETE FROM t WHERE 1", "delete sql:t (unbounded)")]
    [InlineData("/*! DELETE FROM t */", "delete sql:t (unbounded)")]
    [InlineData("SELECT 1 /* /* */ ; DELETE FROM t", "delete sql:t (unbounded)")]
    [InlineData("ALTER TABLE t TRUNCATE PARTITION p0", "schema sql:t; truncate sql:t")]
    [InlineData("CREATE TABLE t SELECT * FROM u", "schema sql:t; insert sql:t; read sql:u")]
    [InlineData("CREATE TEMPORARY TABLE x AS SELECT * FROM u; DELETE FROM x; DROP TEMPORARY TABLE x; DELETE FROM x",
        "read sql:u; delete sql:x (unbounded)")]
    [InlineData("ANALYZE UPDATE t SET a = 1 WHERE id = 2", "update sql:t")]
    [InlineData("ANALYZE FORMAT=JSON DELETE FROM t", "delete sql:t (unbounded)")]
    [InlineData("PREPARE s FROM 'DELETE FROM t WHERE id = ?'; EXECUTE s USING @a", "delete sql:t")]
    [InlineData("CREATE PROCEDURE p() BEGIN DELETE FROM t; END; DELETE FROM u WHERE id = 1", "schema sql:p; delete sql:u")]
    [InlineData("INSERT INTO t VALUES ROW(1, 2)", "insert sql:t")]
    [InlineData("DELETE FROM t WHERE id = 1 || 1 = 1", "delete sql:t (unbounded)")]
    [InlineData("DELETE HISTORY FROM t", "delete sql:t (unbounded)")]
    [InlineData("DELETE FROM t FOR PORTION OF p FROM '2001-01-01' TO '2002-01-01' WHERE id = 1", "delete sql:t")]
    [InlineData("DELETE FROM a, b USING a JOIN b USING (id) WHERE a.x = 1", "delete sql:a; delete sql:b")]
    public void Change_HasItsEffects(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.MySql));

    [Theory]
    [InlineData("RESET MASTER", "schema sql:*")]
    [InlineData("ALTER TABLE a RENAME b", "schema sql:a; schema sql:b")]
    [InlineData("ALTER TABLE a ADD c INT, RENAME db.b", "schema sql:a; schema sql:db.b")]
    [InlineData("ALTER TABLE a RENAME COLUMN b TO c, RENAME INDEX d TO e", "schema sql:a")]
    [InlineData("RENAME TABLE a TO b, c TO d", "schema sql:a; schema sql:b; schema sql:c; schema sql:d")]
    [InlineData("ALTER TABLE t EXCHANGE PARTITION p WITH TABLE u", "schema sql:t; schema sql:u")]
    [InlineData("ALTER TABLE t DROP PARTITION p0", "schema sql:t")]
    [InlineData("CREATE OR REPLACE TABLE t (a int)", "schema sql:t")]
    [InlineData("ANALYZE TABLE t", "schema sql:t")]
    [InlineData("EXECUTE IMMEDIATE 'DROP TABLE t'", "schema sql:t")]
    [InlineData("CREATE TRIGGER x BEFORE DELETE ON t FOR EACH ROW DELETE FROM u; SELECT 1", "schema sql:t")]
    [InlineData("SET GLOBAL max_connections = 1", "schema sql:*")]
    [InlineData("CREATE TABLE t (a timestamp DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, FOREIGN KEY (b) REFERENCES c (d) ON DELETE CASCADE)",
        "schema sql:t")]
    [InlineData("FLUSH TABLES", "schema sql:*")]
    [InlineData("KILL 5", "schema sql:*")]
    public void Definition_IsSchemaOfItsObject(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.MySql));

    [Theory]
    [InlineData("EXPLAIN UPDATE t SET a = 1", "")]
    [InlineData("DESCRIBE t", "")]
    [InlineData("DO sleep(1)", "")]
    [InlineData("XA START 'x'", "")]
    [InlineData("LOCK TABLES t WRITE", "")]
    public void NothingOfTheDatabaseChanges_NoEffect(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.MySql));

    [Theory]
    [InlineData("UPDATE a JOIN b ON a.id = b.id SET x = 1 WHERE a.y = 2", "update sql:a; update sql:b…")]
    [InlineData("/*!50700 DELETE FROM t */", "delete sql:t (unbounded)…")]
    [InlineData("PREPARE s FROM @sql; EXECUTE s", "…")]
    public void WhatIsNotUnderstood_IsNotComplete(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.MySql));

    [Theory]
    [InlineData("SET STATEMENT max_statement_time = 1, a = 2 FOR DELETE FROM t", "delete sql:t (unbounded)")]
    [InlineData("SET STATEMENT a = 1 FOR SELECT * FROM t", "read sql:t")]
    [InlineData("SET statement = 1", "")]
    [InlineData("ALTER ONLINE IGNORE TABLE t ADD a int", "schema sql:t")]
    [InlineData("CREATE OR REPLACE ALGORITHM = TEMPTABLE DEFINER = 'root'@'localhost' SQL SECURITY INVOKER VIEW db.v AS SELECT * FROM t", "schema sql:db.v")]
    [InlineData("ALTER ALGORITHM = MERGE VIEW v AS SELECT * FROM t", "schema sql:v")]
    [InlineData("DELIMITER $$\nCREATE PROCEDURE p() BEGIN DELETE FROM t; END$$\nDELETE FROM u$$", "delete sql:u$$ (unbounded)…")]
    public void RareStatement_HasItsEffects(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.MySql));
}
