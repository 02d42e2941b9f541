namespace ImmutableGuard.Locks;

/// <summary>Tells what two builds can do differently.</summary>
public static class AccessComparison
{
    /// <summary>
    /// The differences, ordered by member. The other way round they are the same with before and after, added and removed,
    /// widened and narrowed exchanged.
    /// </summary>
    public static IReadOnlyList<AccessDifference> Compare(AccessLock before, AccessLock after)
    {
        var gone = before.Accesses.Where(access => !after.Lists(access)).ToLookup(access => access.Member);
        var come = after.Accesses.Where(access => !before.Lists(access)).ToLookup(access => access.Member);
        return
        [
            .. gone.Select(group => group.Key).Union(come.Select(group => group.Key))
                .OrderBy(member => member, StringComparer.Ordinal)
                .SelectMany(member => OfMember([.. gone[member]], [.. come[member]])),
        ];
    }

    /// <summary>The lock after differences; those of a comparison with another lock make that one.</summary>
    public static AccessLock Apply(AccessLock before, string service, IEnumerable<AccessDifference> differences)
    {
        var list = differences.ToList();
        var gone = new HashSet<LockedAccess>(list.Select(difference => difference.Before).OfType<LockedAccess>());
        return new(service, before.Accesses.Where(access => !gone.Contains(access))
            .Concat(list.Select(difference => difference.After).OfType<LockedAccess>()));
    }

    // What went and what came are the same access changed where one includes the other; the closest pairs are joined first. The
    // order doesn't depend on which side is which, so that a comparison the other way round joins the same pairs.
    private static IEnumerable<AccessDifference> OfMember(HashSet<LockedAccess> gone, HashSet<LockedAccess> come)
    {
        var pairs = gone
            .SelectMany(old => come.Select(@new => (Old: old, New: @new, Kind: KindOf(old.Effect, @new.Effect))))
            .Where(pair => pair.Kind is not null)
            .OrderBy(pair => Distance(pair.Old.Effect, pair.New.Effect))
            .ThenBy(pair => Lower(pair.Old, pair.New), StringComparer.Ordinal)
            .ThenBy(pair => Upper(pair.Old, pair.New), StringComparer.Ordinal)
            .Select(pair => new AccessDifference(pair.Kind!.Value, pair.Old, pair.New))
            .ToList();
        var differences = new List<AccessDifference>();
        foreach (var pair in pairs)
        {
            if (!gone.Contains(pair.Before!) || !come.Contains(pair.After!))
                continue;
            gone.Remove(pair.Before!);
            come.Remove(pair.After!);
            differences.Add(pair);
        }

        differences.AddRange(gone.Select(old => new AccessDifference(DifferenceKind.Removed, old, null)));
        differences.AddRange(come.Select(@new => new AccessDifference(DifferenceKind.Added, null, @new)));
        return differences.OrderBy(difference => (difference.After ?? difference.Before)!.ToString(), StringComparer.Ordinal);
    }

    private static DifferenceKind? KindOf(Effect old, Effect @new) => old == @new
        ? DifferenceKind.SanctionChanged
        : (@new.Includes(old), old.Includes(@new)) switch
        {
            (true, false) => DifferenceKind.Widened,
            (false, true) => DifferenceKind.Narrowed,
            _ => null,
        };

    private static int Distance(Effect old, Effect @new) =>
        old == @new ? 0 : old.Operation != @new.Operation ? 3 : old.Resource != @new.Resource ? 2 : 1;

    private static string Lower(LockedAccess one, LockedAccess other) => InOrder(one, other) ? one.ToString() : other.ToString();

    private static string Upper(LockedAccess one, LockedAccess other) => InOrder(one, other) ? other.ToString() : one.ToString();

    private static bool InOrder(LockedAccess one, LockedAccess other) => string.CompareOrdinal(one.ToString(), other.ToString()) <= 0;
}
