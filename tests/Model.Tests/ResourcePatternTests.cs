using CsCheck;

namespace ImmutableGuard.Model.Tests;

public class ResourcePatternTests
{
    [Theory]
    [InlineData("sql:customers", "sql:customers")]
    [InlineData("sql:Customers", "sql:CUSTOMERS")]
    [InlineData("sql:customers", "sql:dbo.customers")]
    [InlineData("sql:public.customers", "sql:customers")]
    [InlineData("sql:*.customers", "sql:customers")]
    [InlineData("sql:*.customers", "sql:dbo.customers")]
    [InlineData("sql:dbo.*", "sql:customers")]
    [InlineData("sql:audit_*", "sql:main.audit_2026")]
    [InlineData("sql:*", "sql:*")]
    [InlineData("sql:*", "sql:sales.customers")]
    [InlineData("sql:sales.*", "sql:sales.*")]
    [InlineData("*", "file:/tmp/x")]
    [InlineData("*", "*")]
    [InlineData("file:/tmp/*", "file:/tmp/x")]
    [InlineData("file:/tmp/**", "file:/tmp/x/y")]
    [InlineData("file:C:/temp/**", @"file:C:\temp\x")]
    [InlineData("redis:cart/*", "redis:cart/1/2")]
    public void Resource_within_the_pattern_is_covered(string pattern, string resource) => AssertCovers(true, pattern, resource);

    [Theory]
    [InlineData("sql:customers", "sql:sales.customers")]
    [InlineData("sql:customers", "sql:customers2")]
    [InlineData("sql:customers", "sql:*")]
    [InlineData("sql:dbo.*", "sql:sales.customers")]
    [InlineData("sql:dbo.*", "sql:*")]
    [InlineData("sql:*", "*")]
    [InlineData("sql:*", "mongo:customers")]
    [InlineData("file:/tmp/*", "file:/tmp/x/y")]
    [InlineData("file:/tmp/*", "file:/tmp/*")]
    [InlineData("file:/tmp/**", "file:/tmp/../etc/passwd")]
    [InlineData("file:/tmp/**", @"file:/tmp/..\etc\passwd")]
    [InlineData("file:/tmp/x", "file:/tmp/X")]
    public void Resource_that_may_lie_outside_is_not_covered(string pattern, string resource) => AssertCovers(false, pattern, resource);

    [Theory]
    [InlineData("sql:audit", "sql:*")]
    [InlineData("sql:audit", "*")]
    [InlineData("sql:dbo.audit", "sql:au*")]
    [InlineData("sql:audit", "sql:d*")]
    [InlineData("sql:audit", "sql:*.audit")]
    [InlineData("file:/etc/passwd", "file:/tmp/../etc/passwd")]
    public void Resource_that_may_be_meant_may_be_covered(string pattern, string resource) =>
        Assert.True(new ResourcePattern(pattern).MayCover(resource));

    [Theory]
    [InlineData("sql:audit", "sql:orders")]
    [InlineData("sql:audit", "sql:b*")]
    [InlineData("sql:audit", "sql:sales.*")]
    [InlineData("sql:audit", "mongo:*")]
    [InlineData("file:/etc/*", "file:/tmp/*")]
    public void Resource_that_can_not_be_meant_may_not_be_covered(string pattern, string resource) =>
        Assert.False(new ResourcePattern(pattern).MayCover(resource));

