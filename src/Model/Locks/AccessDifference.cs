namespace ImmutableGuard.Locks;

/// <summary>What became of an access between two builds.</summary>
public enum DifferenceKind
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>It reaches further: unbounded, more resources, or no longer known to be only this.</summary>
    Widened,

    /// <summary>It reaches less far.</summary>
    Narrowed,

    /// <summary>It is the same, by another grant.</summary>
    SanctionChanged,
}

/// <summary>One difference between what two builds can do.</summary>
/// <param name="Kind">What became of the access.</param>
/// <param name="Before">The access as it was; null where it is new.</param>
/// <param name="After">The access as it is; null where it is gone.</param>
public sealed record AccessDifference(DifferenceKind Kind, LockedAccess? Before, LockedAccess? After)
{
    /// <summary>Whether more can be done to data than before, or what couldn't pass the guard now can.</summary>
    public bool WidensAccess => Kind is DifferenceKind.Added or DifferenceKind.Widened
        || Before is { Grant.Allows: false } && After is { Grant.Allows: true };

    /// <summary>The member that does it.</summary>
    public string Member => (After ?? Before)!.Member;

    /// <summary>The difference as a sentence without its end: <c>M:Shop.Orders.Purge can now delete sql:orders without sanction</c>.</summary>
    public override string ToString() => Kind switch
    {
        DifferenceKind.Added => $"{Member} can now {Short(After!)}",
        DifferenceKind.Removed => $"{Member} can no longer {Short(Before!)}",
        DifferenceKind.Widened => $"{Member} can now {Short(After!)}, before only {Short(Before!)}",
        DifferenceKind.Narrowed => $"{Member} can now only {Short(After!)}, before {Short(Before!)}",
        _ => $"{Member} can {Before!.What} {After!.Grant} now, before {Before.Grant}",
    };

    private static string Short(LockedAccess access) =>
        $"{(access.Effect.Operation == Operation.Unknown ? "do unknown things to " + access.Effect.Resource : access.What)} {access.Grant}";
}
