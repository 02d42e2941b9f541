using System.Text;
using ImmutableGuard.Sql;

namespace ImmutableGuard.Model.Tests.Sql;

/// <summary>What must not change the effects of a text, whatever they are: tried on every reviewed statement, the same way each time.</summary>
public class Metamorphic
{
    private static readonly string[] DataStatements = ["SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE"];

    /// <summary>Words of texts that change how what follows them is read, or that end only with the batch.</summary>
    private static readonly string[] Lasting =
        ["CREATE", "ALTER", "PREPARE", "EXECUTE", "DECLARE", "ROLLBACK", "SET ", "#", "GO", "BEGIN", "DELIMITER", "DROP", "/*", "--", "$", "/", "EXPLAIN", "LABEL", "END"];

    public static TheoryData<SqlDialect> Dialects => [SqlDialect.TSql, SqlDialect.PostgreSql, SqlDialect.MySql, SqlDialect.Sqlite, SqlDialect.Oracle];

    [Theory]
    [MemberData(nameof(Dialects))]
    public void White_space_and_comments_between_words_ChangeNothing(SqlDialect dialect)
    {
        string[] between = ["  ", "\t", "\n", " /* ; x */ ", "/**/", " -- ; x\n", "\r\n"];
        Assert.All(Plain(dialect), text =>
        {
            for (var shift = 0; shift < between.Length; shift++)
            {
                var at = shift;
                Same(text, Between(text, () => between[at++ % between.Length]), dialect);
            }
        });
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public void Case_of_what_is_not_quoted_ChangesNothing(SqlDialect dialect)
    {
        Assert.All(Plain(dialect), text =>
        {
            Same(text, Unquoted(text, char.ToLowerInvariant), dialect);
            Same(text, Unquoted(text, char.ToUpperInvariant), dialect);
        });
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public void Semicolons_around_a_text_ChangeNothing(SqlDialect dialect) => Assert.All(Plain(dialect), text =>
    {
        Same(text, text + ";", dialect);
        Same(text, $" ;\n{text} ;; ", dialect);
    });

    [Theory]
    [MemberData(nameof(Dialects))]
    public void Two_texts_with_a_semicolon_between_DoWhatBothDo(SqlDialect dialect)
    {
        // A procedure that is called by its name alone must be the first of its batch.
        var texts = Plain(dialect).Where(text => !char.IsLower(text[0]) && !Lasting.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase))).ToList();
        Assert.True(texts.Count > 30);
        for (var i = 0; i < texts.Count; i++)
        {
            for (var step = 1; step < 8; step++)
            {
                var (first, second) = (texts[i], texts[(i + (step * 7)) % texts.Count]);
                var both = $"{first.TrimEnd(';', ' ')}; {second}";
                var expected = SqlEffects.Of(first, dialect).Items.Union(SqlEffects.Of(second, dialect).Items);
                Assert.True(expected.ToHashSet().SetEquals(SqlEffects.Of(both, dialect).Items), $"{both}: {Shown.Of(both, dialect)}");
            }
        }
    }

    [Theory]
    [InlineData(SqlDialect.TSql, "BEGIN {0} END")]
    [InlineData(SqlDialect.TSql, "IF @x = 1 BEGIN {0} END ELSE PRINT 'x'")]
    [InlineData(SqlDialect.TSql, "BEGIN TRY {0} END TRY BEGIN CATCH THROW; END CATCH")]
    [InlineData(SqlDialect.TSql, "DECLARE @z int = 1; {0}")]
    [InlineData(SqlDialect.TSql, "PRINT 'x' {0}")]
    [InlineData(SqlDialect.TSql, "SELECT 1 {0}")]
    [InlineData(SqlDialect.TSql, "lbl: {0}")]
    [InlineData(SqlDialect.PostgreSql, "DO $zz$ BEGIN {0}; END $zz$")]
    [InlineData(SqlDialect.PostgreSql, "DO $zz$ BEGIN IF x THEN {0}; END IF; END $zz$")]
    [InlineData(SqlDialect.PostgreSql, "EXPLAIN ANALYZE {0}")]
    [InlineData(SqlDialect.PostgreSql, "PREPARE zz AS {0}; EXECUTE zz")]
    [InlineData(SqlDialect.PostgreSql, "WITH zz AS (SELECT 1) {0}")]
    [InlineData(SqlDialect.MySql, "BEGIN NOT ATOMIC {0}; END")]
    [InlineData(SqlDialect.MySql, "SET STATEMENT a = 1 FOR {0}")]
    [InlineData(SqlDialect.MySql, "ANALYZE {0}")]
    [InlineData(SqlDialect.MySql, "/*! {0} */")]
    [InlineData(SqlDialect.Sqlite, "BEGIN; {0}; COMMIT")]
    [InlineData(SqlDialect.Sqlite, "WITH zz AS (SELECT 1) {0}")]
    [InlineData(SqlDialect.Oracle, "BEGIN {0}; END;")]
    [InlineData(SqlDialect.Oracle, "DECLARE x NUMBER; BEGIN IF x THEN {0}; END IF; EXCEPTION WHEN OTHERS THEN NULL; END;")]
    public void Statement_within_what_carries_it_out_DoesTheSame(SqlDialect dialect, string around) => Assert.All(Data(dialect), text =>
    {
        if (text.StartsWith("SELECT", StringComparison.Ordinal) && text.Contains(" INTO ", StringComparison.Ordinal))
            return;
        Same(text, string.Format(System.Globalization.CultureInfo.InvariantCulture, around, text.TrimEnd(';', ' ')), dialect);
    });