    [Theory]
    [InlineData("customers", "'customers' is not a resource: write kind:name, for example sql:customers.")]
    [InlineData("sql:", "'sql:' is not a resource: write kind:name, for example sql:customers.")]
    [InlineData(":customers", "':customers' is not a resource: write kind:name, for example sql:customers.")]
    [InlineData("SQL:customers", "'SQL' is not a kind of resource; known are sql, mongo, redis, blob, cosmos, table, queue, http, file.")]
    [InlineData("*:customers", "'*' is not a kind of resource; known are sql, mongo, redis, blob, cosmos, table, queue, http, file.")]
    public void Text_that_is_no_resource_is_refused(string text, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => new ResourcePattern(text)).Message);

    [Fact]
    public void Patterns_full_of_stars_are_matched_at_once() =>
        Assert.False(new ResourcePattern("sql:" + string.Concat(Enumerable.Repeat("*a", 200))).Covers("sql:" + new string('a', 199) + "b"));

    [Fact]
    public void Known_resources_are_covered_exactly_where_a_naive_matcher_says_so() =>
        Gen.Select(Names("ab./*"), Names("ab./"), Gen.OneOf("redis", "blob")).Sample((pattern, name, kind) =>
        {
            var expected = NaiveMatcher.Matches(pattern, name, crossesSlashes: kind == "redis");
            Assert.Equal(expected, new ResourcePattern($"{kind}:{pattern}").Covers($"{kind}:{name}"));
            Assert.Equal(expected, new ResourcePattern($"{kind}:{pattern}").MayCover($"{kind}:{name}"));
        }, iter: 20_000);

    [Fact]
    public void Resource_with_unknown_parts_is_never_covered_unless_all_it_may_stand_for_is() =>
        Gen.Select(Names("ab./*"), Names("ab/*"), Gen.OneOf("redis", "blob"), Gen.String[Gen.Char["ab./"], 0, 3].Array[4]).Sample(
            (pattern, name, kind, parts) =>
            {
                var meant = NaiveMatcher.Fill(name, parts);
                var matches = NaiveMatcher.Matches(pattern, meant, crossesSlashes: kind == "redis");
                var subject = new ResourcePattern($"{kind}:{pattern}");
                Assert.True(matches || !subject.Covers($"{kind}:{name}"), $"{pattern} covers {name}, but not {meant}");
                Assert.True(!matches || subject.MayCover($"{kind}:{name}"), $"{pattern} may not cover {name}, but holds {meant}");
            }, iter: 50_000);

    [Fact]
    public void Table_is_covered_exactly_where_one_of_its_spellings_matches() =>
        Gen.Select(SqlNames("*"), SqlNames("")).Sample((pattern, name) =>
        {
            var expected = NaiveMatcher.Spellings(name).Any(spelling => NaiveMatcher.Matches(pattern, spelling, crossesSlashes: true));
            Assert.Equal(expected, new ResourcePattern("sql:" + pattern).Covers("sql:" + name));
            Assert.Equal(expected, new ResourcePattern("sql:" + pattern).MayCover("sql:" + name));
        }, iter: 50_000);

    [Fact]
    public void Table_with_unknown_parts_is_never_covered_unless_all_it_may_stand_for_is() =>
        Gen.Select(SqlNames("*"), SqlNames("*"), SqlNames("").Array[4]).Sample((pattern, name, parts) =>
        {
            var meant = NaiveMatcher.Fill(name, parts);
            var matches = NaiveMatcher.Spellings(meant).Any(spelling => NaiveMatcher.Matches(pattern, spelling, crossesSlashes: true));
            var subject = new ResourcePattern("sql:" + pattern);
            Assert.True(matches || !subject.Covers("sql:" + name), $"{pattern} covers {name}, but not {meant}");
            Assert.True(!matches || subject.MayCover("sql:" + name), $"{pattern} may not cover {name}, but holds {meant}");
        }, iter: 50_000);

    private static void AssertCovers(bool expected, string pattern, string resource)
    {
        Assert.Equal(expected, new ResourcePattern(pattern).Covers(resource));
        if (expected)
            Assert.True(new ResourcePattern(pattern).MayCover(resource));
    }

    private static Gen<string> Names(string characters) =>
        Gen.String[Gen.Char[characters], 1, 6].Where(name => !name.Split('/').Contains(".."));

    private static Gen<string> SqlNames(string wildcard) =>
        Gen.OneOf("dbo", "public", "main", "d", "ma", "o", "sales", "a", ".", "..", wildcard, wildcard).Array[1, 4].Select(string.Concat)
            .Where(name => name.Length > 0);
}
