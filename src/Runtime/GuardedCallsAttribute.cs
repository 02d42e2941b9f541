namespace ImmutableGuard.Runtime;

/// <summary>Marks the generated class through which an assembly's guarded calls go. Written by the generator, not by hand.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class GuardedCallsAttribute : Attribute;
