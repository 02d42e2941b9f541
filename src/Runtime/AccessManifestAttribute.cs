namespace ImmutableGuard.Runtime;

/// <summary>Carries the access manifest that the build embedded in the assembly. Written by the generator, not by hand.</summary>
/// <param name="json">The manifest's predicate as canonical JSON.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class AccessManifestAttribute(string json) : Attribute
{
    /// <summary>The manifest's predicate as canonical JSON.</summary>
    public string Json { get; } = json;
}
