using ImmutableGuard.Manifests;

namespace ImmutableGuard.Inspection;

/// <summary>What a compiled assembly says of itself, and what is really in it.</summary>
/// <param name="Name">The assembly's file name.</param>
/// <param name="Sha256">The SHA-256 of its bytes, in lower-case hex.</param>
/// <param name="Manifest">The manifest embedded in it; null where there is none.</param>
/// <param name="Calls">The uses of sinks in its code.</param>
/// <param name="GuardedSites">The ids of the sites whose calls lead through the guard.</param>
/// <param name="Gaps">What couldn't be looked into, each as a clause.</param>
public sealed record InspectedAssembly(
    string Name, string Sha256, AccessManifest? Manifest, IReadOnlyList<SinkCall> Calls, ISet<string> GuardedSites, IReadOnlyList<string> Gaps);
