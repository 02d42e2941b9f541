using CsCheck;
using ImmutableGuard.Sql;

namespace ImmutableGuard.Conformance.Generators;

/// <summary>Statements made by the grammars.</summary>
public static class Generated
{
    /// <summary>Texts of a dialect; the same seed gives the same ones, each for itself: the tenth doesn't depend on the ninth.</summary>
    public static IEnumerable<string> Texts(SqlDialect dialect, ulong seed, int count)
    {
        for (uint i = 0; i < count; i++)
            yield return Grammar(dialect, new Draw(new PCG(i, seed))).Text();
    }

    private static Grammar Grammar(SqlDialect dialect, Draw draw) => dialect switch
    {
        SqlDialect.TSql => new TSqlGrammar(draw),
        SqlDialect.PostgreSql => new PostgreSqlGrammar(draw),
        SqlDialect.Sqlite => new SqliteGrammar(draw),
        SqlDialect.MySql => new MySqlGrammar(draw),
        _ => throw new ArgumentOutOfRangeException(nameof(dialect), dialect, "has no grammar"),
    };
}
