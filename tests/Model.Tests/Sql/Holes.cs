using ImmutableGuard.Sql;

namespace ImmutableGuard.Model.Tests.Sql;

/// <summary>A □ stands for a part of the text that is not known.</summary>
public class Holes
{
    [Theory]
    [InlineData("SELECT * FROM t WHERE id IN (□) AND name LIKE □ LIMIT □", "read sql:t")]
    [InlineData("SELECT * FROM t WHERE a BETWEEN 1 AND □", "read sql:t")]
    [InlineData("SELECT * FROM t WHERE a BETWEEN □ AND □ AND b > □", "read sql:t")]
    [InlineData("SELECT * FROM t LIMIT 5, □", "read sql:t")]
    [InlineData("SELECT CASE WHEN a = 1 THEN □ ELSE □ END FROM t", "read sql:t")]
    [InlineData("SELECT f(a, □), g(1, 2, □) FROM t", "read sql:t")]
    [InlineData("SELECT * FROM t WHERE a IN ((□))", "read sql:t")]
    [InlineData("SELECT * FROM t WHERE a IN ((1), □)", "read sql:t")]
    [InlineData("SELECT * FROM t WHERE a = (□) + 1", "read sql:t")]
    [InlineData("SELECT * FROM □□ WHERE a = '□□'", "read sql:*")]
    public void Query_ReadsItsTables(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.Any));

    [Theory]
    [InlineData("DELETE FROM □ WHERE id = □", "delete sql:*")]
    [InlineData("DELETE FROM □_archive WHERE id = □", "delete sql:*_archive")]
    [InlineData("INSERT INTO t (a, b) VALUES (□, '□')", "insert sql:t")]
    [InlineData("UPDATE t SET a = □, b = □ WHERE c = □", "update sql:t")]
    [InlineData("UPDATE □.t SET a = 1 WHERE b = 2", "update sql:*.t")]
    [InlineData("DELETE FROM [□].[x] WHERE a = 1", "delete sql:*.x")]
    [InlineData("INSERT INTO t VALUES (1, □), (□, 2)", "insert sql:t")]
    [InlineData("SELECT a INTO DUMPFILE '/tmp/□' FROM t", "insert file:*; read sql:t")]
    [InlineData("EXEC sp_rename N'□□', 'b'", "schema sql:*")]
    [InlineData("EXEC p @a = □", "call sql:p")]
    [InlineData("DELETE FROM t WHERE 1 = □", "delete sql:t (unbounded)")]
    public void Change_HasItsEffects(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.Any));

    [Theory]
    [InlineData("EXEC □", "call sql:*")]
    public void Routine_IsCalled(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.Any));

    /// <summary>The word that a statement begins with may be SELECT as well as a procedure's name.</summary>
    [Theory]
    [InlineData("select□42", "call sql:select*42…")]
    [InlineData("SELECT 1; □x FROM t", "…")]
    // Near miss: behind EXEC it is a name
    [InlineData("EXEC select□42", "call sql:select*42")]
    public void WordThatAStatementBeginsWith_IsNotKnown(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.TSql));

    [Theory]
    [InlineData("SELECT 1 WHERE a = '□'", "")]
    public void NothingOfTheDatabaseChanges_NoEffect(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.Any));

    [Theory]
    [InlineData("SELECT * FROM t ORDER BY □", "read sql:t…")]
    [InlineData("SELECT * FROM t WHERE □ = 1", "read sql:t…")]
    [InlineData("□", "call sql:*…")]
    [InlineData("SELECT * FROM t □", "read sql:t…")]
    [InlineData("SELECT □ FROM t", "read sql:t…")]
    [InlineData("-- only □ a comment", "…")]
    [InlineData("DELETE FROM t WHERE □", "delete sql:t (unbounded)…")]
    // What is compared is a column, whatever its name is
    [InlineData("DELETE FROM t WHERE □ = @id", "delete sql:t…")]
    [InlineData("DELETE FROM t WHERE □ = □", "delete sql:t…")]
    [InlineData("DELETE FROM t WHERE a = 1 OR □ NOT IN (1, 2)", "delete sql:t…")]
    [InlineData("UPDATE t SET a = 1 WHERE □ >= @from AND □ < @to", "update sql:t…")]
    [InlineData("DELETE FROM t WHERE □ = 1 OR 1 = 1", "delete sql:t (unbounded)…")]
    [InlineData("DELETE FROM t WHERE □ = 1 OR □", "delete sql:t (unbounded)…")]
    [InlineData("DELETE FROM t WHERE □ (1) = 1", "delete sql:t (unbounded)…")]
    [InlineData("DELETE FROM t WHERE NOT □ = 1", "delete sql:t…")]
    [InlineData("SELECT * FROM t WHERE a = □□", "read sql:t…")]
    [InlineData("DELETE FROM t WHERE id = □□", "delete sql:t…")]
    [InlineData("SELECT * FROM t WHERE a = 1 AND □", "read sql:t…")]
    [InlineData("SELECT * FROM t WHERE (□)", "read sql:t…")]
    [InlineData("SELECT * FROM t WHERE a = 1 OR (□)", "read sql:t…")]
    [InlineData("SELECT * FROM t WHERE NOT (□)", "read sql:t…")]
    [InlineData("SELECT * FROM t JOIN u ON (□)", "read sql:t; read sql:u…")]
    [InlineData("SELECT a FROM t GROUP BY a HAVING (□)", "read sql:t…")]
    [InlineData("SELECT CASE WHEN (□) THEN 1 END FROM t", "read sql:t…")]
    [InlineData("SELECT (□) FROM t", "read sql:t…")]
    [InlineData("SELECT a FROM t ORDER BY (□)", "read sql:t…")]
    [InlineData("SELECT * FROM t WHERE EXISTS (□)", "read sql:t…")]
    [InlineData("WITH c AS (□) SELECT * FROM c", "…")]
    [InlineData("SELECT a, □ FROM t", "read sql:t…")]
    [InlineData("SELECT t.*□ FROM t", "read sql:t…")]
    [InlineData("SELECT * FROM t WHERE a = b * □", "read sql:t…")]
    [InlineData("SELECT * FROM t GROUP BY a, □", "read sql:t…")]
    [InlineData("SELECT * FROM t ORDER BY a, □", "read sql:t…")]
    [InlineData("UPDATE t SET a = 1, □ WHERE b = 2", "update sql:t…")]
    [InlineData("SELECT * FROM t WHERE a = □.b", "read sql:t…")]
    [InlineData("SELECT * FROM t WHERE a = □(1)", "read sql:t…")]
    [InlineData("SELECT * FROM t WHERE a = □ 'x'", "read sql:t…")]
    [InlineData("SELECT * FROM t WHERE a = □ 5", "read sql:t…")]
    [InlineData("SELECT a FROM t LIMIT 1; SELECT b, □ FROM u", "read sql:t; read sql:u…")]
    [InlineData("SELECT a FROM t LIMIT 1; SELECT b FROM u ORDER BY b, □", "read sql:t; read sql:u…")]
    [InlineData("SELECT a FROM t LIMIT 1; UPDATE u SET a = 1, □ WHERE c = 2", "read sql:t; update sql:u…")]
    [InlineData("SELECT a FROM t LIMIT 1; DELETE FROM u WHERE c = 2 RETURNING a, □", "read sql:t; delete sql:u…")]
    [InlineData("ALTER TABLE t ADD □ int", "schema sql:t…")]
    [InlineData("DROP TABLE t □", "schema sql:t…")]
    [InlineData("DECLARE @x □", "…")]
    [InlineData("EXEC p @a = 1, □", "call sql:p…")]
    public void WhatIsNotUnderstood_IsNotComplete(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.Any));
}
