using ImmutableGuard.Sql;

namespace ImmutableGuard.Model.Tests.Sql;

/// <summary>Blocks and routines as only Oracle has them, told as such and not.</summary>
public class PlSqlBlocks
{
    [Theory]
    [InlineData("WITH FUNCTION f(x NUMBER) RETURN NUMBER IS BEGIN RETURN x; END; SELECT f(1) FROM t", "read sql:T")]
    [InlineData("WITH FUNCTION f RETURN NUMBER IS PRAGMA AUTONOMOUS_TRANSACTION; v NUMBER; BEGIN DELETE FROM t; RETURN 1; END; SELECT f FROM u",
        "delete sql:T (unbounded); read sql:U")]
    [InlineData("WITH PROCEDURE p IS BEGIN NULL; END; FUNCTION f RETURN NUMBER IS BEGIN p; RETURN 1; END; q AS (SELECT 1 x FROM t), r (a) AS (SELECT 1 FROM q) SELECT f FROM q, r",
        "call sql:P; read sql:T")]
    [InlineData("WITH function AS (SELECT 1 FROM t) SELECT * FROM function", "read sql:T")]
    [InlineData("DECLARE PROCEDURE q IS BEGIN DELETE FROM t; END; y NUMBER := 1; z t.a%TYPE; BEGIN q; END;", "delete sql:T (unbounded); call sql:Q")]
    [InlineData("DECLARE x NUMBER; FUNCTION f(a NUMBER) RETURN NUMBER IS b NUMBER; BEGIN RETURN a; END f; CURSOR c IS SELECT * FROM t; BEGIN x := f(1); END;", "read sql:T")]
    public void Local_routine_CountsAsCarriedOut(string sql, string effects)
    {
        Assert.Equal(effects, Shown.Of(sql, SqlDialect.Oracle));
        Assert.Equal(effects, Shown.Of(sql, SqlDialect.Any), ignoreCase: true);
    }

    [Theory]
    [InlineData("BEGIN pkg.p(1); x := f(2); DELETE FROM t WHERE id = 1; END;", "call sql:pkg.p; delete sql:t")]
    [InlineData("BEGIN p; END;", "call sql:p")]
    [InlineData("DECLARE x NUMBER; y VARCHAR2(10) := 'a'; BEGIN SELECT a INTO x FROM t; DELETE FROM u WHERE id = x; END;", "read sql:t; delete sql:u")]
    [InlineData("BEGIN FORALL i IN 1..n DELETE FROM t WHERE id = ids(i); END;", "delete sql:t")]
    [InlineData("CREATE PACKAGE p AS PROCEDURE a; FUNCTION b RETURN NUMBER; END p;", "schema sql:p")]
    [InlineData("CREATE PACKAGE BODY p AS PROCEDURE a IS BEGIN DELETE FROM t; END; PROCEDURE b IS BEGIN DELETE FROM u; END; END p;", "schema sql:p")]
    [InlineData("CREATE FUNCTION f RETURN NUMBER IS v NUMBER; BEGIN DELETE FROM t; RETURN v; END;\n/\nDELETE FROM u", "schema sql:f; delete sql:u (unbounded)")]
    [InlineData("CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW DECLARE n NUMBER; BEGIN DELETE FROM u; END;", "schema sql:t")]
    [InlineData("BEGIN DELETE FROM t; END;\n/\nDROP TABLE u\n/\n", "delete sql:t (unbounded); schema sql:u")]
    public void Block_of_unknown_dialect_IsReadAsTheOnlyOneThatKnowsIt(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.Any));

    [Theory]
    [InlineData("FROBNICATE t", "call sql:FROBNICATE…")]
    [InlineData("BEGIN; frobnicate(t); END", "…")]
    [InlineData("BEGIN TRANSACTION; foo 1; COMMIT", "…")]
    [InlineData("BEGIN DELETE FROM t; frobnicate t; END", "delete sql:t (unbounded)…")]
    [InlineData("CREATE PROCEDURE p AS DELETE FROM t; DELETE FROM u", "schema sql:p; delete sql:u (unbounded)")]
    [InlineData("DECLARE c CURSOR FOR SELECT * FROM t; DELETE FROM u", "read sql:t; delete sql:u (unbounded)")]
    public void What_others_may_know_IsNone(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.Any));
}
