using ImmutableGuard.Sql;

namespace ImmutableGuard.Model.Tests.Sql;

/// <summary>Words of one dialect's grammar, or of another place in it, which are the names of tables where they stand.</summary>
public class Namesakes
{
    [Theory]
    [InlineData("DELETE history WHERE a = 1", "delete sql:history")]
    [InlineData("DELETE ignore WHERE a = 1", "delete sql:ignore")]
    [InlineData("DELETE quick FROM quick JOIN u ON 1 = 1", "delete sql:quick (unbounded); read sql:u")]
    [InlineData("DELETE FROM only WHERE a = 1", "delete sql:only")]
    [InlineData("DELETE qualify WHERE qualify.a = 1", "delete sql:qualify")]
    [InlineData("UPDATE ignore SET a = 1", "update sql:ignore (unbounded)")]
    [InlineData("UPDATE statistics SET a = 1 WHERE b = 2", "update sql:statistics")]
    [InlineData("UPDATE statistics WITH (TABLOCK) SET a = 1", "update sql:statistics (unbounded)")]
    [InlineData("UPDATE t SET a = 1 FROM t JOIN connect ON connect.id = t.id WHERE connect.x = 1", "update sql:t; read sql:connect")]
    [InlineData("INSERT delayed (a) VALUES (1)", "insert sql:delayed")]
    [InlineData("INSERT INTO over VALUES (1)", "insert sql:over")]
    [InlineData("SELECT * INTO temp FROM t", "schema sql:temp; insert sql:temp; read sql:t")]
    [InlineData("SELECT * INTO local FROM t", "schema sql:local; insert sql:local; read sql:t")]
    [InlineData("TRUNCATE TABLE only", "truncate sql:only")]
    [InlineData("ALTER TABLE only ADD a int", "schema sql:only")]
    [InlineData("WITH dbo AS (SELECT 1 AS a) DELETE FROM dbo.t", "delete sql:dbo.t (unbounded)")]
    [InlineData("SELECT receive FROM t receive WHERE receive.a = 1", "read sql:t")]
    [InlineData("SELECT a go FROM t", "read sql:t")]
    [InlineData("SELECT log(a) FROM log errors", "read sql:log")]
    public void TableOfTSql_IsNamedLikeAWord(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.TSql));

    [Theory]
    [InlineData(SqlDialect.MySql, "DELETE FROM only WHERE a = 1", "delete sql:only")]
    [InlineData(SqlDialect.Sqlite, "DELETE FROM only WHERE a = 1", "delete sql:only")]
    [InlineData(SqlDialect.PostgreSql, "DELETE FROM ONLY t WHERE a = 1", "delete sql:t")]
    [InlineData(SqlDialect.PostgreSql, "DELETE FROM ONLY (t) WHERE a = 1", "delete sql:t")]
    [InlineData(SqlDialect.MySql, "DELETE QUICK `t` FROM t WHERE a = 1", "delete sql:t")]
    [InlineData(SqlDialect.MySql, "DELETE LOW_PRIORITY QUICK IGNORE FROM t WHERE a = 1", "delete sql:t")]
    [InlineData(SqlDialect.MySql, "INSERT LOW_PRIORITY IGNORE INTO t VALUES (1)", "insert sql:t")]
    [InlineData(SqlDialect.MySql, "INSERT IGNORE t VALUES (1)", "insert sql:t")]
    [InlineData(SqlDialect.PostgreSql, "SELECT a INTO LOCAL TEMPORARY TABLE x FROM t; DELETE FROM x", "read sql:t")]
    [InlineData(SqlDialect.PostgreSql, "SELECT a INTO TEMP x FROM t; DELETE FROM x", "read sql:t")]
    [InlineData(SqlDialect.PostgreSql, "SELECT a INTO UNLOGGED TABLE x FROM t", "schema sql:x; insert sql:x; read sql:t")]
    [InlineData(SqlDialect.PostgreSql, "DELETE FROM temp.t", "delete sql:temp.t (unbounded)")]
    [InlineData(SqlDialect.PostgreSql, "SELECT * FROM t receive, u", "read sql:t; read sql:u")]
    [InlineData(SqlDialect.PostgreSql, "SELECT a\ngo\nFROM t", "read sql:t")]
    [InlineData(SqlDialect.PostgreSql, "SELECT a open, b close, c print FROM t", "read sql:t")]
    [InlineData(SqlDialect.PostgreSql, "SELECT a AS where, b AS into FROM t", "read sql:t")]
    [InlineData(SqlDialect.PostgreSql, "GRANT SELECT ON type TO u", "schema sql:type")]
    [InlineData(SqlDialect.PostgreSql, "TRUNCATE cluster", "truncate sql:cluster")]
    [InlineData(SqlDialect.PostgreSql, "VACUUM full.t", "schema sql:full.t")]
    [InlineData(SqlDialect.PostgreSql, "SELECT * FROM f(nolock)", "")]
    [InlineData(SqlDialect.Oracle, "INSERT INTO t SELECT LOG(10, a) FROM u", "insert sql:T; read sql:U")]
    public void Dialect_DecidesWhatIsAName(SqlDialect dialect, string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, dialect));
}
