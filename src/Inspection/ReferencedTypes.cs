using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace ImmutableGuard.Inspection;

/// <summary>
/// What the types of referenced assemblies derive from and implement. A file is read when a type isn't found in those before it, and
/// once, however many assemblies are looked at.
/// </summary>
public sealed class ReferencedTypes
{
    private readonly List<Lazy<Dictionary<string, List<string>>>> files;
    private readonly List<string> unreadable = [];

    /// <summary>Creates the types of some assemblies; the last of them that has a type counts.</summary>
    public ReferencedTypes(IEnumerable<string> paths) =>
        files = [.. paths.Reverse().Select(path => new Lazy<Dictionary<string, List<string>>>(() => Read(path)))];

    /// <summary>The references that could not be read, of those that were asked.</summary>
    internal IEnumerable<string> Unreadable => unreadable;

    /// <summary>The full metadata names of a type's base and interfaces; null where no reference has the type.</summary>
    internal List<string>? ParentsOf(string type)
    {
        foreach (var file in files)
            if (file.Value.TryGetValue(type, out var parents))
                return parents;
        return null;
    }

    /// <summary>The types of an assembly, each with its base and interfaces.</summary>
    internal static Dictionary<string, List<string>> Read(MetadataReader reader)
    {
        var types = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var handle in reader.TypeDefinitions)
        {
            var type = reader.GetTypeDefinition(handle);
            var above = type.GetInterfaceImplementations().Select(implementation => reader.GetInterfaceImplementation(implementation).Interface);
            if (!type.BaseType.IsNil)
                above = above.Append(type.BaseType);
            var name = reader.FullName(handle);
            if (!types.ContainsKey(name))
                types.Add(name, [.. above.Select(reader.FullName)]);
        }

        return types;
    }

    private Dictionary<string, List<string>> Read(string path)
    {
        try
        {
            using var file = new PEReader(File.OpenRead(path));
            return file.HasMetadata ? Read(file.GetMetadataReader()) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            // Not the exception's message: it may name a path of this machine, and manifests are the same on all.
            unreadable.Add($"the reference {Path.GetFileName(path)} can't be read ({e.GetType().Name})");
            return [];
        }
    }
}
