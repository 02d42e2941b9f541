using ImmutableGuard.Sql;

namespace ImmutableGuard.Model.Tests.Sql;

/// <summary>T-SQL statements that follow each other without a semicolon: none may disappear in the one before.</summary>
public class RunTogether
{
    [Theory]
    [InlineData("CREATE EVENT SESSION s ON SERVER ADD EVENT e (ACTION (a) WHERE b = 1) ADD TARGET t (SET c = 1) WITH (STARTUP_STATE = ON)")]
    [InlineData("ALTER EVENT SESSION s ON SERVER STATE = START")]
    [InlineData("CREATE EVENT NOTIFICATION n ON SERVER FOR Object_Created TO SERVICE 'a', 'b'")]
    [InlineData("CREATE TYPE tt AS TABLE (i int NOT NULL)")]
    [InlineData("CREATE TYPE ssn EXTERNAL NAME [a]")]
    [InlineData("CREATE MESSAGE TYPE m AUTHORIZATION z VALIDATION = NONE")]
    [InlineData("ALTER PARTITION FUNCTION f () SPLIT RANGE (1)")]
    [InlineData("CREATE PARTITION FUNCTION f (int) AS RANGE FOR VALUES (1)")]
    [InlineData("CREATE AGGREGATE a (@v int) RETURNS int EXTERNAL NAME [a].[b]")]
    [InlineData("DROP MASTER KEY")]
    [InlineData("ALTER DATABASE AUDIT SPECIFICATION a")]
    [InlineData("ALTER DATABASE SCOPED CONFIGURATION SET x = ON")]
    [InlineData("SET LANGUAGE us_english")]
    public void StatementAfterADefinition_IsSeen(string definition)
    {
        foreach (var dialect in (SqlDialect[])[SqlDialect.TSql, SqlDialect.Any])
            foreach (var (next, effect) in (ReadOnlySpan<(string, string)>)
            [
                ("DELETE FROM x WHERE id = 1", "delete sql:x"), ("UPDATE x SET a = 1", "update sql:x (unbounded)"), ("TRUNCATE TABLE x", "truncate sql:x"),
                ("INSERT INTO x VALUES (1)", "insert sql:x"), ("DROP TABLE x", "schema sql:x"), ("EXEC p", "call sql:p"), ("RECEIVE * FROM x WHERE h = @h", "delete sql:x"), ("(SELECT a INTO x FROM y)", "insert sql:x"), ("CREATE INDEX i ON x (a)", "schema sql:x"),
            ])
            {
                var effects = SqlEffects.Of(definition + "\n" + next, dialect);
                Assert.True(effects.Complete && effects.Items.Any(item => item.ToString() == effect), $"{dialect}: {definition} {next}: {string.Join("; ", effects.Items)} {effects.Reason}");
            }
    }

    [Theory]
    [InlineData("RETURN")]
    [InlineData("SET @p = @p + 1")]
    [InlineData("DECLARE @p int = (SELECT MAX(id) FROM y)")]
    [InlineData("UPDATE u SET a = 'b' FROM y AS u WHERE u.a < 2")]
    [InlineData("DELETE FROM y WHERE id = 1")]
    [InlineData("INSERT INTO y VALUES (1)")]
    [InlineData("INSERT INTO y DEFAULT VALUES")]
    [InlineData("INSERT INTO y SELECT 1")]
    [InlineData("INSERT INTO y EXEC p")]
    [InlineData("FETCH NEXT FROM cursor1 INTO @p")]
    [InlineData("SELECT a FROM y ORDER BY 1 OFFSET 1 ROWS FETCH NEXT 3 ROWS ONLY")]
    [InlineData("SELECT 1")]
    [InlineData("SELECT a FROM y WITH (NOLOCK)")]
    [InlineData("TRUNCATE TABLE \"update\"")]
    [InlineData("ALTER TABLE y DROP COLUMN a")]
    [InlineData("THROW")]
    [InlineData("EXEC p 1, 'a'")]
    [InlineData("p 1")]
    [InlineData("COMMIT")]
    [InlineData("IF EXISTS (SELECT 1 FROM y)")]
    public void ExpressionBehindAStatement_IsNoTable(string before)
    {
        foreach (var dialect in (SqlDialect[])[SqlDialect.TSql, SqlDialect.Any])
            foreach (var (next, effect) in (ReadOnlySpan<(string, string)>)
            [
                ("WITH c AS (SELECT * FROM x) DELETE c WHERE a = 1", "delete sql:x"),
                ("WITH c (a) AS (SELECT a FROM x), d AS (SELECT a FROM c) UPDATE d SET a = 1 WHERE a = 2", "update sql:x"),
                ("WITH XMLNAMESPACES ('u' AS n), [c] AS (SELECT * FROM x) DELETE v FROM c v WHERE a = 1", "delete sql:x"),
            ])
            {
                var effects = SqlEffects.Of(before + "\n" + next, dialect);
                var shown = $"{dialect}: {before} {next}: {string.Join("; ", effects.Items)} {effects.Reason}";
                Assert.True(effects.Items.Any(item => item.ToString() == effect), shown);
                Assert.True(effects.Items.Any(item => item.ToString() == "read sql:x"), shown);
                Assert.True(dialect == SqlDialect.Any || !effects.Items.Any(item => item.Resource is "sql:c" or "sql:d"), shown);
                Assert.True(effects.Complete || (dialect == SqlDialect.Any && before == "p 1"), shown);
            }
    }

