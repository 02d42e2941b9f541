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
    [InlineData("DROP COLUMN ENCRYPTION KEY k", "schema sql:k")]
    [InlineData("DROP DEFAULT IF EXISTS d", "schema sql:d")]
    public void DropThatLooksLikeAnAction_IsSeen(string next, string effect) =>
        Assert.Contains(effect, SqlEffects.Of("ALTER DATABASE SCOPED CONFIGURATION SET x = ON\n" + next, SqlDialect.TSql).Items.Select(item => item.ToString()));
}
