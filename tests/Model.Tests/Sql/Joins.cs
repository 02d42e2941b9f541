using ImmutableGuard.Sql;

namespace ImmutableGuard.Model.Tests.Sql;

/// <summary>Which conditions of joins limit: none that an outer join makes optional, wherever its own condition stands.</summary>
public class Joins
{
    [Theory]
    [InlineData("a JOIN b ON b.id = a.id AND b.x = 1 LEFT JOIN c ON c.id = a.id")]
    [InlineData("a LEFT JOIN b ON b.id = a.id JOIN c ON c.id = a.id AND c.x = 1")]
    [InlineData("a LEFT JOIN b ON b.id = a.id INNER JOIN c ON c.id = a.id AND c.x = 1")]
    [InlineData("(a JOIN b ON b.id = a.id AND b.x = 1) LEFT JOIN c ON c.id = a.id")]
    [InlineData("a JOIN b ON b.id = a.id AND LEFT(b.name, 1) = 'x'")]
    [InlineData("a CROSS APPLY f(a.id) x JOIN c ON c.id = a.id AND c.x = 1")]
    [InlineData("a OUTER APPLY f(a.id) x JOIN c ON c.id = a.id AND c.x = 1")]
    [InlineData("a LEFT JOIN b ON b.id = a.id, c JOIN d ON d.id = c.id AND d.x = 1 AND d.aid = a.id")]
    [InlineData("a LEFT JOIN b ON b.id = a.id, c JOIN d ON d.id = c.id AND d.x = 1", false)]
    [InlineData("a JOIN #i i ON a.id BETWEEN i.low AND i.low")]
    [InlineData("a RIGHT JOIN b ON b.id = a.id WHERE a.x = 1")]
    [InlineData("a LEFT JOIN b ON b.id = a.id AND b.x = 1", false)]
    [InlineData("(a JOIN b ON b.id = a.id) LEFT JOIN c ON c.id = a.id AND c.x = 1", false)]
    [InlineData("a LEFT JOIN b JOIN c ON c.id = b.id AND c.x = 1 ON b.id = a.id", false)]
    [InlineData("a LEFT JOIN b INNER JOIN c ON c.id = b.id AND c.x = 1 ON b.id = a.id", false)]
    [InlineData("a LEFT JOIN b JOIN c ON c.id = b.id AND c.x = 1 JOIN d ON d.id = c.id AND d.x = 1 ON b.id = a.id", false)]
    [InlineData("a LEFT JOIN b CROSS JOIN c ON b.id = a.id AND c.x = 1", false)]
    [InlineData("a LEFT JOIN (b JOIN c ON c.id = b.id AND c.x = 1) ON b.id = a.id", false)]
    [InlineData("a LEFT JOIN (b INNER JOIN c ON c.id = b.id AND c.x = 1) ON b.id = a.id AND b.x = 1", false)]
    [InlineData("a LEFT JOIN (b CROSS JOIN c) ON b.id = a.id AND c.x = 1", false)]
    [InlineData("c JOIN d ON d.id = c.id AND d.x = 1 RIGHT JOIN a ON a.id = c.id", false)]
    [InlineData("c JOIN d ON d.id = c.id AND d.x = 1 FULL JOIN a ON a.id = c.id", false)]
    [InlineData("b RIGHT JOIN a ON b.id = a.id AND b.x = 1", false)]
    public void ConditionOfAJoin_LimitsUnlessTheRowIsKeptWithoutAPartner(string from, bool bounded = true)
    {
        Assert.Equal(bounded, Assert.Single(SqlEffects.Of($"DELETE a FROM {from}", SqlDialect.TSql).Items, e => e.Operation == Operation.Delete).Bounded);
        if (!from.Contains("WHERE", StringComparison.Ordinal))
            Assert.Equal(bounded, Assert.Single(SqlEffects.Of($"UPDATE a SET y = 1 FROM {from}", SqlDialect.TSql).Items, e => e.Operation == Operation.Update).Bounded);
    }

    [Theory]
    [InlineData("DELETE a FROM a LEFT JOIN b USING (id) JOIN c ON c.id = a.id AND c.x = 1")]
    [InlineData("DELETE a FROM a JOIN b USING (id) LEFT JOIN c USING (id) WHERE b.x = 1")]
    [InlineData("UPDATE a JOIN b ON b.id = a.id AND b.x = 1 SET a.y = 1")]
    [InlineData("DELETE a FROM a LEFT JOIN b USING (id)", false)]
    [InlineData("UPDATE a LEFT JOIN b ON b.id = a.id AND b.x = 1 SET a.y = 1", false)]
    [InlineData("DELETE a FROM a LEFT JOIN (b, c JOIN d ON d.id = c.id AND d.x = 1) ON b.id = a.id", false)]
    public void JoinOfMySql_LimitsUnlessTheRowIsKeptWithoutAPartner(string sql, bool bounded = true) =>
        Assert.Equal(bounded, Assert.Single(SqlEffects.Of(sql, SqlDialect.MySql).Items, e => e.Operation is Operation.Delete or Operation.Update).Bounded);

    [Theory]
    [InlineData("DELETE FROM t USING c, d JOIN e ON e.id = d.id AND e.x = 1 WHERE t.id = d.id", "delete sql:t; read sql:c; read sql:d; read sql:e")]
    [InlineData("DELETE FROM t USING (SELECT id FROM u WHERE x = 1) s WHERE s.id = t.id", "delete sql:t; read sql:u")]
    [InlineData("DELETE FROM t USING u WHERE (t.a + u.b) = (t.a + u.b)", "delete sql:t (unbounded); read sql:u")]
    [InlineData("UPDATE t SET a = u.b IS NULL FROM u WHERE u.id = t.id", "update sql:t (unbounded); read sql:u")]
    [InlineData("UPDATE o AS x SET a = 1 FROM orders o WHERE x.id = o.id AND o.b = 1", "update sql:o; read sql:orders")]
    public void JoinOfPostgreSql_HasItsEffects(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.PostgreSql));
}
