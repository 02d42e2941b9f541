namespace ImmutableGuard.Policies;

/// <summary>What a policy asks of the build.</summary>
public sealed record BuildRequirements
{
    /// <summary>Whether the commit must be known (IG3001); true by default.</summary>
    public bool RequireCommit { get; init; } = true;

    /// <summary>When the work tree must be clean (IG3002): <c>ci</c> (the default), <c>always</c> or <c>never</c>.</summary>
    public string RequireClean { get; init; } = "ci";

    /// <summary>Whether there must be a lock (IG3003); false by default: where there is one, it is held against the build.</summary>
    public bool RequireLock { get; init; }
}
