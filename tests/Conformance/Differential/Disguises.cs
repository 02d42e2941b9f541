using ImmutableGuard.Conformance.Corpus;
using ImmutableGuard.Conformance.Oracles;
using ImmutableGuard.Sql;

namespace ImmutableGuard.Conformance.Differential;

/// <summary>
/// Texts that look like a query, because a quote or a comment seems to go on, and delete for the server that reads them. It is asked whether
/// it does; then neither its own dialect's answer nor one without a dialect may leave that out.
/// </summary>
[Collection(OracleCollection.Name)]
public class Disguises(OracleFixture oracles)
{
    private static readonly Change Deletion = new(Operation.Delete, "audit");

    [SkippableTheory]
    // A string goes on in the next line with the first one's escapes; an operator stands in front of a string.
    [InlineData(SqlDialect.PostgreSql, "SELECT E'a'\n'b\\''; DELETE FROM audit; --'")]
    [InlineData(SqlDialect.PostgreSql, "SELECT E'a'\n'b'\n'c d'\n'e\\''; DELETE FROM audit; --'")]
    [InlineData(SqlDialect.PostgreSql, "SELECT 'a' @@E'b\\''; DELETE FROM audit; --'")]
    [InlineData(SqlDialect.PostgreSql, "SELECT a ?E'b\\'' FROM orders; DELETE FROM audit; --'")]
    [InlineData(SqlDialect.PostgreSql, "SELECT @a#E'\\'' FROM orders; DELETE FROM audit; --'")]
    [InlineData(SqlDialect.PostgreSql, "SELECT 'a' @@$$'$$; DELETE FROM audit; --'")]
    [InlineData(SqlDialect.PostgreSql, "SELECT @$a$ ' $a$; DELETE FROM audit; --'")]
    [InlineData(SqlDialect.PostgreSql, "SELECT a[1:$$'$$] FROM orders; DELETE FROM audit; --'")]
    [InlineData(SqlDialect.PostgreSql, "SELECT $€$'$€$; DELETE FROM audit; --'")]
    [InlineData(SqlDialect.PostgreSql, "SELECT B'1'\n'0\\'; DELETE FROM audit; --'")]
    [InlineData(SqlDialect.PostgreSql, "SELECT n'\\'; DELETE FROM audit; --'")]
    [InlineData(SqlDialect.PostgreSql, "SELECT 1 +-- '\n 2; DELETE FROM audit -- '")]
    [InlineData(SqlDialect.PostgreSql, "SELECT 1 -- a\r; DELETE FROM audit")]
    // Any characters but white space may be in a parameter's index; a byte order mark is white space.
    [InlineData(SqlDialect.Sqlite, "SELECT @a('); DELETE FROM audit; --')")]
    [InlineData(SqlDialect.Sqlite, "SELECT :a(/*); DELETE FROM audit; --*/)")]
    [InlineData(SqlDialect.Sqlite, "SELECT $a::b('); DELETE FROM audit; --')")]
    [InlineData(SqlDialect.Sqlite, "SELECT $::é('); DELETE FROM audit; --')")]
    [InlineData(SqlDialect.Sqlite, "SELECT #a('); DELETE FROM audit; --')")]
    [InlineData(SqlDialect.Sqlite, "SELECT 1;\uFEFFDELETE FROM audit")]
    [InlineData(SqlDialect.Sqlite, "WITH x AS (SELECT 1) \uFEFFDELETE FROM audit")]
    [InlineData(SqlDialect.Sqlite, "SELECT 'x\\'; DELETE FROM audit; --'")]
    [InlineData(SqlDialect.Sqlite, "SELECT id FROM orders WHERE a = #d; DELETE FROM audit")]
    [InlineData(SqlDialect.Sqlite, "DELETE FROM audit\0 # '")]
    // No backslash is an escape between backticks; a variable ends at #; DEL is white space behind two minus signs.
    [InlineData(SqlDialect.MySql, "SELECT @`a\\`; DELETE FROM audit; -- `")]
    [InlineData(SqlDialect.MySql, "SELECT @a# '\n; DELETE FROM audit; -- '")]
    [InlineData(SqlDialect.MySql, "SELECT 1 --\u007F '\n; DELETE FROM audit; -- '")]
    [InlineData(SqlDialect.MySql, "SELECT \"\\\"\" /*!99999 ' */; DELETE FROM audit #\"")]
    [InlineData(SqlDialect.MySql, "SELECT 1 /*!99999 '*/; DELETE FROM audit -- '")]
    [InlineData(SqlDialect.MySql, "SELECT 1 /*!99999 /* */ ' */; DELETE FROM audit -- '")]
    [InlineData(SqlDialect.MySql, "SELECT 1 /*!50000 '*/' */; DELETE FROM audit -- '")]
    [InlineData(SqlDialect.MySql, "SELECT 1 /*! /* ' */ */; DELETE FROM audit -- '")]
    [InlineData(SqlDialect.MySql, "SELECT _utf8'\\''; DELETE FROM audit -- '")]
    // A quoted name goes on behind a doubled bracket.
    [InlineData(SqlDialect.TSql, "SELECT [a]]] FROM orders; DELETE FROM audit --]")]
    [InlineData(SqlDialect.TSql, "SELECT '\\' DELETE FROM audit --'")]
    [InlineData(SqlDialect.TSql, "SELECT a FROM OPENROWSET('p', 's';'u';'p', 'SELECT 1') AS x DELETE FROM audit WHERE note = '\\' --'")]
    public void Deletion_behind_what_seems_to_go_on_IsNotOverlooked(SqlDialect dialect, string text)
    {
        var (oracle, seen) = Asked(dialect, text);
        Assert.Contains(Deletion, seen.Changes);
        Assert.NotEqual(Verdict.Unsound, Verdicts.Of(SqlEffects.Of(text, dialect), seen, oracle.Sees));
        Assert.NotEqual(Verdict.Unsound, Verdicts.Of(SqlEffects.Of(text, SqlDialect.Any), seen, oracle.Sees));
    }

    /// <summary>The same the other way round: what stands in a quote or a comment isn't carried out.</summary>
    [SkippableTheory]
    [InlineData(SqlDialect.PostgreSql, "SELECT 'a'\n'b'; SELECT E'\\'; DELETE FROM audit; --'")]
    [InlineData(SqlDialect.PostgreSql, "SELECT $é$; DELETE FROM audit; $é$")]
    [InlineData(SqlDialect.PostgreSql, "SELECT 'a' @@$$; DELETE FROM audit; $$")]
    [InlineData(SqlDialect.Sqlite, "SELECT @a(;DELETE)")]
    [InlineData(SqlDialect.Sqlite, "SELECT 1 /*/ ; DELETE FROM audit -- */")]
    [InlineData(SqlDialect.MySql, "SELECT @'a\\'; DELETE FROM audit; -- '")]
    [InlineData(SqlDialect.MySql, "SELECT 1 # ; DELETE FROM audit")]
    [InlineData(SqlDialect.TSql, "SELECT 1 AS [a]]; DELETE FROM audit --]")]
    public void Deletion_in_a_quote_IsNone(SqlDialect dialect, string text)
    {
        var (oracle, seen) = Asked(dialect, text);
        Assert.Equal(Verdict.Exact, Verdicts.Of(SqlEffects.Of(text, dialect), seen, oracle.Sees));
    }

    private (IOracle Oracle, Seen Seen) Asked(SqlDialect dialect, string text)
    {
        var oracle = oracles.For(dialect);
        var seen = oracle.Ask(text);
        Assert.Null(seen.Rejection);
        return (oracle, seen);
    }
}
