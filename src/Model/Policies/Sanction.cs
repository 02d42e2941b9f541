namespace ImmutableGuard.Policies;

/// <summary>A grant to callers: operations on resources, with the reason.</summary>
public sealed record Sanction
{
    /// <summary>The name by which manifests, messages and the ledger call the sanction.</summary>
    public required string Id { get; init; }

    /// <summary>The operations granted, combined as flags.</summary>
    public required Operation Operations { get; init; }

    /// <summary>The resources granted.</summary>
    public required IReadOnlyList<ResourcePattern> Resources { get; init; }

    /// <summary>
    /// Who is granted: documentation-comment ids of types (<c>T:</c>, with everything nested in them), namespaces (<c>N:</c>,
    /// likewise) or members (<c>M:</c>, <c>P:</c>, <c>F:</c> for a field's initializer, <c>E:</c>; without a parameter list all overloads). <c>*</c> alone means everybody.
    /// </summary>
    public required IReadOnlyList<string> Callers { get; init; }

    /// <summary>Why the grant is given.</summary>
    public required string Reason { get; init; }

    /// <summary>Who answers for it; null where nobody is named.</summary>
    public string? Owner { get; init; }

    /// <summary>The ticket in which it was decided; null where none is named.</summary>
    public string? Ticket { get; init; }

    /// <summary>The last day (UTC) on which it holds; null where it doesn't end.</summary>
    public DateTime? Expires { get; init; }

    /// <summary>The most rows one access may affect; null where that isn't limited.</summary>
    public long? MaxRows { get; init; }

    /// <summary>Whether a text is a reason: what a code fix leaves for a person to fill in (<c>…</c>) isn't one.</summary>
    public static bool IsReason(string? text) => text is not null && text.Trim().Trim('.', '…', '?').Length > 0;

    /// <summary>Whether the sanction is granted to a member, given by its documentation-comment id.</summary>
    public bool AppliesTo(string member) => Callers.Any(caller => CallerPattern.Matches(caller, member));

    /// <summary>Whether the grant has ended at a moment.</summary>
    public bool IsExpired(DateTime utcNow) => Expires is { } last && utcNow.Date > last.Date;

    /// <summary>Whether the grant holds the operation on the resource of an effect.</summary>
    public bool Covers(Effect effect) =>
        (Operations & effect.Operation) != 0 && Resources.Any(resource => resource.Covers(effect.Resource));
}
