using ImmutableGuard.Sql;

namespace ImmutableGuard.Model.Tests.Sql;

public class OracleStatements
{
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
}
