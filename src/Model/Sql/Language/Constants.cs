namespace ImmutableGuard.Sql.Language;

/// <summary>Words that look like a column and are the same for every row.</summary>
internal static class Constants
{
    public static readonly string[] Names =
    [
        "current_timestamp", "current_date", "current_time", "current_user", "current_role", "current_catalog", "current_schema",
        "session_user", "system_user", "localtime", "localtimestamp", "sysdate", "systimestamp", "utc_date", "utc_time", "utc_timestamp",
        "uid", "interval", "binary", "some", "array", "row", "both", "leading", "trailing",
    ];
}