    [Theory]
    [InlineData(SqlDialect.TSql, "EXEC('{0}')")]
    [InlineData(SqlDialect.TSql, "EXEC sp_executesql N'{0}'")]
    [InlineData(SqlDialect.Oracle, "BEGIN EXECUTE IMMEDIATE '{0}'; END;")]
    [InlineData(SqlDialect.MySql, "EXECUTE IMMEDIATE '{0}'")]
    [InlineData(SqlDialect.PostgreSql, "DO $zz$ BEGIN EXECUTE '{0}'; END $zz$")]
    public void Statement_in_a_text_that_is_carried_out_DoesTheSame(SqlDialect dialect, string around) => Assert.All(Data(dialect), text =>
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
            Same(text, string.Format(System.Globalization.CultureInfo.InvariantCulture, around, text.TrimEnd(';', ' ').Replace("'", "''")), dialect);
    });

    [Theory]
    [InlineData(SqlDialect.PostgreSql, "EXPLAIN {0}")]
    [InlineData(SqlDialect.PostgreSql, "EXPLAIN (COSTS OFF) {0}")]
    [InlineData(SqlDialect.PostgreSql, "CREATE FUNCTION zz() RETURNS void LANGUAGE sql AS $zz$ {0} $zz$")]
    [InlineData(SqlDialect.PostgreSql, "PREPARE zz AS {0}")]
    [InlineData(SqlDialect.MySql, "EXPLAIN {0}")]
    [InlineData(SqlDialect.Sqlite, "EXPLAIN QUERY PLAN {0}")]
    [InlineData(SqlDialect.TSql, "CREATE PROCEDURE zz AS {0}")]
    [InlineData(SqlDialect.TSql, "/* {0} */")]
    [InlineData(SqlDialect.Oracle, "CREATE PROCEDURE zz AS BEGIN {0}; END;")]
    public void Statement_within_what_does_not_carry_it_out_DoesNothing(SqlDialect dialect, string around) => Assert.All(Data(dialect), text =>
    {
        var wrapped = string.Format(System.Globalization.CultureInfo.InvariantCulture, around, text.TrimEnd(';', ' '));
        Assert.True(SqlEffects.Of(wrapped, dialect).Items.All(effect => effect.Resource.Equals("sql:zz", StringComparison.OrdinalIgnoreCase)), $"{wrapped}: {Shown.Of(wrapped, dialect)}");
    });

    private static void Same(string text, string other, SqlDialect dialect)
    {
        var expected = SqlEffects.Of(text, dialect);
        var answer = SqlEffects.Of(other, dialect);
        Assert.True(answer.Complete == expected.Complete && Names(answer).SetEquals(Names(expected)), $"{other}: {Shown.Of(other, dialect)}; but {text}: {Shown.Of(text, dialect)}");
    }

    private static HashSet<string> Names(Effects effects) => [.. effects.Items.Select(effect => effect.ToString().ToUpperInvariant())];

    private static List<string> Texts(SqlDialect dialect) =>
        [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Sql", "Reviewed", dialect.ToName() + ".txt")).Select(line => line.Split('\t')[0].Replace("\\n", "\n"))];

    /// <summary>The texts that are understood and hold no comment, no quote that isn't a plain one, and no line that says something.</summary>
    private static List<string> Plain(SqlDialect dialect)
    {
        string[] special = ["--", "/*", "#", "$", "\\", "q'", "\n", "@script"];
        var texts = Texts(dialect).Where(text => !special.Any(text.Contains) && SqlEffects.Of(text, dialect).Complete && text.Count(c => c == '\'') % 2 == 0).ToList();
        Assert.True(texts.Count > 80);
        return texts;
    }

    /// <summary>Those that are one statement that reads or changes rows.</summary>
    private static List<string> Data(SqlDialect dialect)
    {
        var texts = Plain(dialect).Where(text => DataStatements.Any(word => text.StartsWith(word + " ", StringComparison.Ordinal)) && !text.TrimEnd(';', ' ').Contains(';', StringComparison.Ordinal)
            && !text.Contains("EXEC", StringComparison.Ordinal) && !text.Contains('?', StringComparison.Ordinal)).ToList();
        Assert.True(texts.Count > 20);
        return texts;
    }

    private static string Between(string text, Func<string> next) => Mapped(text, c => c == ' ' ? next() : c.ToString());

    private static string Unquoted(string text, Func<char, char> map) => Mapped(text, c => map(c).ToString());

    private static string Mapped(string text, Func<char, string> map)
    {
        var result = new StringBuilder();
        var quote = '\0';
        foreach (var c in text)
        {
            if (quote == '\0')
                result.Append(map(c));
            else
                result.Append(c);
            if (quote == '\0' && c is '\'' or '"' or '`' or '[')
                quote = c == '[' ? ']' : c;
            else if (c == quote)
                quote = '\0';
        }

        return result.ToString();
    }
}
