namespace ImmutableGuard.Locks;

/// <summary>By what an access may be carried out, as a lock says it.</summary>
/// <param name="Text">The words that end the lock's line.</param>
/// <param name="Sanction">The id of the sanction; null where there is none.</param>
public sealed record Grant(string Text, string? Sanction = null)
{
    private const string ViaPrefix = "via ";

    /// <summary>A sanction is needed, and none covers the access.</summary>
    public static Grant Missing { get; } = new("without sanction");

    /// <summary>The policy asks for no sanction.</summary>
    public static Grant NotNeeded { get; } = new("needing no sanction");

    /// <summary>The policy forbids it to everybody.</summary>
    public static Grant Forbidden { get; } = new("against the policy");

    /// <summary>Whether the guard would let the access pass in the mode <c>enforce</c>.</summary>
    public bool Allows => Sanction is not null || this == NotNeeded;

    /// <summary>The sanction of that id.</summary>
    public static Grant Via(string sanction) => new(ViaPrefix + LockWords.Escape(sanction), sanction);

    /// <summary>Reads the words of <see cref="Text"/>; null where they are none.</summary>
    public static Grant? Parse(string text) =>
        text.StartsWith(ViaPrefix, StringComparison.Ordinal) && text.Length > ViaPrefix.Length
            ? Via(LockWords.Unescape(text.Substring(ViaPrefix.Length)))
            : new[] { Missing, NotNeeded, Forbidden }.FirstOrDefault(grant => grant.Text == text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
