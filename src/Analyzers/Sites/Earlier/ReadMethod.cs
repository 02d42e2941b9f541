using ImmutableGuard.Analyzers.Sites.Derived;

namespace ImmutableGuard.Analyzers.Sites.Earlier;

/// <summary>What the code of a method passes on, and what that was read from.</summary>
/// <param name="Id">The method's documentation-comment id.</param>
/// <param name="Accesses">What it passes on.</param>
/// <param name="Readings">The code that was looked at.</param>
/// <param name="Asked">What was known of derived sinks, in the order it was asked for.</param>
internal sealed record ReadMethod(string Id, IReadOnlyList<Access> Accesses, Readings Readings, IReadOnlyList<Asked> Asked);

/// <summary>A question about the derived sinks that are known by then, with its answer.</summary>
internal abstract record Asked
{
    /// <summary>Whether one has a name.</summary>
    public sealed record Name(string Of, bool Is) : Asked;

    /// <summary>What one passes on.</summary>
    public sealed record Passed(string Id, IReadOnlyList<Access> Accesses) : Asked;

    /// <summary>Those of a name.</summary>
    public sealed record Named(string Of, IReadOnlyList<string> Ids) : Asked;
}
