namespace ImmutableGuard.Manifests;

/// <summary>Where a build came from.</summary>
/// <param name="Commit">The full commit hash in lower-case hex; null where it isn't known.</param>
/// <param name="Repository">The repository's address without credentials; null where it isn't known.</param>
/// <param name="Ref">The full name of the ref that was built, for example <c>refs/heads/main</c>; null where there is none.</param>
/// <param name="Dirty">Whether the work tree held anything the commit doesn't; null where that isn't known.</param>
/// <param name="CommittedAt">When the commit was made (UTC); null where it isn't known.</param>
public sealed record Stamp(string? Commit, string? Repository, string? Ref, bool? Dirty, DateTime? CommittedAt);
