using ImmutableGuard.Sql;

namespace ImmutableGuard.Model.Tests.Sql;

/// <summary>
/// A deletion behind a quote or a comment that seems to go on. What servers say to such texts is asked in Conformance; here are those too for
/// which there is none to ask.
/// </summary>
public class Disguises
{
    [Theory]
    [InlineData("SELECT E'a'\n'b\\''; DELETE FROM t; --'")]
    [InlineData("SELECT E'a'\n'b'\n'c d'\n'e\\''; DELETE FROM t; --'")]
    [InlineData("SELECT @E'\\''; DELETE FROM t; --'")]
    [InlineData("SELECT :e'\\''; DELETE FROM t; --'")]
    [InlineData("SELECT @@$$'$$; DELETE FROM t; --'")]
    [InlineData("SELECT @$a$ ' $a$; DELETE FROM t; --'")]
    [InlineData("SELECT $€$'$€$; DELETE FROM t; --'")]
    [InlineData("SELECT @a#E'\\''; DELETE FROM t; --'")]
    [InlineData("SELECT 'a'\n'b\\'; DELETE FROM t; --'")]
    [InlineData("SELECT E'a', 'b\\'; DELETE FROM t; --'")]
    public void PostgreSql_Deletes(string sql) => Deletes(sql, SqlDialect.PostgreSql);

    [Theory]
    [InlineData("SELECT @a('); DELETE FROM t; --')")]
    [InlineData("SELECT $a::b(/*); DELETE FROM t; --*/)")]
    [InlineData("SELECT #a('); DELETE FROM t; --')")]
    [InlineData("SELECT 1;\uFEFFDELETE FROM t")]
    [InlineData("SELECT @a; DELETE FROM t")]
    public void Sqlite_Deletes(string sql) => Deletes(sql, SqlDialect.Sqlite);

    [Theory]
    [InlineData("SELECT @`a\\`; DELETE FROM t; -- `")]
    [InlineData("SELECT @a# '\n; DELETE FROM t; -- '")]
    [InlineData("SELECT 1 --\u007F '\n; DELETE FROM t; -- '")]
    [InlineData("SELECT @'a\\''; DELETE FROM t; -- '")]
    [InlineData("SELECT /*+ QB_NAME(`q`) */ 1; DELETE FROM t")]
    public void MySql_Deletes(string sql) => Deletes(sql, SqlDialect.MySql);

    /// <summary>A server older than the version skips the quote in the comment, and carries out what seems to be in it.</summary>
    [Theory]
    [InlineData("SELECT 1 /*!99999 '*/; DELETE FROM t -- '")]
    [InlineData("SELECT \"\\\"\" /*!99999 ' */; DELETE FROM t #\"")]
    public void Server_older_than_a_comment_Counts(string sql) => Assert.Equal("delete sql:t (unbounded)…", Shown.Of(sql, SqlDialect.MySql));

    /// <summary>MySQL 8 reads the quotes of a hint, MariaDB doesn't.</summary>
    [Theory]
    [InlineData("SELECT /*+ QB_NAME(`*/`) */ 1; DELETE FROM t; -- `", SqlDialect.MySql)]
    [InlineData("SELECT /*+ QB_NAME('`*/`') */ 1; DELETE FROM t; -- ''", SqlDialect.MySql)]
    [InlineData("SELECT /*+ QB_NAME(`*/`) */ 1; DELETE FROM t; -- `", SqlDialect.Any)]
    public void Hint_that_may_end_later_IsNotTold(string sql, SqlDialect dialect) => Assert.False(SqlEffects.Of(sql, dialect).Complete);

    /// <summary>The server that would carry it out is not taken for one that gets no further.</summary>
    [Theory]
    // SQLite's text ends at a NUL.
    [InlineData("SELECT `a`, '\\'; DELETE FROM t\0 # '")]
    // T-SQL goes on behind GO, though it got nowhere before.
    [InlineData("SELECT '\\'; DELETE ;\nGO\nDELETE FROM t --'")]
    // Semicolons stand between brackets there.
    [InlineData("SELECT '\\', a FROM OPENROWSET('p', 's';'u';'p', 'DELETE FROM t') --'")]
    [InlineData("SELECT 1 /* /* */ FROM (WITH FUNCTION f RETURN NUMBER IS BEGIN DELETE FROM t; RETURN 1; END; SELECT f FROM dual) -- */")]
    [InlineData("SELECT 1 /* /* */ FROM (WITH PROCEDURE p IS BEGIN DELETE FROM t; END; FUNCTION f RETURN NUMBER IS BEGIN p; RETURN 1; END; SELECT f FROM dual) -- */")]
    // MySQL older than the version skips what another one stops in.
    [InlineData("SELECT \"\\\"\" /*!99999 ' */; DELETE FROM t #\"")]
    public void Server_that_gets_further_than_it_seems_Counts(string sql)
    {
        var effects = SqlEffects.Of(sql, SqlDialect.Any);
        Assert.False(effects.Complete);
        Assert.Contains(effects.Items, effect => effect is { Operation: Operation.Delete, Resource: "sql:t" });
    }

    /// <summary>And the one that does stop doesn't, whatever stands behind.</summary>
    [Theory]
    [InlineData("SELECT '\\'; DELETE FROM t WHERE (a = 1; b) --'", "")]
    [InlineData("SELECT '\\'; DELETE ;\nDELETE FROM t --'", "")]
    [InlineData("INSERT INTO t SELECT @p, a FROM u WHERE b IN (@q(1,2))", "insert sql:t; read sql:u")]
    public void Server_that_stops_IsNoContradiction(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.Any));

    private static void Deletes(string sql, SqlDialect dialect)
    {
        Assert.Equal("delete sql:t (unbounded)", Shown.Of(sql, dialect));
        var any = SqlEffects.Of(sql, SqlDialect.Any);
        Assert.Contains(any.Items, effect => effect is { Operation: Operation.Delete, Resource: "sql:t" });
    }
}
