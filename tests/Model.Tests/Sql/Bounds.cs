using ImmutableGuard.Sql;

namespace ImmutableGuard.Model.Tests.Sql;

public class Bounds
{
    [Theory]
    [InlineData("id = @id")]
    [InlineData("id = 1 AND 1 = 1")]
    [InlineData("NOT (id = 1 AND 2 = 2)", false)]
    [InlineData("NOT (id = 1 OR other = 2)")]
    [InlineData("(id = @id)")]
    [InlineData("id BETWEEN 1 AND 2")]
    [InlineData("id IN (SELECT x FROM u)")]
    [InlineData("EXISTS (SELECT 1 FROM u WHERE u.id = t.id)")]
    [InlineData("active")]
    [InlineData("a = b")]
    [InlineData("lower(name) = 'x'")]
    [InlineData("CASE WHEN a = 1 OR 1 = 1 THEN 1 ELSE 0 END = 1")]
    [InlineData("1 = 1", false)]
    [InlineData("true", false)]
    [InlineData("id = id", false)]
    [InlineData("(id) = (id)", false)]
    [InlineData("t.id = id", false)]
    [InlineData("id IN (id)", false)]
    [InlineData("id BETWEEN id AND id", false)]
    [InlineData("id = 1 OR 1 = 1", false)]
    [InlineData("@id IS NULL OR id = @id", false)]
    [InlineData("@all = 1", false)]
    [InlineData("name LIKE '%'", false)]
    [InlineData("EXISTS (SELECT 1 FROM u)", false)]
    [InlineData("CURRENT_TIMESTAMP > '2020-01-01'", false)]
    public void Condition_LimitsOrNot(string condition, bool bounded = true) =>
        Assert.Equal(bounded, Assert.Single(SqlEffects.Of($"DELETE FROM t WHERE {condition}", SqlDialect.TSql).Items, e => e.Operation == Operation.Delete).Bounded);
}
