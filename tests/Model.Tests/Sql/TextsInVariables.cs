using ImmutableGuard.Sql;

namespace ImmutableGuard.Model.Tests.Sql;

/// <summary>A variable that is only given constants is as good as they are; anything else that may change it isn't.</summary>
public class TextsInVariables
{
    [Theory]
    [InlineData("DECLARE @s nvarchar(max) = N'DELETE FROM t' EXEC (@s)", "delete sql:t (unbounded)")]
    [InlineData("DECLARE @s nvarchar(max); SET @s = N'DELETE FROM t WHERE id = @i'; PRINT @s; EXEC sp_executesql @s, N'@i int', @i = 1", "delete sql:t")]
    [InlineData("DECLARE @s AS varchar(100); SELECT @S = 'DELETE FROM t WHERE a = 1'; EXEC sp_executesql @stmt = @s", "delete sql:t")]
    [InlineData("DECLARE @s varchar(100) IF @x = 1 SET @s = 'DELETE FROM t' ELSE SET @s = 'DELETE FROM u' EXEC (@s) DROP TABLE v",
        "delete sql:t (unbounded); delete sql:u (unbounded); schema sql:v")]
    public void Constant_IsCarriedOut(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.TSql));

    [Theory]
    [InlineData("SET @s = 'SELECT 1'; EXEC (@s)")]
    [InlineData("DECLARE @s nvarchar(max) = N'SELECT 1'; SET @s += @x; EXEC (@s)")]
    [InlineData("DECLARE @s nvarchar(max) = N'SELECT 1' + @x; EXEC (@s)")]
    [InlineData("DECLARE @s nvarchar(max) = N'SELECT 1'; EXEC sp_executesql N'SET @r = 1', N'@r nvarchar(max) OUTPUT', @r = @s OUTPUT; EXEC (@s)")]
    [InlineData("DECLARE @s nvarchar(max) = N'SELECT 1'; FETCH c INTO @s; EXEC (@s)")]
    [InlineData("DECLARE @s nvarchar(max) = N'SELECT 1'; EXEC (@s + @x)")]
    [InlineData("DECLARE @s varchar(23) = 'DELETE FROM t WHERE id = 1'; EXEC (@s)")]
    [InlineData("DECLARE @s varchar = 'SELECT 1'; EXEC (@s)")]
    public void What_may_be_another_text_IsNotTold(string sql) => Assert.False(SqlEffects.Of(sql, SqlDialect.TSql).Complete);
}
