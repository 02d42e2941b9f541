using ImmutableGuard.Sql;

namespace ImmutableGuard.Model.Tests.Sql;

/// <summary>A condition limits the table that is changed only where it has to do with it.</summary>
public class Reach
{
    [Theory]
    [InlineData("DELETE o FROM orders o CROSS JOIN c WHERE c.x = 1", false)]
    [InlineData("DELETE o FROM orders o, c WHERE c.x = 1", false)]
    [InlineData("DELETE o FROM orders o, c WHERE c.x = 1 OR c.y = 2", false)]
    [InlineData("DELETE o FROM orders o, c WHERE (c.x = 1 AND c.y BETWEEN 2 AND 3)", false)]
    [InlineData("DELETE o FROM orders o JOIN c ON c.x = 1", false)]
    [InlineData("DELETE o FROM orders o, c WHERE (c.x = 1) AND (c.y = 2)", false)]
    [InlineData("DELETE o FROM orders o, c WHERE (c.x = 1) AND (o.y = 2)")]
    [InlineData("DELETE o FROM orders o, c WHERE (c.x = 1 AND o.y = 2)")]
    [InlineData("DELETE o FROM orders o, c WHERE c.x = 1 AND (c.y = 2 OR c.y = 3) AND CASE WHEN c.z = 1 OR c.z = 2 THEN 1 END = 1", false)]
    [InlineData("DELETE o FROM orders o CROSS JOIN #i i WHERE i.x = 1", false)]
    [InlineData("DELETE o FROM orders o CROSS JOIN c WHERE c.x = o.x AND c.y = 1")]
    [InlineData("DELETE o FROM orders o CROSS JOIN c WHERE c.uid = o.uid AND c.y = 1")]
    [InlineData("DELETE o FROM orders o CROSS JOIN c WHERE c.x = sysdate AND c.y = 1", false)]
    [InlineData("DELETE o FROM orders o CROSS JOIN c WHERE o.x = 1")]
    [InlineData("DELETE o FROM orders o CROSS JOIN c WHERE c.x = 1 OR o.x = 1", false)]
    [InlineData("DELETE o FROM orders o CROSS JOIN c WHERE o.x = 1 OR c.x = 1", false)]
    [InlineData("DELETE o FROM orders o CROSS JOIN c WHERE (c.x = 1 OR c.id = o.cid)", false)]
    [InlineData("DELETE o FROM orders o CROSS JOIN c WHERE c.x = 1 AND c.id = o.cid OR o.x = 1")]
    [InlineData("DELETE o FROM orders o CROSS JOIN c WHERE (c.id = o.a OR c.id = o.b) AND c.x = 1")]
    [InlineData("DELETE o FROM orders o JOIN c ON c.id = o.cid WHERE c.x = 1 OR o.x = 1")]
    [InlineData("DELETE o FROM orders o JOIN c ON c.id = o.a OR c.id = o.b WHERE c.x = 1")]
    [InlineData("DELETE o FROM orders o CROSS JOIN c WHERE (c.x = 1 OR c.y = 2) AND o.x = 1")]
    [InlineData("DELETE o FROM orders o CROSS JOIN c WHERE x = 1")]
    [InlineData("DELETE o FROM orders o JOIN c ON c.id = o.cid CROSS JOIN r WHERE r.x = 1", false)]
    [InlineData("DELETE o FROM orders o JOIN c ON c.id = o.cid JOIN r ON r.id = c.rid WHERE r.x = 1")]
    [InlineData("DELETE o FROM orders o JOIN c ON c.id = o.cid, r JOIN s ON s.id = r.sid WHERE s.x = 1", false)]
    [InlineData("DELETE o FROM orders o LEFT JOIN c ON c.id = o.cid WHERE c.x = 1")]
    [InlineData("DELETE TOP (5) o FROM orders o CROSS JOIN c WHERE c.x = 1")]
    [InlineData("DELETE orders FROM orders CROSS JOIN c WHERE c.x = 1", false)]
    [InlineData("DELETE orders FROM dbo.orders CROSS JOIN c WHERE dbo.orders.x = 1")]
    [InlineData("DELETE orders FROM orders o WHERE o.x = 1")]
    [InlineData("DELETE row FROM orders row WHERE row.id = 5")]
    [InlineData("DELETE orders FROM orders o, orders p WHERE o.x = 1", false)]
    [InlineData("DELETE orders FROM c WHERE c.x = 1", false)]
    [InlineData("DELETE orders FROM c WHERE c.x = orders.x AND c.y = 1")]
    [InlineData("DELETE o FROM orders o CROSS JOIN c WHERE c.f(o.id) = 1 AND c.x = 2")]
    [InlineData("DELETE o FROM orders o CROSS JOIN c WHERE EXISTS (SELECT 1 FROM u WHERE u.id = o.id AND u.x = 1)")]
    [InlineData("DELETE o FROM orders o, c WHERE c.x BETWEEN 1 AND 5 AND o.y = 2")]
    [InlineData("DELETE o FROM orders o, c WHERE c.x BETWEEN 1 AND 5 AND c.y = 2", false)]
    [InlineData("DELETE o FROM orders o, c WHERE CASE WHEN c.x = 1 AND o.y = 2 THEN 1 END = 1")]
    [InlineData("DELETE o FROM orders o, c WHERE CASE WHEN c.x = 1 OR c.y = 1 THEN 1 END = 1 AND o.z = 3")]
    [InlineData("DELETE o FROM orders o, c WHERE CASE WHEN c.x = 1 AND c.y = 1 THEN 1 END = 1 AND c.z = 3", false)]
    [InlineData("DELETE o FROM orders o, c WHERE CASE c.x WHEN 1 THEN 1 END = 1 OR CASE WHEN c.y = 1 THEN 1 END = 1", false)]
    [InlineData("DELETE o FROM orders o, c WHERE CASE o.x WHEN 1 THEN 1 END = 1 OR CASE WHEN o.y = 1 THEN 1 END = 1")]
    [InlineData("DELETE o FROM orders o, c WHERE f(c.x, (c.y)) = 1 OR o.z = 2", false)]
    [InlineData("DELETE o FROM orders o, c WHERE f(o.x, (o.y)) = 1 OR o.z = 2")]
    [InlineData("DELETE o FROM orders o, c WHERE c.a = 1 AND c.b = 1 AND c.d = 1 AND c.e = 1 AND c.f = 1 AND c.g = 1 AND c.h = 1 AND c.i = 1 AND c.j = 1", false)]
    [InlineData("DELETE o FROM orders o, c WHERE c.a = 1 AND c.b = 1 AND c.d = 1 AND c.e = 1 AND c.f = 1 AND c.g = 1 AND c.h = 1 AND c.i = 1 AND c.j = o.j")]
    [InlineData("DELETE o FROM orders o, c WHERE ((c.x = 1 AND c.y = 2)) AND c.z = 3", false)]
    [InlineData("DELETE o FROM orders o, c WHERE (SELECT MAX(o.id) FROM u) = 1 AND c.x = 1")]
    [InlineData("MERGE orders o USING c ON c.x = 1 WHEN MATCHED THEN DELETE;", false)]
    [InlineData("MERGE orders o USING c ON c.x = 1 WHEN MATCHED AND o.y = 1 THEN DELETE;")]
    [InlineData("MERGE orders o USING c ON c.id = o.id WHEN MATCHED AND c.y = 1 THEN DELETE;")]
    [InlineData("MERGE orders o USING c ON c.x = 1 WHEN MATCHED AND c.y = 1 THEN DELETE;", false)]
    [InlineData("MERGE orders o USING c ON c.id = o.id WHEN NOT MATCHED BY SOURCE AND o.y = 1 THEN DELETE;")]
    public void Condition_of_other_tables_only_LimitsNothing(string sql, bool bounded = true) => Says(sql, SqlDialect.TSql, bounded);

