namespace ImmutableGuard.Build.Recall;

/// <summary>What a list expects of a call, held against what a manifest says: <c>delete sql:Job; update sql:Set whole; ...</c></summary>
public static class ListedEffects
{
    private const string AndMore = "...", Whole = "whole";

    /// <summary>Whether operations and resources are those that the list has, and no other.</summary>
    public static bool AreTold(ListedCall call, ReportedSite site)
    {
        var expected = Parts(call).ToList();
        return (site.IsProven || IsPartial(call))
            && expected.All(part => site.Changes.Any(effect => IsSame(part, effect)))
            && (IsPartial(call) || site.Changes.All(effect => expected.Any(part => IsSame(part, effect))));
    }

    /// <summary>Whether what limits each delete and update is told as the list has it.</summary>
    public static bool AreLimitsTold(ListedCall call, ReportedSite site) =>
        Parts(call).Where(part => part.Operation is "delete" or "update")
            .All(part => site.Changes.Any(effect => IsSame(part, effect) && effect.Bounded != part.IsWhole));

    private static bool IsPartial(ListedCall call) => call.Expected.EndsWith(AndMore, StringComparison.Ordinal);

    private static IEnumerable<(string Operation, string Resource, bool IsWhole)> Parts(ListedCall call) =>
        from part in call.Expected.Split("; ")
        let words = part.Split(' ')
        where words.Length > 1
        select (words[0], words[1], words[^1] == Whole);

    private static bool IsSame((string Operation, string Resource, bool IsWhole) expected, ReportedEffect effect)
    {
        if (expected.Operation != effect.Operation)
            return false;
        var (kind, name) = Split(expected.Resource);
        var (actualKind, actual) = Split(effect.Resource);
        // Which schema a name is in may be known to the program alone; the list has it where the text does.
        if (kind == "sql" && !name.Contains('.', StringComparison.Ordinal))
            actual = actual.Split('.')[^1];
        return kind == actualKind && (name == "*" ? actual.Contains('*', StringComparison.Ordinal) : name.Equals(actual, StringComparison.OrdinalIgnoreCase));
    }

    // All that is in a schema is the schema.
    private static (string Kind, string Name) Split(string resource)
    {
        var at = resource.IndexOf(':', StringComparison.Ordinal);
        var name = resource[(at + 1)..];
        return (resource[..at], name.EndsWith(".*", StringComparison.Ordinal) ? name[..^2] : name);
    }
}
