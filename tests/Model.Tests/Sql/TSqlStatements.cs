using ImmutableGuard.Sql;

namespace ImmutableGuard.Model.Tests.Sql;

public class TSqlStatements
{
    [Theory]
    [InlineData("SELECT * FROM Orders o WHERE o.Id = @id", "read sql:Orders")]
    [InlineData("DELETE FROM Orders WHERE Id = @id", "delete sql:Orders")]
    [InlineData("DELETE o FROM dbo.Orders o JOIN Customers c ON o.cid = c.id WHERE c.name = 'x'", "delete sql:dbo.Orders; read sql:Customers")]
    [InlineData("UPDATE o SET x = 1 FROM Orders AS o WHERE o.id = 1", "update sql:Orders")]
    [InlineData("SELECT 1 DELETE FROM t SELECT 2 TRUNCATE TABLE x", "delete sql:t (unbounded); truncate sql:x")]
    [InlineData("INSERT INTO t (a, b) OUTPUT inserted.id INTO log(id) SELECT a, b FROM u WHERE x IN (SELECT y FROM v)",
        "insert sql:t; insert sql:log; read sql:u; read sql:v")]
    [InlineData("INSERT INTO t VALUES (1, 2) SELECT * FROM z", "insert sql:t; read sql:z")]
    [InlineData("INSERT INTO t EXEC dbo.p 1, 2", "insert sql:t; call sql:dbo.p")]
    [InlineData("WITH d AS (SELECT TOP 10 * FROM dbo.t ORDER BY id) DELETE FROM d", "delete sql:dbo.t; read sql:dbo.t")]
    [InlineData("IF EXISTS (SELECT 1 FROM x) BEGIN DELETE FROM y WHERE id = 1 END ELSE UPDATE z SET a = 1",
        "read sql:x; delete sql:y; update sql:z (unbounded)")]
    [InlineData("EXEC('DELETE FROM a; SELECT 1')", "delete sql:a (unbounded)")]
    [InlineData("EXEC sp_executesql N'DELETE FROM a WHERE id = @i', N'@i int', @i = 1", "delete sql:a")]
    [InlineData("EXEC sp_executesql @sql", "…")]
    [InlineData("EXEC dbo.MyProc @a = 1", "call sql:dbo.MyProc")]
    [InlineData("CREATE TABLE #t (id int); INSERT INTO #t SELECT id FROM u; DELETE FROM o WHERE id IN (SELECT id FROM #t); DROP TABLE #t",
        "read sql:u; delete sql:o")]
    [InlineData("CREATE TABLE a (id int REFERENCES b(id) ON DELETE CASCADE) DELETE FROM c", "schema sql:a; delete sql:c (unbounded)")]
    [InlineData("SELECT * INTO newt FROM oldt", "schema sql:newt; insert sql:newt; read sql:oldt")]
    public void Statement_HasItsEffects(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.TSql));
}
