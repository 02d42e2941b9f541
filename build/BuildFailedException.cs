namespace ImmutableGuard.Build;

/// <summary>A step of the build failed; the message says which and why, for a person.</summary>
public sealed class BuildFailedException(string message) : Exception(message);
