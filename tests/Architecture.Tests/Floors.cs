namespace ImmutableGuard.Architecture.Tests;

/// <summary>The floors of the house, from the ground up; a room may use the rooms named, directly or through them.</summary>
internal static class Floors
{
    public static readonly IReadOnlyDictionary<string, string[]> Rooms = new Dictionary<string, string[]>
    {
        ["Model"] = [],
        ["Analyzers"] = ["Model"],
        ["Inspection"] = ["Model"],
        ["Attestation"] = ["Model"],
        ["Runtime"] = ["Model"],
        ["CodeFixes"] = ["Analyzers", "Model"],
        ["MsBuildTasks"] = ["Inspection", "Attestation", "Model"],
        ["Tool"] = ["Inspection", "Attestation", "Runtime", "Model"],
        ["Package"] = ["Analyzers", "CodeFixes", "MsBuildTasks", "Inspection", "Attestation", "Runtime", "Model"],
    };

    /// <summary>Each room with each room it must not use.</summary>
    public static IEnumerable<(string Room, string Other)> Walls =>
        from room in Rooms
        from other in Rooms.Keys
        where other != room.Key && !room.Value.Contains(other)
        select (room.Key, other);
}
