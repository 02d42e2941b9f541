namespace ImmutableGuard.Conformance.Oracles;

/// <summary>An oracle isn't on this machine; the message says how to get it.</summary>
public sealed class OracleMissingException(string message) : Exception(message);
