namespace ImmutableGuard.Analyzers;

/// <summary>The properties of a report from which the code fixes write a sanction; none where a person has to decide.</summary>
internal static class SanctionProperties
{
    public const string
        Operation = "operation",
        Resource = "resource",
        Member = "member",
        InCode = "inCode";
}
