using ImmutableGuard.Sql;

namespace ImmutableGuard.Model.Tests.Sql;

/// <summary>
/// Statements of every kind with their effects, as somebody who knows the database has judged them, one a line in <c>Reviewed</c>: the
/// text, in which <c>\n</c> is a new line, a tab, and the effects.
/// </summary>
public class ReviewedStatements
{
    [Theory]
    [InlineData(SqlDialect.TSql)]
    [InlineData(SqlDialect.PostgreSql)]
    [InlineData(SqlDialect.MySql)]
    [InlineData(SqlDialect.Sqlite)]
    [InlineData(SqlDialect.Oracle)]
    public void Statement_HasTheEffectsItWasJudgedToHave(SqlDialect dialect)
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Sql", "Reviewed", dialect.ToName() + ".txt"));
        Assert.True(lines.Length > 100);
        Assert.Equal(lines, lines.Select(line => line.Split('\t')[0]).Select(text => $"{text}\t{Shown.Of(text.Replace("\\n", "\n"), dialect)}"));
    }

    [Theory]
    [InlineData(SqlDialect.TSql)]
    [InlineData(SqlDialect.PostgreSql)]
    [InlineData(SqlDialect.MySql)]
    [InlineData(SqlDialect.Sqlite)]
    [InlineData(SqlDialect.Oracle)]
    public void Statement_whose_dialect_is_unknown_HasNoFewerEffectsIfItIsComplete(SqlDialect dialect)
    {
        foreach (var line in File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Sql", "Reviewed", dialect.ToName() + ".txt")))
        {
            var text = line.Split('\t')[0].Replace("\\n", "\n");
            var told = SqlEffects.Of(text, dialect);
            var untold = SqlEffects.Of(text, SqlDialect.Any);
            // ONLY is a word of the language elsewhere.
            var lost = told.Items.Where(effect => effect.Resource != "sql:only" && !untold.Items.Any(other => Covers(other, effect)));
            Assert.True(!untold.Complete || !lost.Any(), $"{text}: {string.Join("; ", told.Items)}, but {string.Join("; ", untold.Items)}");
        }
    }

    private static bool Covers(Effect other, Effect effect) => other.Operation == effect.Operation && (effect.Bounded || !other.Bounded)
        && (other.Resource.Equals(effect.Resource, StringComparison.OrdinalIgnoreCase) || other.Resource is "sql:*" or "file:*");
}
