namespace ImmutableGuard;

/// <summary>
/// Says of an entity type that its data is only added: no sanction can allow that its table is updated, deleted, truncated or
/// dropped (IG1007). It says the same as <c>"mutability": "append-only"</c> in the policy, beside the type, and holds for the types
/// derived from it too.
/// </summary>
/// <example>
/// <code>
/// [AppendOnly]
/// public class AuditEntry { … }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = true)]
public sealed class AppendOnlyAttribute : Attribute;
