namespace ImmutableGuard;

/// <summary>
/// Everything one access does, or as much of it as could be understood. The soundness rule: a classifier gives exactly the
/// true effects, or says that they are not complete; it never guesses.
/// </summary>
public sealed record Effects
{
    /// <summary>The effects found, without duplicates, in the order of the text.</summary>
    public IReadOnlyList<Effect> Items { get; }

    /// <summary>Whether <see cref="Items"/> is all there is.</summary>
    public bool Complete => Reason is null;

    /// <summary>Why the effects are not complete, as a short phrase; null where they are.</summary>
    public string? Reason { get; }

    /// <summary>Creates the effects of an access; <paramref name="reason"/> null means they are complete.</summary>
    public Effects(IReadOnlyList<Effect> items, string? reason = null)
    {
        Items = items;
        Reason = reason;
    }

    /// <summary>No effect at all, known for certain: an empty text, a comment.</summary>
    public static Effects Empty { get; } = new([]);

    /// <summary>Nothing is known, for the reason given.</summary>
    public static Effects Unknown(string reason) => new([], reason);
}
