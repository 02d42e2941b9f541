using ImmutableGuard.Sql;

namespace ImmutableGuard.Model.Tests.Sql;

/// <summary>Settings of the session change nothing; those that stay, or hold for the server, count as a change of everything.</summary>
public class ServerSettings
{
    [Theory]
    [InlineData("SET SESSION x = 1, GLOBAL y = 2")]
    [InlineData("SET x = 1, @@global.y = 2")]
    [InlineData("SET @@persist.x = 1")]
    [InlineData("SET PERSIST_ONLY x = 1")]
    [InlineData("SET DEFAULT ROLE r TO u")]
    [InlineData("START REPLICA")]
    [InlineData("START ALL SLAVES")]
    [InlineData("START GROUP_REPLICATION")]
    [InlineData("RESET BINARY LOGS AND GTIDS")]
    [InlineData("RESET PERSIST x")]
    [InlineData("RESTART")]
    public void Setting_of_the_server_ChangesEverything(string sql) => Assert.Equal("schema sql:*", Shown.Of(sql, SqlDialect.MySql));

    [Theory]
    [InlineData("SET SESSION x = 1, y = 2")]
    [InlineData("SET @global = 1, @y = 2")]
    [InlineData("SET @a = (SELECT 1, global)")]
    [InlineData("SET ROLE r")]
    [InlineData("START TRANSACTION")]
    public void Setting_of_the_session_ChangesNothing(string sql) => Assert.Equal("", Shown.Of(sql, SqlDialect.MySql));

    [Fact]
    public void Reset_elsewhere_IsOfTheSession()
    {
        Assert.Equal("", Shown.Of("RESET work_mem", SqlDialect.PostgreSql));
        Assert.Equal("", Shown.Of("RESET work_mem", SqlDialect.Any));
        Assert.Equal("schema sql:*", Shown.Of("RESET BINARY LOGS AND GTIDS", SqlDialect.Any));
    }

    [Theory]
    [InlineData(SqlDialect.Oracle, "set feedback off\nINSERT INTO t VALUES (1)", "insert sql:T…")]
    [InlineData(SqlDialect.Oracle, "commit\ndelete from t", "delete sql:T (unbounded)…")]
    [InlineData(SqlDialect.Oracle, "alter session set current_schema = x\ndrop table t", "schema sql:T…")]
    [InlineData(SqlDialect.PostgreSql, "SET x = 1\nDELETE FROM t", "delete sql:t (unbounded)…")]
    [InlineData(SqlDialect.MySql, "USE d\nTRUNCATE t", "truncate sql:t…")]
    [InlineData(SqlDialect.MySql, "SHOW CREATE TABLE t", "")]
    [InlineData(SqlDialect.PostgreSql, "SET x TO update", "")]
    [InlineData(SqlDialect.Any, "SHOW CREATE TABLE t", "")]
    [InlineData(SqlDialect.Any, "SHOW CREATE DATABASE d", "schema sql:d…")]
    public void Change_behind_a_setting_that_is_not_ended_IsSeen(SqlDialect dialect, string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, dialect));
}
