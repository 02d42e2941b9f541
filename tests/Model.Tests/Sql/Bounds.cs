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
    [InlineData("id IN (SELECT x FROM u)", false)]
    [InlineData("EXISTS (SELECT 1 FROM u WHERE u.id = t.id)", false)]
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
    [InlineData("name LIKE '%' + @name + '%'")]
    [InlineData("EXISTS (SELECT 1 FROM u)", false)]
    [InlineData("CURRENT_TIMESTAMP > '2020-01-01'", false)]
    public void Condition_LimitsOrNot(string condition, bool bounded = true) =>
        Assert.Equal(bounded, Assert.Single(SqlEffects.Of($"DELETE FROM t WHERE {condition}", SqlDialect.TSql).Items, e => e.Operation == Operation.Delete).Bounded);

    [Theory]
    [InlineData("DELETE o FROM orders o JOIN customers c ON c.id = o.cid", false)]
    [InlineData("DELETE o FROM orders o JOIN customers c ON c.id = o.cid AND c.name = 'x'")]
    [InlineData("DELETE o FROM orders o LEFT JOIN customers c ON c.id = o.cid AND c.name = 'x'", false)]
    [InlineData("DELETE o FROM orders o, customers c WHERE c.id = o.cid", false)]
    [InlineData("DELETE o FROM orders o JOIN #ids i ON i.id = o.id")]
    [InlineData("DELETE o FROM orders o JOIN @ids i ON i.id = o.id")]
    [InlineData("DELETE o FROM orders o JOIN OPENJSON(@ids) i ON i.value = o.id")]
    [InlineData("DELETE o FROM orders o JOIN (SELECT id FROM c WHERE x = 1) i ON i.id = o.id")]
    [InlineData("DELETE o FROM orders o JOIN (SELECT id FROM c) i ON i.id = o.id", false)]
    [InlineData("DELETE o FROM orders o CROSS JOIN #ids i", false)]
    [InlineData("WITH i AS (SELECT id FROM c WHERE x = 1) DELETE o FROM orders o JOIN i ON i.id = o.id")]
    [InlineData("WITH d AS (SELECT * FROM orders WHERE x = 1) DELETE FROM d")]
    [InlineData("WITH d AS (SELECT * FROM orders) DELETE FROM d", false)]
    [InlineData("DELETE TOP (5) FROM orders")]
    [InlineData("DELETE TOP (5) PERCENT FROM orders", false)]
    [InlineData("DELETE FROM orders WHERE CURRENT OF c")]
    [InlineData("MERGE orders o USING c ON c.id = o.cid WHEN MATCHED THEN DELETE;", false)]
    [InlineData("MERGE orders o USING c ON c.id = o.cid WHEN MATCHED AND c.x = 1 THEN DELETE;")]
    [InlineData("MERGE orders o USING (VALUES (@a)) c (id) ON c.id = o.cid WHEN MATCHED THEN DELETE;")]
    [InlineData("MERGE orders o USING (VALUES (@a)) c (id) ON c.id = o.cid WHEN NOT MATCHED BY SOURCE THEN DELETE;", false)]
    public void Join_LimitsOnlyByAFilterOrAListMadeForIt(string sql, bool bounded = true) =>
        Assert.Equal(bounded, Assert.Single(SqlEffects.Of(sql, SqlDialect.TSql).Items, e => e.Operation == Operation.Delete).Bounded);

    [Theory]
    [InlineData("DELETE FROM t LIMIT 5", SqlDialect.MySql)]
    [InlineData("DELETE FROM t ORDER BY a LIMIT ?", SqlDialect.MySql)]
    [InlineData("DELETE FROM t WHERE id = 1 || 1 = 1", SqlDialect.MySql, false)]
    [InlineData("DELETE FROM t WHERE id = 1 && 1 = 1", SqlDialect.MySql)]
    [InlineData("UPDATE t SET a = 1 WHERE a || 'x' = 'y'", SqlDialect.PostgreSql)]
    [InlineData("DELETE FROM t WHERE id IS NOT DISTINCT FROM id", SqlDialect.PostgreSql, false)]
    [InlineData("DELETE FROM t WHERE \"Id\" = $1", SqlDialect.PostgreSql)]
    [InlineData("DELETE FROM t WHERE \"a\" = 'a'", SqlDialect.MySql, false)]
    [InlineData("DELETE t WHERE ROWNUM <= 10", SqlDialect.Oracle)]
    [InlineData("DELETE t WHERE SYSDATE > DATE '2020-01-01'", SqlDialect.Oracle, false)]
    public void Dialect_DecidesWhatLimits(string sql, SqlDialect dialect, bool bounded = true) =>
        Assert.Equal(bounded, Assert.Single(SqlEffects.Of(sql, dialect).Items).Bounded);
}
