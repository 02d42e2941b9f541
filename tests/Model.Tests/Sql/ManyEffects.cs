using ImmutableGuard.Sql;

namespace ImmutableGuard.Model.Tests.Sql;

/// <summary>Texts with more effects than most: each is listed once, in the order of the text.</summary>
public class ManyEffects
{
    [Theory]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(33)]
    [InlineData(200)]
    public void Effect_that_is_found_again_IsListedOnce(int count)
    {
        var statements = Enumerable.Range(0, count).Select(i => $"DELETE FROM t{i} WHERE id = 1;");
        Assert.Equal(Enumerable.Range(0, count).Select(i => $"delete sql:t{i}"), Listed(string.Concat([.. statements, .. statements])));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(40)]
    public void Effects_of_one_table_that_differ_AreAllListed(int count)
    {
        var text = string.Concat(Enumerable.Range(0, count).Select(i => $"SELECT * FROM t{i}; DELETE FROM t{i}; DELETE FROM t{i} WHERE id = 1; DROP TABLE t{i}; ALTER TABLE t{i} ADD a int; "));
        Assert.Equal(
            Enumerable.Range(0, count).SelectMany(i => (string[])[$"read sql:t{i}", $"delete sql:t{i} (unbounded)", $"delete sql:t{i}", $"schema sql:t{i}", $"schema sql:t{i}"]),
            Listed(text));
        Assert.Equal(count, SqlEffects.Of(text, SqlDialect.TSql).Items.Count(effect => effect.Drops));
    }

    // What stands in brackets is read last.
    [Theory]
    [InlineData(3)]
    [InlineData(20)]
    [InlineData(100)]
    public void Effects_in_subqueries_StandWhereTheyAreInTheText(int count)
    {
        var text = string.Concat(Enumerable.Range(0, count).Select(i => $"SELECT (SELECT 1 FROM a{i}) FROM b{i} WHERE x IN (SELECT y FROM c{i}); "));
        Assert.Equal(Enumerable.Range(0, count).SelectMany(i => (string[])[$"read sql:a{i}", $"read sql:b{i}", $"read sql:c{i}"]), Listed(text));
    }

    [Fact]
    public void Effect_that_is_found_later_and_stands_earlier_StandsWhereItIsFirst() =>
        Assert.Equal(
            (string[])["read sql:z", .. Enumerable.Range(0, 30).Select(i => $"read sql:t{i}")],
            Listed($"SELECT (SELECT 1 FROM z), * FROM {string.Join(", ", Enumerable.Range(0, 30).Select(i => $"t{i}"))}, z"));

    [Theory]
    [InlineData(60)]
    [InlineData(61)]
    [InlineData(300)]
    public void Name_of_any_length_IsSpelledOut(int length)
    {
        var name = new string('n', length);
        Assert.Equal([$"delete sql:{name}.{name}.t", $"delete sql:{name}.u"], Listed($"DELETE FROM {name}.{name}.t WHERE id = 1; DELETE FROM [{name}].u WHERE id = 1"));
    }

    [Fact]
    public void Text_after_one_with_many_effects_HasItsOwn()
    {
        Listed(string.Concat(Enumerable.Range(0, 50).Select(i => $"DELETE FROM t{i};")));
        Assert.Equal(["delete sql:t49 (unbounded)"], Listed("DELETE FROM t49"));
        Assert.Equal([], Listed("SELECT 1"));
    }

    [Theory]
    [InlineData("FOO BAR", "not understood at 'FOO'")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa x", "not understood at 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa x", "a text that is not understood")]
    [InlineData("SELECT 1; x", "not understood at 'x'")]
    [InlineData("\uFFFC", "an unknown part where it may be anything")]
    [InlineData("SELECT 1", null)]
    public void Reason_NamesWhatIsNotUnderstood(string text, string? reason) => Assert.Equal(reason, SqlEffects.Of(text, SqlDialect.PostgreSql).Reason);

    private static IEnumerable<string> Listed(string text) => SqlEffects.Of(text, SqlDialect.TSql).Items.Select(effect => effect.ToString());
}
