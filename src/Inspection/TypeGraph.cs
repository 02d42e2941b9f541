using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace ImmutableGuard.Inspection;

/// <summary>Which types a type derives from and implements, across the assembly and everything it references.</summary>
internal sealed class TypeGraph
{
    private readonly Dictionary<string, List<string>> parents = new(StringComparer.Ordinal);
    private readonly HashSet<string> missing = new(StringComparer.Ordinal);
    private readonly List<Func<bool>> unread = [];
    private readonly List<string> unreadable = [];

    /// <summary>Creates the graph. References are read when a type isn't found, one after the other.</summary>
    /// <param name="assembly">The assembly looked at.</param>
    /// <param name="references">The paths of the assemblies it was compiled against.</param>
    public TypeGraph(MetadataReader assembly, IEnumerable<string> references)
    {
        Add(assembly);
        foreach (var reference in references)
            unread.Add(() => Read(reference));
    }

    /// <summary>The references that could not be read, and the types that were found in none.</summary>
    public IEnumerable<string> Gaps =>
        unreadable.Concat(missing.Select(type => $"the type {type} is in no reference that was given")).OrderBy(gap => gap, StringComparer.Ordinal);

    /// <summary>The full metadata names of a type, its bases and all interfaces of theirs.</summary>
    public ISet<string> SelfAndAncestors(string type)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([type]);
        while (open.Count > 0)
        {
            var current = open.Pop();
            if (!found.Add(current))
                continue;
            foreach (var parent in ParentsOf(current))
                open.Push(parent);
        }

        return found;
    }

    private List<string> ParentsOf(string type)
    {
        while (!parents.ContainsKey(type) && unread.Count > 0)
        {
            var read = unread[unread.Count - 1];
            unread.RemoveAt(unread.Count - 1);
            read();
        }

        if (parents.TryGetValue(type, out var known))
            return known;
        missing.Add(type);
        return [];
    }

    private bool Read(string path)
    {
        try
        {
            using var file = new PEReader(File.OpenRead(path));
            if (file.HasMetadata)
                Add(file.GetMetadataReader());
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            unreadable.Add($"the reference {Path.GetFileName(path)} can't be read: {e.Message}");
            return false;
        }
    }

    private void Add(MetadataReader reader)
    {
        foreach (var handle in reader.TypeDefinitions)
        {
            var name = reader.FullName(handle);
            if (parents.ContainsKey(name))
                continue;
            var type = reader.GetTypeDefinition(handle);
            var above = type.GetInterfaceImplementations().Select(implementation => reader.GetInterfaceImplementation(implementation).Interface);
            if (!type.BaseType.IsNil)
                above = above.Append(type.BaseType);
            parents.Add(name, [.. above.Select(reader.FullName)]);
        }
    }
}
