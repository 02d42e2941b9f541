namespace ImmutableGuard;

/// <summary>
/// Spells names of tables in one way, whether the default schema is written or left out: <c>orders</c>, <c>dbo.Orders</c> and
/// <c>public.orders</c> are one table.
/// </summary>
internal static class SqlNames
{
    // The character is in no name, so that no name can be taken for one of a default schema.
    private const string AnyDefaultSchema = "\0.";

    private static readonly string[] DefaultSchemas = ["dbo.", "public.", "main."];

    /// <summary>
    /// The spellings of a name. A name with wildcards has several, because a wildcard may stand for a schema, for a default one,
    /// or for none: together they match exactly the tables that the name matches in any spelling.
    /// </summary>
    public static IReadOnlyList<string> Canonical(string name)
    {
        var lower = name.ToLowerInvariant();
        if (lower.IndexOf('*') < 0)
            return [Qualify(lower)];
        while (lower.IndexOf("**", StringComparison.Ordinal) >= 0)
            lower = lower.Replace("**", "*");
        var withoutSchema = DefaultSchemas.SelectMany(schema => Rest(lower, schema)).Append(lower);
        return [lower, .. withoutSchema.Select(rest => AnyDefaultSchema + rest).Distinct()];
    }

    private static string Qualify(string name)
    {
        var table = name.Substring(name.LastIndexOf('.') + 1);
        var schema = name.Substring(0, name.Length - table.Length);
        return schema.Length == 0 || DefaultSchemas.Contains(schema) ? AnyDefaultSchema + table : name;
    }

    /// <summary>What is left of a pattern after its front has matched a text; several answers where a wildcard may end anywhere.</summary>
    private static IEnumerable<string> Rest(string pattern, string text)
    {
        if (text.Length == 0)
            return [pattern];
        if (pattern.Length == 0)
            return [];
        if (pattern[0] == '*')
            return Rest(pattern.Substring(1), text).Concat(Rest(pattern, text.Substring(1)));
        return pattern[0] == text[0] ? Rest(pattern.Substring(1), text.Substring(1)) : [];
    }
}
