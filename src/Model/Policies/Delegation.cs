namespace ImmutableGuard.Policies;

/// <summary>What a shared policy leaves to the policies below it: they may sanction these operations on these resources.</summary>
/// <param name="Operations">The operations, combined as flags.</param>
/// <param name="Resources">The resources.</param>
public sealed record Delegation(Operation Operations, IReadOnlyList<ResourcePattern> Resources)
{
    /// <summary>Whether it holds the operation on the whole of a resource.</summary>
    public bool Covers(Operation operation, string resource) =>
        (Operations & operation) != 0 && Resources.Any(pattern => pattern.Covers(resource));
}
