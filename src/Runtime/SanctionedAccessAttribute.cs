namespace ImmutableGuard;

/// <summary>
/// Grants the code it stands on an access to data. It is the way to start without a policy file, and counts until the policy
/// says <c>"inCode": "deny"</c>.
/// </summary>
/// <example>
/// <code>
/// [SanctionedAccess(Operation.Delete, "sql:customers", Reason = "GDPR Art. 17")]
/// public void Erase(int id) { … }
/// </code>
/// </example>
/// <param name="operations">The operations granted; several are combined with <c>|</c>.</param>
/// <param name="resource">The resource granted, as <c>kind:name</c>; <c>*</c> in it stands for any run of characters.</param>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface
    | AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property,
    AllowMultiple = true, Inherited = false)]
public sealed class SanctionedAccessAttribute(Operation operations, string resource) : Attribute
{
    /// <summary>The operations granted.</summary>
    public Operation Operations { get; } = operations;

    /// <summary>The resource granted.</summary>
    public string Resource { get; } = resource;

    /// <summary>Why the grant is given; without a reason it doesn't count.</summary>
    public string? Reason { get; set; }

    /// <summary>Who answers for it.</summary>
    public string? Owner { get; set; }

    /// <summary>The ticket in which it was decided.</summary>
    public string? Ticket { get; set; }

    /// <summary>The last day (UTC) on which it holds, as <c>2027-06-30</c>; null where it doesn't end.</summary>
    public string? Expires { get; set; }
}
