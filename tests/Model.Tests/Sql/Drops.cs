using ImmutableGuard.Sql;

namespace ImmutableGuard.Model.Tests.Sql;

/// <summary>Which schema changes take the data with them.</summary>
public class Drops
{
    [Theory]
    [InlineData("DROP TABLE t", true)]
    [InlineData("DROP TABLE IF EXISTS a, t CASCADE", true)]
    [InlineData("DROP SCHEMA s CASCADE", true)]
    [InlineData("DROP DATABASE d", true)]
    [InlineData("EXEC('DROP TABLE t')", true)]
    [InlineData("DROP INDEX i ON t", false)]
    [InlineData("DROP VIEW v", false)]
    [InlineData("DROP PROCEDURE p", false)]
    [InlineData("DROP SEQUENCE s", false)]
    [InlineData("DROP SYNONYM s", false)]
    [InlineData("DROP OWNED BY u", true)]
    [InlineData("ALTER TABLE t ADD a INT", false)]
    [InlineData("CREATE TABLE t (a INT)", false)]
    public void Data_goes_with_what_holds_it(string sql, bool drops) =>
        Assert.All(SqlEffects.Of(sql, SqlDialect.TSql).Items.Where(effect => effect.Operation == Operation.Schema).DefaultIfEmpty(), effect => Assert.Equal((drops, true), (effect!.Drops, effect.Bounded)));
}
