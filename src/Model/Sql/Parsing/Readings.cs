namespace ImmutableGuard.Sql.Parsing;

/// <summary>What a text does by the rules of one dialect or version.</summary>
/// <param name="Effects">The effects.</param>
/// <param name="Rejected">Whether its server carries out nothing of it.</param>
/// <param name="Refused">Whether its server doesn't get to the end, so that what is left of the effects is no contradiction to others.</param>
internal sealed record Reading(Effects Effects, bool Rejected = false, bool Refused = false);

/// <summary>Joins what a text does by the rules of several dialects: where they differ, all of it, and not complete.</summary>
internal static class Readings
{
    /// <param name="readings">The answers; one at least.</param>
    /// <param name="reason">Why they aren't all there is, where nothing in them says so.</param>
    public static Effects Combine(IReadOnlyList<Reading> readings, string? reason = null)
    {
        // Where nobody would carry it out, somebody may have a newer grammar than ours.
        if (readings.All(reading => reading.Refused))
        {
            readings = [.. readings.Select(reading => new Reading(reading.Effects))];
            reason ??= "a text that no dialect's server gets through";
        }

        var first = readings.First(reading => !reading.Refused).Effects;
        var all = new List<Effect>(first.Items);
        var seen = new HashSet<Effect>(all);
        var differ = false;
        foreach (var reading in readings)
        {
            if (reading.Rejected)
                continue;
            differ |= !reading.Refused && reading.Effects.Items.Count != first.Items.Count;
            reason ??= reading.Refused ? null : reading.Effects.Reason;
            foreach (var effect in reading.Effects.Items)
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
