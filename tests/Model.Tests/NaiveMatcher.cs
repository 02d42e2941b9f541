using System.Text;

namespace ImmutableGuard.Model.Tests;

/// <summary>What resource patterns mean, written down as plainly as can be and without a thought for speed.</summary>
internal static class NaiveMatcher
{
    public static bool Matches(string pattern, string name, bool crossesSlashes)
    {
        if (pattern.Length == 0)
            return name.Length == 0;
        if (pattern.StartsWith("**", StringComparison.Ordinal))
            return Enumerable.Range(0, name.Length + 1).Any(taken => Matches(pattern[2..], name[taken..], crossesSlashes));
        if (pattern[0] == '*')
        {
            return Enumerable.Range(0, name.Length + 1).Any(taken =>
                (crossesSlashes || !name[..taken].Contains('/')) && Matches(pattern[1..], name[taken..], crossesSlashes));
        }

        return name.Length > 0 && name[0] == pattern[0] && Matches(pattern[1..], name[1..], crossesSlashes);
    }

    /// <summary>A resource with each unknown part replaced by a known one.</summary>
    public static string Fill(string name, IReadOnlyList<string> parts)
    {
        var filled = new StringBuilder();
        var next = 0;
        foreach (var c in name)
            filled.Append(c == '*' ? parts[next++ % parts.Count] : c.ToString());
        return filled.ToString();
    }

    /// <summary>The ways to write the name of one table, with and without a default schema.</summary>
    public static IEnumerable<string> Spellings(string name)
    {
        string[] schemas = ["dbo.", "public.", "main."];
        var table = name[(name.LastIndexOf('.') + 1)..];
        if (name != table && !schemas.Any(schema => name == schema + table))
            return [name];
        return schemas.Select(schema => schema + table).Append(table);
    }
}
