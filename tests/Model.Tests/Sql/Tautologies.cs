using ImmutableGuard.Sql;

namespace ImmutableGuard.Model.Tests.Sql;

/// <summary>Conditions that are true of every row, and such as only look so.</summary>
public class Tautologies
{
    [Theory]
    [InlineData("id IS NULL OR id IS NOT NULL", false)]
    [InlineData("id IS NOT NULL OR id IS NULL", false)]
    [InlineData("(id IS NULL) OR (id IS NOT NULL)", false)]
    [InlineData("t.id IS NULL OR [id] IS NOT NULL", false)]
    [InlineData("x = 5 OR id IS NULL OR id IS NOT NULL", false)]
    [InlineData("NOT (id IS NULL AND id IS NOT NULL)", false)]
    [InlineData("id IS NULL OR other IS NOT NULL")]
    [InlineData("id IS NULL OR id IS NULL")]
    [InlineData("id IS NULL AND id IS NOT NULL")]
    [InlineData("x = 1 AND (id IS NULL OR id IS NOT NULL)")]
    [InlineData("x = 1 AND id IS NULL OR id IS NOT NULL")]
    [InlineData("id IS NULL OR id IS NOT NULL AND x = 1")]
    [InlineData("id = @id OR id <> @id", false)]
    [InlineData("id <> @id OR id = @id", false)]
    [InlineData("id != 1 OR id = 1", false)]
    [InlineData("id = 1 OR id <> 2")]
    [InlineData("id = 1 OR other <> 1")]
    [InlineData("id <> 1 OR id <> 2")]
    [InlineData("id = ? OR id <> ?")]
    [InlineData("id = 'x' OR id <> 'X'")]
    [InlineData("id < 5 OR id >= 5", false)]
    [InlineData("id > 5 OR id <= 5", false)]
    [InlineData("id <= 5 OR id > 5", false)]
    [InlineData("id < 5 OR id > 5")]
    [InlineData("id < 5 OR id <= 5")]
    [InlineData("id = @id OR NOT id = @id", false)]
    [InlineData("id = @id OR NOT (id = @id)", false)]
    [InlineData("NOT (id = @id) OR ((id = @id))", false)]
    [InlineData("NOT (a = 1 AND b = 2) OR (a = 1 AND b = 2)", false)]
    [InlineData("NOT a = 1 AND b = 2 OR a = 1 AND b = 2")]
    [InlineData("a = 1 AND b = 2 OR a <> 1 AND b = 2")]
    [InlineData("x IN (1, 2) OR x NOT IN (1, 2)", false)]
    [InlineData("x IN (1, 2) OR x NOT IN (1, 3)")]
    [InlineData("x LIKE 'a%' OR x NOT LIKE 'a%'", false)]
    [InlineData("x BETWEEN 1 AND 5 OR x NOT BETWEEN 1 AND 5", false)]
    [InlineData("x IN (SELECT x FROM u WHERE a = 1) OR x IN (SELECT x FROM u WHERE a <> 1)")]
    [InlineData("CASE WHEN a = 1 THEN b ELSE 0 END = 1 OR CASE WHEN a <> 1 THEN b ELSE 0 END = 1")]
    [InlineData("a = b OR a <> b", false)]
    public void Opposites_joined_by_or_LimitNothing(string condition, bool bounded = true) => Weighs(condition, bounded);

    [Theory]
    [InlineData("LOWER(a) = LOWER(a)", false)]
    [InlineData("x = 1 OR LEFT(a, 2) = LEFT(a, 2)", false)]
    [InlineData("COALESCE(id, 1) = COALESCE(id, 1)", false)]
    [InlineData("a + @n >= a + @n", false)]
    [InlineData("x = 1 AND LOWER(a) = LOWER(a)")]
    [InlineData("LOWER(a) = UPPER(a)")]
    [InlineData("LOWER(a) = LOWER(b)")]
    [InlineData("LOWER(a) = LOWER(a) + 'x' + @y")]
    [InlineData("LEFT(a, 2) = LEFT(a, 3)")]
    [InlineData("id = id + 0", false)]
    [InlineData("id * 1 = id", false)]
    [InlineData("t.id + '' = id", false)]
    [InlineData("id = id + 0 AND x = 1")]
    [InlineData("id = id + @n")]
    [InlineData("id = id % 10")]
    [InlineData("id = other + 0")]
    [InlineData("id IN (id, 5)", false)]
    [InlineData("id IN (5, id)", false)]
    [InlineData("id IN (5, id + 1)")]
    [InlineData("id IN (5, other)")]
    public void Expression_compared_with_itself_LimitsNothing(string condition, bool bounded = true) => Weighs(condition, bounded);