    [Theory]
    [InlineData("UPDATE orders SET a = 1 FROM c WHERE c.x = 1", SqlDialect.TSql, false)]
    [InlineData("UPDATE orders SET a = 1 FROM c WHERE c.x = 1 AND c.id = orders.cid", SqlDialect.TSql)]
    [InlineData("UPDATE o SET o.a = 1 FROM orders o, c WHERE c.x = 1", SqlDialect.TSql, false)]
    [InlineData("UPDATE o SET o.a = 1 FROM orders o, c WHERE c.x = 1 AND c.id = o.cid", SqlDialect.TSql)]
    [InlineData("DELETE FROM orders o USING c WHERE c.x = 1", SqlDialect.PostgreSql, false)]
    [InlineData("DELETE FROM orders o USING c WHERE c.x = 1 AND c.id = o.cid", SqlDialect.PostgreSql)]
    [InlineData("UPDATE orders SET a = 1 FROM c WHERE c.x = 1", SqlDialect.PostgreSql, false)]
    [InlineData("UPDATE orders SET a = 1 FROM c JOIN d USING (id) WHERE c.x = 1", SqlDialect.PostgreSql)]
    [InlineData("UPDATE orders SET a = 1 FROM c WHERE c.x = 1 AND c.id = orders.cid", SqlDialect.Sqlite)]
    [InlineData("UPDATE orders o, c SET o.a = 1 WHERE c.x = 1", SqlDialect.MySql, false)]
    [InlineData("UPDATE orders o NATURAL JOIN c SET o.a = 1 WHERE c.x = 1", SqlDialect.MySql)]
    [InlineData("DELETE o FROM orders o, c WHERE c.x = 1", SqlDialect.MySql, false)]
    [InlineData("DELETE FROM o USING orders o, c WHERE c.x = 1", SqlDialect.MySql, false)]
    [InlineData("DELETE FROM o USING orders o JOIN c ON c.id = o.cid WHERE c.x = 1", SqlDialect.MySql)]
    public void Dialect_WeighsItAlike(string sql, SqlDialect dialect, bool bounded = true) => Says(sql, dialect, bounded);

    [Fact]
    public void Each_of_several_targets_IsWeighedByItself() =>
        Assert.Equal("delete sql:a; delete sql:b (unbounded)", Shown.Of("DELETE a, b FROM a, b WHERE a.x = 1", SqlDialect.MySql));

    private static void Says(string sql, SqlDialect dialect, bool bounded) =>
        Assert.Equal(bounded, Assert.Single(SqlEffects.Of(sql, dialect).Items, e => e.Operation is Operation.Delete or Operation.Update).Bounded);
}
