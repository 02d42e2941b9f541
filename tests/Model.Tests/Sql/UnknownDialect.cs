using ImmutableGuard.Sql;

namespace ImmutableGuard.Model.Tests.Sql;

public class UnknownDialect
{
    [Theory]
    [InlineData("SELECT * FROM [Orders] WHERE x = 'a' ", "read sql:Orders")]
    [InlineData("SELECT delete FROM t", "read sql:t")]
    [InlineData("SELECT arr[1], x::int FROM t", "read sql:t")]
    [InlineData("SELECT [a b] FROM [dbo].[t]", "read sql:dbo.t")]
    [InlineData("SELECT * FROM t WHERE id IN %s AND x = %(name)s", "read sql:t")]
    [InlineData("SELECT * FROM t WHERE id = {=id}", "read sql:t")]
    public void Query_ReadsItsTables(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.Any));

    [Theory]
    [InlineData("DELETE FROM t WHERE id=@id", "delete sql:t")]
    [InlineData("DELETE FROM t WHERE id = @id", "delete sql:t")]
    [InlineData("SELECT 1 DELETE FROM t", "delete sql:t (unbounded)")]
    [InlineData("DELETE FROM t --x\nWHERE id = 1", "delete sql:t")]
    [InlineData("UPDATE o SET x = 1 FROM orders o WHERE o.id = 1", "update sql:orders")]
    [InlineData("INSERT INTO t (a) VALUES (:a) ON CONFLICT (a) DO UPDATE SET b = :b", "insert sql:t; update sql:t")]
    [InlineData("INSERT INTO t (a) VALUES (?) ON DUPLICATE KEY UPDATE a = ?", "insert sql:t; update sql:t")]
    [InlineData("INSERT t SET a = 1 ON DUPLICATE KEY UPDATE a = 2", "insert sql:t; update sql:t")]
    [InlineData("REPLACE t () VALUES ()", "insert sql:t; delete sql:t")]
    [InlineData("CREATE TABLE t SELECT * FROM u", "schema sql:t; insert sql:t; read sql:u")]
    [InlineData("CREATE TABLE t (a int) WITH c AS (SELECT * FROM u) SELECT * FROM c", "schema sql:t; insert sql:t; read sql:u")]
    [InlineData("WITH c AS (SELECT * FROM u) DELETE FROM c WHERE a = 1", "delete sql:u; read sql:u; delete sql:c")]
    [InlineData("WITH c AS (SELECT * FROM u) MERGE INTO c USING s ON c.id = s.id WHEN MATCHED THEN DELETE", "delete sql:u (unbounded); read sql:u; delete sql:c (unbounded); read sql:s")]
    [InlineData("BEGIN TRANSACTION; DELETE FROM t WHERE a = 1; COMMIT", "delete sql:t")]
    [InlineData("WITH x AS (DELETE FROM t RETURNING id) SELECT * FROM x", "delete sql:t (unbounded)")]
    [InlineData("SET IDENTITY_INSERT t ON DELETE FROM t", "delete sql:t (unbounded)")]
    [InlineData("DELETE FROM \"#t\" WHERE a = 1", "delete sql:#t")]
    [InlineData("DELETE t WHERE 1 = 1 IF (@c = 1) DELETE u", "delete sql:t (unbounded); delete sql:u (unbounded)")]
    [InlineData("WITH c AS (SELECT * FROM u) INSERT INTO c SELECT 1 ON CONFLICT (id) DO UPDATE SET a = 1", "insert sql:u; read sql:u; insert sql:c; update sql:c")]
    [InlineData("GRANT SELECT ON t TO x DELETE FROM y", "schema sql:t; delete sql:y (unbounded)")]
    public void Change_HasItsEffects(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.Any));

    [Theory]
    [InlineData("CREATE PROCEDURE p AS DELETE FROM t", "schema sql:p")]
    [InlineData("DROP TABLE t", "schema sql:t")]
    public void Definition_IsSchemaOfItsObject(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.Any));

    [Theory]
    [InlineData("{call p(?)}", "call sql:p")]
    [InlineData("EXEC p @a = 1", "call sql:p")]
    [InlineData("CALL p(1)", "call sql:p")]
    [InlineData("{? = call dbo.p(?, ?)}", "call sql:dbo.p")]
    public void Routine_IsCalled(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.Any));

    [Theory]
    [InlineData("", "")]
    [InlineData("   \n-- c\n/* d */ ;;", "")]
    public void NothingOfTheDatabaseChanges_NoEffect(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.Any));

    [Theory]
    [InlineData("SELECT * FROM #tmp; DELETE FROM t", "delete sql:t (unbounded)…")]
    [InlineData("SELECT 'a\\'; DELETE FROM t; --'", "delete sql:t (unbounded)…")]
    [InlineData("DELETE FROM t /*! WHERE id = 1 */", "delete sql:t (unbounded); delete sql:t…")]
    [InlineData("SELECT 1 /* /* */ DELETE FROM t /* */ */", "delete sql:t (unbounded)…")]
    [InlineData("EXEC sp_executesql @a", "…")]
    [InlineData("SELECT * FROM t; garbage", "read sql:t…")]
    [InlineData("EXPLAIN SELECT 1 AS a INTO t", "…")]
    [InlineData("CALL SELECT 1 AS a INTO t", "call sql:SELECT…")]
    [InlineData("EXEC EXPLAIN DELETE FROM t", "…")]
    [InlineData("REPLACE INSERT t DEFAULT VALUES", "insert sql:INSERT; delete sql:INSERT…")]
    [InlineData("; CALL ALTER TABLE t ADD c int", "call sql:ALTER…")]
    [InlineData("DELETE x FROM[t] x", "delete sql:t (unbounded); delete sql:x (unbounded); read sql:t…")]
    [InlineData("DELETE FROM\u00A0t", "delete sql:t (unbounded); delete sql:FROM\u00A0t (unbounded)…")]
    public void WhatIsNotUnderstood_IsNotComplete(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.Any));

    [Theory]
    [InlineData("SELECT 'it\\'s' ; DELETE FROM t", "delete sql:t (unbounded)")]
    [InlineData("DROP TABLE #t", "")]
    [InlineData("CREATE TABLE #t (id int) INSERT INTO #t SELECT id FROM u DELETE FROM #t", "read sql:u")]
    [InlineData("SELECT * INTO #t\nFROM u\nWHERE a = 1\nDELETE FROM t WHERE id IN (SELECT id FROM #t)", "read sql:u; delete sql:t")]
    [InlineData("DELETE FROM #t\nWHERE id = 1", "")]
    [InlineData("INSERT INTO t SELECT id FROM # no table\n u", "insert sql:t; read sql:u…")]
    [InlineData("DELETE FROM t; DROP TABLE #t", "delete sql:t (unbounded)")]
    [InlineData("SELECT 1 /* /* */ FROM t", "read sql:t")]
    [InlineData("DELETE FROM t /* /* ' */ WHERE id = 1", "delete sql:t")]
    [InlineData("DELETE FROM t; SELECT 1 /* /* */", "delete sql:t (unbounded)…")]
    [InlineData("DELETE FROM t\nGO\nSELECT 1 /* /* */", "delete sql:t (unbounded)…")]
    [InlineData("SELECT 1 /* /* */ FROM t WHERE a = □", "read sql:t…")]
    [InlineData("SELECT ARRAY[[1, 2], [3, 4]] FROM t", "read sql:t")]
    [InlineData("SELECT * FROM t WHERE a LIKE '%\\' AND b = 'x'", "read sql:t")]
    [InlineData("SELECT $$it's$$ FROM t", "read sql:t")]
    [InlineData("--comment\nDELETE FROM t WHERE id = 1", "delete sql:t")]
    [InlineData("DELETE FROM t WHERE id = 1;\n--don't\nDELETE FROM u WHERE id = 1", "delete sql:t; delete sql:u")]
    [InlineData("--x\nSELECT '\\'; DELETE FROM t; --'", "delete sql:t (unbounded)")]
    [InlineData("CREATE TABLE t1 ON COMMIT PRESERVE ROWS AS SELECT a FROM t2", "schema sql:t1; insert sql:t1; read sql:t2")]
    [InlineData("CREATE TEMP TABLE t1 (a int) ON COMMIT DELETE ROWS", "")]
    [InlineData("SET NOCOUNT ON COMMIT DELETE rows WHERE a = 1", "delete sql:rows")]
    [InlineData("SELECT 1 lbl:DELETE FROM t", "delete sql:t (unbounded); read sql:t…")]
    [InlineData("DELETE FROM t\n/\nDELETE FROM u", "delete sql:t (unbounded); read sql:u; delete sql:u (unbounded)…")]
    [InlineData("SELECT a\n/\nb FROM t", "read sql:t…")]
    [InlineData("SET STATEMENT a = 1 FOR DELETE FROM t", "delete sql:t (unbounded)")]
    [InlineData("CREATE GLOBAL TEMPORARY TABLE t (a int)", "schema sql:t")]
    [InlineData("DELETE FROM t WHERE id IN (SELECT id FROM u)", "delete sql:t (unbounded); read sql:u")]
    [InlineData("SELECT 1 lbl: DELETE FROM t", "delete sql:t (unbounded)")]
    [InlineData("SELECT 1 FROM x WHERE a = b::int DELETE FROM t", "read sql:x; delete sql:t (unbounded)")]
    public void ReadingThatNoServerGetsThrough_DoesNotCount(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.Any));
}