    [Theory]
    [InlineData("x LIKE '%%'", false)]
    [InlineData("x LIKE N'%'", false)]
    [InlineData("x LIKE COALESCE(@x, '%')", false)]
    [InlineData("x LIKE ISNULL(@x, N'%')", false)]
    [InlineData("x LIKE '%_'")]
    [InlineData("x LIKE ''")]
    [InlineData("x = ISNULL(@x, '%')")]
    [InlineData("x LIKE COALESCE(@x, '%a')")]
    [InlineData("id = CASE WHEN @id IS NULL THEN id ELSE @id END", false)]
    [InlineData("id = CASE WHEN @id > 0 THEN @id ELSE id END", false)]
    [InlineData("id = CASE WHEN @id > 0 THEN @id ELSE other END")]
    [InlineData("CASE WHEN a = 1 THEN 1 WHEN a = 2 THEN 2 END = 1")]
    [InlineData("id = IIF(@id IS NULL, id, @id)", false)]
    [InlineData("id = IIF(@x = 1, @id, other)")]
    public void Value_that_may_be_left_out_LimitsNothing(string condition, bool bounded = true) => Weighs(condition, bounded);

    [Fact]
    public void Words_of_a_case_without_it_AreNoCrash() => Assert.NotNull(SqlEffects.Of("DELETE FROM t WHERE THEN id ELSE LIKE '%'", SqlDialect.TSql));

    [Theory]
    [InlineData("DELETE o FROM orders o JOIN c ON LOWER(c.name) = LOWER(o.name)", false)]
    [InlineData("DELETE o FROM orders o JOIN c ON c.id = o.cid + 1", false)]
    [InlineData("DELETE o FROM orders o JOIN c ON o.name LIKE c.name + '%'", false)]
    [InlineData("DELETE o FROM orders o JOIN c ON LOWER(c.name) = LOWER(o.name) AND c.x = @x")]
    [InlineData("DELETE o FROM orders o JOIN c ON LOWER(c.name) = LOWER(o.name) WHERE DATEDIFF(day, o.at, c.at) > 30")]
    [InlineData("DELETE o FROM orders o JOIN #n c ON LOWER(c.name) = LOWER(o.name)")]
    [InlineData("DELETE FROM t WHERE id IN (SELECT id FROM u WHERE LOWER(a) = b + 'x')")]
    [InlineData("DELETE FROM t WHERE EXISTS (SELECT 1 FROM u WHERE LOWER(u.id) = LOWER(t.id))", false)]
    public void Join_by_expressions_LimitsNoMoreThanOneByColumns(string sql, bool bounded = true) => Says(sql, SqlDialect.TSql, bounded);

    [Theory]
    [InlineData("id IS NULL || id IS NOT NULL", SqlDialect.MySql, false)]
    [InlineData("id <=> 5 OR NOT id <=> 5", SqlDialect.MySql, false)]
    [InlineData("LOWER(a) <=> LOWER(a)", SqlDialect.MySql, false)]
    [InlineData("a GLOB '*'", SqlDialect.Sqlite, false)]
    [InlineData("id ISNULL OR id NOTNULL", SqlDialect.Sqlite, false)]
    [InlineData("active OR NOT active", SqlDialect.PostgreSql, false)]
    [InlineData("active OR NOT deleted", SqlDialect.PostgreSql)]
    [InlineData("a ILIKE '%'", SqlDialect.PostgreSql, false)]
    [InlineData("id = $1 OR id <> $1", SqlDialect.PostgreSql, false)]
    [InlineData("id = $1 OR id <> $2", SqlDialect.PostgreSql)]
    public void Tautology_IsSeenInEachDialect(string condition, SqlDialect dialect, bool bounded = true) => Says($"DELETE FROM t WHERE {condition}", dialect, bounded);

    private static void Weighs(string condition, bool bounded) => Says($"DELETE FROM t WHERE {condition}", SqlDialect.TSql, bounded);

    private static void Says(string sql, SqlDialect dialect, bool bounded) =>
        Assert.Equal(bounded, Assert.Single(SqlEffects.Of(sql, dialect).Items, e => e.Operation == Operation.Delete).Bounded);
}
