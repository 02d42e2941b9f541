using ImmutableGuard.Sql;

namespace ImmutableGuard.Model.Tests.Sql;

/// <summary>A □ stands for a part of the text that is not known.</summary>
public class Holes
{
    [Theory]
    [InlineData("SELECT * FROM t WHERE id IN (□) AND name LIKE □ LIMIT □", "read sql:t")]
    public void Query_ReadsItsTables(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.Any));

    [Theory]
    [InlineData("DELETE FROM □ WHERE id = □", "delete sql:*")]
    [InlineData("DELETE FROM □_archive WHERE id = □", "delete sql:*_archive")]
    [InlineData("INSERT INTO t (a, b) VALUES (□, '□')", "insert sql:t")]
    [InlineData("UPDATE t SET a = □, b = □ WHERE c = □", "update sql:t")]
    [InlineData("UPDATE □.t SET a = 1 WHERE b = 2", "update sql:*.t")]
    [InlineData("DELETE FROM [□].[x] WHERE a = 1", "delete sql:*.x")]
    public void Change_HasItsEffects(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.Any));

    [Theory]
    [InlineData("EXEC □", "call sql:*")]
    public void Routine_IsCalled(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.Any));

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
    public void WhatIsNotUnderstood_IsNotComplete(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.Any));
}
