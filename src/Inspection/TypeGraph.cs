using System.Reflection.Metadata;

namespace ImmutableGuard.Inspection;

/// <summary>Which types a type derives from and implements, across the assembly and everything it references.</summary>
internal sealed class TypeGraph(MetadataReader assembly, ReferencedTypes references)
{
    private readonly Dictionary<string, List<string>> own = DeclaredTypes.Read(assembly);
    private readonly HashSet<string> missing = new(StringComparer.Ordinal);

    /// <summary>The references that could not be read, and the types that were found in none.</summary>
    public IEnumerable<string> Gaps => references.Unreadable.Concat(Missing).OrderBy(gap => gap, StringComparer.Ordinal);

    /// <summary>The types that were found nowhere.</summary>
    public IEnumerable<string> Missing => missing.Select(type => $"the type {type} is in no reference that was given");

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
        if (own.TryGetValue(type, out var parents) || (parents = references.ParentsOf(type)) is not null)
            return parents;
        // Arrays and pointers have methods and no name; they derive from nothing that is a sink.
        if (type.Length > 0)
            missing.Add(type);
        return [];
    }
}
