using ImmutableGuard.Sql;

namespace ImmutableGuard.Model.Tests.Sql;

public class OracleStatements
{
    [Theory]
    [InlineData("MERGE INTO t USING (SELECT 1 AS id FROM dual UNION ALL SELECT 2 FROM dual) s ON (t.id = s.id) WHEN MATCHED THEN UPDATE SET a = 1", "update sql:T; read sql:DUAL")]
    [InlineData("MERGE INTO t USING (SELECT id FROM u) s ON (t.id = s.id) WHEN MATCHED THEN UPDATE SET a = 1", "update sql:T (unbounded); read sql:U")]
    [InlineData("DELETE FROM t WHERE id IN (SELECT :id FROM dual)", "delete sql:T; read sql:DUAL")]
    [InlineData("DELETE FROM t WHERE id = DECODE(:id, NULL, id, :id)", "delete sql:T (unbounded)")]
    [InlineData("DELETE FROM t WHERE DECODE(a, 1, 2, 3) = 2", "delete sql:T")]
    public void One_row_of_dual_Limits(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.Oracle));

    [Theory]
    [InlineData("SELECT q'[it's; DELETE FROM x]' FROM dual", "read sql:DUAL")]
    public void Query_ReadsItsTables(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.Oracle));

    [Theory]
    [InlineData("DELETE orders WHERE id=:1", "delete sql:ORDERS")]
    [InlineData("DELETE FROM hr.employees e WHERE e.id = :1", "delete sql:HR.EMPLOYEES")]
    [InlineData("DELETE employees WHERE ROWNUM < 10", "delete sql:EMPLOYEES")]
    [InlineData("UPDATE (SELECT a, b FROM t WHERE c = 1) SET a = b", "update sql:T; read sql:T")]
    [InlineData("DELETE FROM (SELECT * FROM t)", "delete sql:T (unbounded); read sql:T")]
    [InlineData("DELETE FROM t@remote WHERE id = 1", "delete sql:T@REMOTE")]
    [InlineData("INSERT ALL INTO a (x) VALUES (1) INTO b (x) VALUES (2) SELECT * FROM dual", "insert sql:A; insert sql:B; read sql:DUAL")]
    [InlineData("INSERT ALL WHEN x > 1 THEN INTO a VALUES (x) ELSE INTO b VALUES (x) SELECT x FROM s", "insert sql:A; insert sql:B; read sql:S")]
    [InlineData("MERGE INTO t USING s ON (t.id = s.id) WHEN MATCHED THEN UPDATE SET a = 1 WHERE s.x = 1 DELETE WHERE t.z = 1 WHEN NOT MATCHED THEN INSERT (a) VALUES (1)",
        "update sql:T; delete sql:T; insert sql:T; read sql:S")]
    [InlineData("BEGIN DELETE FROM t WHERE id = 1; pkg.purge(5); END;", "delete sql:T; call sql:PKG.PURGE")]
    [InlineData("DECLARE n NUMBER := 1; BEGIN SELECT a INTO n FROM t; UPDATE u SET b = n WHERE id = 1; EXECUTE IMMEDIATE 'TRUNCATE TABLE v'; END;",
        "read sql:T; update sql:U; truncate sql:V")]
    [InlineData("SELECT s.NEXTVAL FROM dual", "update sql:S; read sql:DUAL")]
    [InlineData("TRUNCATE TABLE t DROP STORAGE", "truncate sql:T")]
    [InlineData("EXPLAIN PLAN FOR DELETE FROM t", "insert sql:PLAN_TABLE")]
    [InlineData("CREATE OR REPLACE PACKAGE BODY p AS PROCEDURE q IS BEGIN DELETE FROM t; END; END p;\n/\nDELETE FROM u WHERE a = 1",
        "schema sql:P; delete sql:U")]
    public void Change_HasItsEffects(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.Oracle));

    [Theory]
    [InlineData("FLASHBACK TABLE t TO BEFORE DROP", "schema sql:T")]
    [InlineData("PURGE TABLE t", "schema sql:*")]
    [InlineData("COMMENT ON COLUMN t.a IS 'x'", "schema sql:T")]
    public void Definition_IsSchemaOfItsObject(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.Oracle));

    [Theory]
    [InlineData("ALTER SESSION SET x = 1", "")]
    [InlineData("LOCK TABLE t IN EXCLUSIVE MODE", "")]
    public void NothingOfTheDatabaseChanges_NoEffect(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.Oracle));

    [Theory]
    [InlineData("BEGIN FORALL i IN 1..x.COUNT DELETE FROM t WHERE id = x(i); END;", "delete sql:T")]
    [InlineData("BEGIN FORALL i IN INDICES OF x SAVE EXCEPTIONS UPDATE t SET a = 1 WHERE id = x(i); END;", "update sql:T")]
    [InlineData("BEGIN FORALL i IN VALUES OF x EXECUTE IMMEDIATE 'DELETE FROM t WHERE id = :1' USING x(i); END;", "delete sql:T")]
    [InlineData("BEGIN FOR r IN (SELECT * FROM u) LOOP DELETE FROM t RETURNING id INTO x; END LOOP; END;", "read sql:U; delete sql:T (unbounded)")]
    [InlineData("BEGIN OPEN c FOR 'SELECT * FROM u'; OPEN :d FOR SELECT * FROM t; END;", "read sql:U; read sql:T")]
    [InlineData("BEGIN OPEN c FOR v; END;", "…")]
    [InlineData("BEGIN $IF $$x $THEN DELETE FROM t; $ELSIF $$y > 1 $THEN DELETE FROM u; $ELSE DELETE FROM v; $END END;", "delete sql:T (unbounded); delete sql:U (unbounded); delete sql:V (unbounded)")]
    [InlineData("BEGIN PIPE ROW (x); RAISE_APPLICATION_ERROR(-20001, 'x'); DBMS_OUTPUT.PUT_LINE('x'); END;", "")]
    [InlineData("DECLARE TYPE x IS TABLE OF NUMBER; CURSOR c IS SELECT * FROM u; BEGIN DELETE FROM t; END;", "read sql:U; delete sql:T (unbounded)")]
    [InlineData("DELETE FROM t\n/\nDELETE FROM u WHERE a = 1 / 2\n  /  \nDELETE FROM v", "delete sql:T (unbounded); delete sql:U; delete sql:V (unbounded)")]
    [InlineData("DELETE FROM s.t@link.domain x WHERE x.id = 1", "delete sql:S.T@LINK.DOMAIN")]
    [InlineData("INSERT INTO t (a) SELECT a FROM u LOG ERRORS INTO err ('x') REJECT LIMIT 10", "insert sql:T; read sql:U; insert sql:ERR")]
    [InlineData("DELETE FROM t WHERE id = 1 LOG ERRORS REJECT LIMIT UNLIMITED", "delete sql:T; insert sql:ERR$_*")]
    [InlineData("INSERT INTO (SELECT a FROM t WHERE b = 1 WITH CHECK OPTION) VALUES (1)", "insert sql:T; read sql:T")]
    [InlineData("INSERT INTO TABLE (SELECT nested FROM t WHERE id = 1) VALUES (1)", "insert sql:T; read sql:T")]
    [InlineData("TRUNCATE CLUSTER c", "truncate sql:C")]
    [InlineData("CREATE GLOBAL TEMPORARY TABLE t (a NUMBER) ON COMMIT DELETE ROWS", "schema sql:T")]
    [InlineData("CREATE PRIVATE TEMPORARY TABLE ora$ptt_t (a NUMBER)", "")]
    [InlineData("CREATE MATERIALIZED VIEW LOG ON t WITH ROWID", "schema sql:T")]
    [InlineData("CREATE OR REPLACE PROCEDURE p IS x NUMBER; PROCEDURE q IS BEGIN DELETE FROM t; END q; BEGIN q; DELETE FROM v; END;", "schema sql:P")]
    [InlineData("CREATE OR REPLACE PROCEDURE p IS BEGIN DELETE FROM t; END p; DELETE FROM u", "schema sql:P; delete sql:U (unbounded)")]
    [InlineData("CREATE OR REPLACE TRIGGER tr FOR DELETE ON t COMPOUND TRIGGER AFTER EACH ROW IS BEGIN DELETE FROM u; END AFTER EACH ROW; END tr;", "schema sql:T")]
    [InlineData("CREATE TRIGGER tr AFTER LOGON ON DATABASE BEGIN DELETE FROM u; END;", "schema sql:TR")]
    [InlineData("CREATE BITMAP INDEX i ON t (a)", "schema sql:T")]
    [InlineData("CREATE CONTEXT c USING p", "schema sql:C")]
    [InlineData("ALTER TABLE t TRUNCATE SUBPARTITION p", "schema sql:T; truncate sql:T")]
    [InlineData("ALTER SYSTEM KILL SESSION '1,2'", "schema sql:*")]
    [InlineData("DROP USER u CASCADE", "schema sql:U.*")]
    [InlineData("FLASHBACK TABLE a, s.b TO TIMESTAMP SYSTIMESTAMP - 1", "schema sql:A; schema sql:S.B")]
    [InlineData("FLASHBACK DATABASE TO SCN 1", "schema sql:*")]
    [InlineData("AUDIT DELETE ON t", "schema sql:*")]
    [InlineData("NOAUDIT ALL", "schema sql:*")]
    [InlineData("INSERT WHEN x = 1 THEN INTO a VALUES (x) WHEN x = 2 THEN INTO b VALUES (x) SELECT x FROM c", "insert sql:A; insert sql:B; read sql:C")]
    [InlineData("INSERT INTO when VALUES (1)", "insert sql:WHEN")]
    [InlineData("DROP MATERIALIZED VIEW LOG ON s.t", "schema sql:S.T")]
    [InlineData("CREATE OR REPLACE PACKAGE BODY login AS PROCEDURE p IS BEGIN DELETE FROM t; END; END;", "schema sql:LOGIN")]
    [InlineData("DELETE\u3000FROM t WHERE id = 1", "delete sql:T")]
    [InlineData("@script.sql", "…")]
    public void RareStatement_HasItsEffects(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.Oracle));
}
