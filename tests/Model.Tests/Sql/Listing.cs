using ImmutableGuard.Sql;

namespace ImmutableGuard.Model.Tests.Sql;

/// <summary>In which order effects are listed, how often, and that nothing is left of an earlier text.</summary>
public class Listing
{
    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public void EffectsOfInnerQueries_StandInTheOrderOfTheText_HoweverMany(int count)
    {
        var inner = Enumerable.Range(0, count).Select(i => $"(SELECT 1 FROM i{i})");
        var effects = SqlEffects.Of($"SELECT {string.Join(", ", inner)} FROM t", SqlDialect.PostgreSql);
        Assert.Equal([.. Enumerable.Range(0, count).Select(i => $"sql:i{i}"), "sql:t"], effects.Items.Select(effect => effect.Resource));
        Assert.Equal("read sql:u", Shown.Of("SELECT 1 FROM u", SqlDialect.PostgreSql));
    }

    [Fact]
    public void EffectThatIsFoundTwice_StandsWhereItComesFirst() =>
        Assert.Equal("read sql:b; read sql:c", Shown.Of("SELECT (SELECT 1 FROM b) FROM c, b", SqlDialect.PostgreSql));

    [Theory]
    [InlineData(59)]
    [InlineData(60)]
    [InlineData(61)]
    [InlineData(500)]
    public void LongName_IsSpelledToItsEnd(int length)
    {
        var name = new string('a', length);
        Assert.Equal($"delete sql:{name}.{name}b", Shown.Of($"DELETE FROM {name}.{name}b WHERE id = 1", SqlDialect.PostgreSql));
        Assert.Equal($"delete sql:{name.ToUpperInvariant()}", Shown.Of($"DELETE FROM {name} WHERE id = 1", SqlDialect.Oracle));
    }

    [Theory]
    [InlineData(SqlDialect.TSql, "SELECT ) 'x", "a bracket is not opened")]
    [InlineData(SqlDialect.TSql, "SELECT ( 'x", "a string is not closed")]
    [InlineData(SqlDialect.TSql, "SELECT ( [x", "a quoted name is not closed")]
    [InlineData(SqlDialect.TSql, "SELECT (((1)", "a bracket is not closed")]
    [InlineData(SqlDialect.TSql, "SELECT ) /* x", "a bracket is not opened")]
    [InlineData(SqlDialect.TSql, "SELECT ) [x", "a bracket is not opened")]
    [InlineData(SqlDialect.TSql, "SELECT ) -- x\ry", "a bracket is not opened")]
    [InlineData(SqlDialect.TSql, "SELECT ) /* □ */", "a bracket is not opened")]
    [InlineData(SqlDialect.TSql, "SELECT /* □ */ ) 'x", "an unknown part in a comment, which it may close")]
    [InlineData(SqlDialect.TSql, "SELECT /* □", "a comment is not closed")]
    [InlineData(SqlDialect.PostgreSql, "SELECT ) $$x", "a bracket is not opened")]
    [InlineData(SqlDialect.PostgreSql, "SELECT 'a' ) \u0001", "a bracket is not opened")]
    [InlineData(SqlDialect.PostgreSql, "SELECT \u0001 )", "a control character")]
    [InlineData(SqlDialect.Oracle, "SELECT ) q'[x", "a bracket is not opened")]
    [InlineData(SqlDialect.MySql, "SELECT ) /*! x", "a bracket is not opened")]
    [InlineData(SqlDialect.MySql, "SELECT /*! x", "a comment is not closed")]
    [InlineData(SqlDialect.PostgreSql, "SELECT a FROM t DELETE FROM u WHERE (", "a bracket is not closed")]
    [InlineData(SqlDialect.PostgreSql, "SELECT a FROM t DELETE FROM u; 5", "statements run together")]
    public void ReasonIsTheFirst(SqlDialect dialect, string sql, string reason) => Assert.Equal(reason, SqlEffects.Of(sql.Replace('□', SqlEffects.Hole), dialect).Reason);

    [Theory]
    [InlineData("INSERT INTO t", "* EXECUTE UPDATE ;")]
    [InlineData("DELETE FROM t", "CALL p UPDATE")]
    public void StatementBefore_DoesNotMatterToTheNextText(string before, string sql)
    {
        SqlEffects.Of("SELECT 1", SqlDialect.TSql);
        var alone = Shown.Of(sql, SqlDialect.TSql);
        SqlEffects.Of(before, SqlDialect.TSql);
        Assert.Equal(alone, Shown.Of(sql, SqlDialect.TSql));
    }

    [Fact]
    public void TextWithoutAnEffectThatCanBeTold_IsNotComplete()
    {
        Assert.False(SqlEffects.Of("EXEC(@text)", SqlDialect.TSql).Complete);
        Assert.True(SqlEffects.Of("-- nothing", SqlDialect.TSql).Complete);
    }
}
