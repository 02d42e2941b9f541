namespace ImmutableGuard.Sql;

/// <summary>Joins what a text does by the rules of several dialects: where they differ, all of it, and not complete.</summary>
internal static class Readings
{
    /// <param name="readings">The answers; one at least.</param>
    /// <param name="reason">Why they aren't all there is, where nothing in them says so.</param>
    public static Effects Combine(IReadOnlyList<Effects> readings, string? reason = null)
    {
        var first = readings[0];
        var all = new List<Effect>(first.Items);
        var seen = new HashSet<Effect>(all);
        var differ = false;
        foreach (var reading in readings)
        {
            differ |= reading.Items.Count != first.Items.Count;
            reason ??= reading.Reason;
            foreach (var effect in reading.Items)
            {
                if (!seen.Add(effect))
                    continue;
                all.Add(effect);
                differ = true;
            }
        }

        return new Effects(all, differ ? "dialects and versions read this text differently" : reason);
    }
}
