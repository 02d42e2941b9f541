namespace ImmutableGuard.Policies;

/// <summary>What the policy says of the resources a pattern names.</summary>
/// <param name="Pattern">The resources.</param>
/// <param name="Mutability">What may become of the data.</param>
/// <param name="Reads">What reading asks for; null leaves it to the policy's defaults.</param>
public sealed record ResourceRule(ResourcePattern Pattern, Mutability Mutability, Requirement? Reads);