    [Theory]
    [InlineData("CREATE TABLE t (a int) WITH c AS (SELECT a FROM x) DELETE c")]
    [InlineData("CREATE TABLE t (a int) WITH c AS (SELECT a FROM x) UPDATE c SET a = 1")]
    public void ChangeBehindCreateTableWith_IsNotCompleteWhereTheDialectIsUnknown(string sql)
    {
        Assert.False(SqlEffects.Of(sql, SqlDialect.Any).Complete);
        Assert.Contains("sql:x (unbounded)", Shown.Of(sql, SqlDialect.TSql), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT a FROM y WITH (NOLOCK) WHERE a = 1", "read sql:y")]
    [InlineData("SELECT * FROM OPENXML(@h, '/a') WITH y AS v", "")]
    [InlineData("CREATE PROCEDURE p WITH EXECUTE AS OWNER AS (SELECT a FROM x)", "schema sql:p")]
    [InlineData("CREATE VIEW v WITH SCHEMABINDING AS (SELECT a FROM x)", "schema sql:v")]
    public void WithThatStartsNoStatement_StaysWhereItIs(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.TSql));

    [Theory]
    [InlineData(SqlDialect.TSql)]
    [InlineData(SqlDialect.Any)]
    public void ConditionBehindATruncate_IsRead(SqlDialect dialect) =>
        Assert.Equal("truncate sql:items; read sql:orders; insert sql:t", Shown.Of("TRUNCATE TABLE items IF EXISTS (SELECT id FROM orders) INSERT INTO t DEFAULT VALUES", dialect));

    [Theory]
    [InlineData("DELETE FROM u", "delete sql:u (unbounded)")]
    [InlineData("UPDATE u SET a = 1", "update sql:u (unbounded)")]
    [InlineData("DROP TABLE u", "schema sql:u")]
    [InlineData("TRUNCATE TABLE u", "truncate sql:u")]
    public void StatementsThatRunTogetherWhereTheyMayNot_AreNotComplete(string next, string effect)
    {
        foreach (var dialect in (SqlDialect[])[SqlDialect.PostgreSql, SqlDialect.MySql, SqlDialect.Sqlite, SqlDialect.Oracle])
            Assert.Equal($"read sql:t; {effect}…", Shown.Of("SELECT a FROM t " + next, dialect), ignoreCase: true);
    }

    [Theory]
    [InlineData("UPDATE t USE INDEX (i) SET a = 1 WHERE b = 2", "update sql:t")]
    [InlineData("SELECT a FROM t USE INDEX (i), u", "read sql:t; read sql:u")]
    [InlineData("SELECT a FROM t USE KEY FOR JOIN (i), u", "read sql:t; read sql:u")]
    [InlineData("SELECT a FROM t FORCE INDEX FOR ORDER BY (i) JOIN u ON u.a = t.a", "read sql:t; read sql:u")]
    [InlineData("SELECT a FROM t IGNORE KEY FOR GROUP BY (i) WHERE b = 1 FOR UPDATE", "read sql:t")]
    [InlineData("SELECT a FROM t USE db DELETE FROM u", "read sql:t; delete sql:u (unbounded)")]
    [InlineData("ALTER TABLE t DROP FOREIGN KEY IF EXISTS k, RENAME TO u", "schema sql:t; schema sql:u")]
    [InlineData("ALTER TABLE t ADD a int REFERENCES u ON DELETE SET NULL ON UPDATE CASCADE, RENAME TO v", "schema sql:t; schema sql:v")]
    [InlineData("ALTER TABLE t SET (a = 1), RENAME TO u", "schema sql:t; schema sql:u")]
    public void ClauseThatStartsLikeAStatement_StartsNone(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.Any));

    [Theory]
    [InlineData("DROP COLUMN ENCRYPTION KEY k", "schema sql:k")]
    [InlineData("DROP DEFAULT IF EXISTS d", "schema sql:d")]
    public void DropThatLooksLikeAnAction_IsSeen(string next, string effect) =>
        Assert.Contains(effect, SqlEffects.Of("ALTER DATABASE SCOPED CONFIGURATION SET x = ON\n" + next, SqlDialect.TSql).Items.Select(item => item.ToString()));
}
