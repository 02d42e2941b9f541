
namespace ImmutableGuard.Sql.Lexing;

/// <summary>The lexical rules of each dialect, as its servers have them by default.</summary>
internal static class DialectLexis
{
    private const Lexis TSql = Lexis.Brackets | Lexis.NestedComments | Lexis.HashInNames | Lexis.AtInNames | Lexis.ControlSpaces | Lexis.UnicodeSpaces;
    private const Lexis PostgreSql = Lexis.NestedComments | Lexis.DollarQuotes | Lexis.EscapeStrings;
    private const Lexis MySql = Lexis.BackslashEscapes | Lexis.DoubleQuotedStrings | Lexis.Backticks | Lexis.HashComments
        | Lexis.SpacedComments | Lexis.ConditionalComments | Lexis.DigitFirstNames;
    private const Lexis Sqlite = Lexis.Backticks | Lexis.Brackets | Lexis.OpenComments;
    private const Lexis Oracle = Lexis.AlternativeQuotes | Lexis.HashInNames | Lexis.SlashLines | Lexis.UnicodeSpaces;

    // The other servers reject a text with such a character, so that reading on is safe.
    private const Lexis Any = Lexis.Unsure | Lexis.Backticks | Lexis.Brackets | Lexis.NestedComments | Lexis.DollarQuotes
        | Lexis.EscapeStrings | Lexis.AlternativeQuotes | Lexis.HashInNames | Lexis.ControlSpaces;

    /// <summary>What a text of unknown dialect is read as, one after the other, where the rules would read it differently.</summary>
    public static readonly Lexis[] Readings = [TSql, PostgreSql, MySql, Sqlite, Oracle];

    public static Lexis Of(SqlDialect dialect) => dialect switch
    {
        SqlDialect.TSql => TSql,
        SqlDialect.PostgreSql => PostgreSql,
        SqlDialect.MySql => MySql,
        SqlDialect.Sqlite => Sqlite,
        SqlDialect.Oracle => Oracle,
        _ => Any,
    };
}
