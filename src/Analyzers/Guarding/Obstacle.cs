namespace ImmutableGuard.Analyzers.Guarding;

/// <summary>Why the guard can't be put around a use of a sink.</summary>
/// <param name="Reason">What stands in the way, as a clause.</param>
/// <param name="WayOut">What to write instead, as a clause in the imperative.</param>
internal sealed record Obstacle(string Reason, string WayOut);
