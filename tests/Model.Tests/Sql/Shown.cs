using ImmutableGuard.Sql;

namespace ImmutableGuard.Model.Tests.Sql;

/// <summary>Effects as one line, so that a test reads as text → effects; a trailing <c>…</c> says that they are not complete.</summary>
internal static class Shown
{
    public static string Of(string sql, SqlDialect dialect)
    {
        var effects = SqlEffects.Of(sql.Replace('□', SqlEffects.Hole), dialect);
        return string.Join("; ", effects.Items) + (effects.Complete ? "" : "…");
    }
}
