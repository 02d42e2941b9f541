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
    [InlineData("DECLARE @\uFFFC nvarchar(99) = N'SELECT 1'; EXEC (@\uFFFC)")]
    [InlineData("DECLARE @s nvarchar(99) = N'SELECT 1'; SET @\uFFFC = @x; EXEC (@s)")]
    [InlineData("DECLARE @s nvarchar(99) = N'SELECT 1'; SET @v\uFFFC = @x; EXEC (@s)")]
    public void What_may_be_another_text_IsNotTold(string sql) => Assert.False(SqlEffects.Of(sql, SqlDialect.TSql).Complete);

    private const string Constraint = "DECLARE @v nvarchar(max); SELECT @v = QUOTENAME([d].[name]) FROM [sys].[default_constraints] [d] WHERE [d].[id] = 1; ";

    [Theory]
    [InlineData(Constraint + "IF @v IS NOT NULL EXEC(N'ALTER TABLE [t] DROP CONSTRAINT ' + @v + ';');", "read sql:sys.default_constraints; schema sql:t")]
    [InlineData("DECLARE @v nvarchar(max) = QUOTENAME(SCHEMA_NAME()); EXEC(N'DELETE FROM ' + @v + '.[t] WHERE a = ''x''')", "delete sql:*.t")]
    [InlineData("DECLARE @v nvarchar(258), @w int; SET @v = QUOTENAME(OBJECT_NAME(LEN(@id), 5)) EXEC('DROP TABLE ' + @v)", "schema sql:*")]
    [InlineData("DECLARE @v nvarchar(258); SET @v = QUOTENAME(OBJECT_NAME(LEFT(@id, 5))) EXEC('DROP TABLE ' + @v)", "schema sql:*")]
    [InlineData("DECLARE @v varchar(300) = QUOTENAME(@a), @w varchar(max) = QUOTENAME(@b); EXEC('DROP TABLE ' + @v + '.' + @w)", "schema sql:*.*")]
    public void Text_with_a_quoted_name_IsCarriedOut(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.TSql));

    [Theory]
    [InlineData("SELECT @v = QUOTENAME(@a); EXEC('SELECT * FROM ' + @v)")]
    [InlineData("DECLARE @v nvarchar(max); EXEC('SELECT * FROM ' + @v)")]
    [InlineData("DECLARE @v sysname = QUOTENAME(@a); EXEC('SELECT * FROM ' + @v)")]
    [InlineData("DECLARE @v nvarchar(257) = QUOTENAME(@a); EXEC('SELECT * FROM ' + @v)")]
    [InlineData("DECLARE @v nvarchar(max) = QUOTENAME(@a, ''''); EXEC('SELECT * FROM ' + @v)")]
    [InlineData("DECLARE @v nvarchar(max) = dbo.QUOTENAME(@a); EXEC('SELECT * FROM ' + @v)")]
    [InlineData("DECLARE @v nvarchar(max) = QUOTENAME(@a) + @b; EXEC('SELECT * FROM ' + @v)")]
    [InlineData("DECLARE @v nvarchar(max) = QUOTENAME(@a); SET @v += @b; EXEC('SELECT * FROM ' + @v)")]
    [InlineData("DECLARE @v nvarchar(max) = QUOTENAME(@a); SET @v = @b; EXEC('SELECT * FROM ' + @v)")]
    [InlineData("DECLARE @v nvarchar(max) = QUOTENAME(@a); FETCH c INTO @v; EXEC('SELECT * FROM ' + @v)")]
    [InlineData("DECLARE @v nvarchar(max) = QUOTENAME(@a); EXEC p @v OUTPUT; EXEC('SELECT * FROM ' + @v)")]
    [InlineData("DECLARE @v nvarchar(max) = QUOTENAME(@a); UPDATE t SET a = 1, @v = b; EXEC('SELECT * FROM ' + @v)")]
    [InlineData("DECLARE @v nvarchar(max) = QUOTENAME(@a); EXEC('SELECT ''' + @v + '''')")]
    [InlineData("DECLARE @v nvarchar(max) = QUOTENAME(@a); EXEC('SELECT 1 /* ' + @v + ' */')")]
    [InlineData("DECLARE @v nvarchar(max) = QUOTENAME(@a); EXEC('SELECT 1 -- ' + @v)")]
    [InlineData("DECLARE @v nvarchar(max) = QUOTENAME(@a); EXEC('SELECT [' + @v + ']')")]
    [InlineData("DECLARE @v nvarchar(max) = QUOTENAME(@a); EXEC('SELECT \"' + @v + '\"')")]
    [InlineData("DECLARE @v nvarchar(max) = QUOTENAME(@a); EXEC('SELECT * FROM ' + @v + @b)")]
    public void What_may_be_more_than_a_quoted_name_IsNotTold(string sql) => Assert.False(SqlEffects.Of(sql, SqlDialect.TSql).Complete);
}
