using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace ImmutableGuard.Inspection;

/// <summary>What the types of one assembly derive from and implement. It doesn't change with who asks, so that all projects of a build may share it.</summary>
public sealed class DeclaredTypes
{
    private DeclaredTypes(Dictionary<string, List<string>> byName, string? problem) => (ByName, Problem) = (byName, problem);

    /// <summary>The full metadata names of each type's base and interfaces, by its own.</summary>
    internal IReadOnlyDictionary<string, List<string>> ByName { get; }

    /// <summary>Why the file could not be read; null where it could.</summary>
    internal string? Problem { get; }

    /// <summary>Reads a file. One that can't be read has no types, and says so.</summary>
    public static DeclaredTypes Read(string path)
    {
        try
        {
            using var file = new PEReader(File.OpenRead(path));
            return new(file.HasMetadata ? Read(file.GetMetadataReader()) : [], problem: null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            // Not the exception's message: it may name a path of this machine, and manifests are the same on all.
            return new([], $"the reference {Path.GetFileName(path)} can't be read ({e.GetType().Name})");
        }
    }

    /// <summary>The types of an assembly, each with its base and interfaces.</summary>
    internal static Dictionary<string, List<string>> Read(MetadataReader reader)
    {
        var types = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var handle in reader.TypeDefinitions)
        {
            var type = reader.GetTypeDefinition(handle);
            var name = reader.FullName(handle);
            if (types.ContainsKey(name))
                continue;
            var above = new List<string>();
            foreach (var implementation in type.GetInterfaceImplementations())
                above.Add(reader.FullName(reader.GetInterfaceImplementation(implementation).Interface));
            if (!type.BaseType.IsNil)
                above.Add(reader.FullName(type.BaseType));
            types.Add(name, above);
        }

        return types;
    }
}
