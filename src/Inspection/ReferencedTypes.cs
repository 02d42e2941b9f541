namespace ImmutableGuard.Inspection;

/// <summary>
/// What the types of referenced assemblies derive from and implement. A file is read when a type isn't found in those before it, and
/// once, however many assemblies are looked at.
/// </summary>
public sealed class ReferencedTypes
{
    private readonly List<Lazy<DeclaredTypes>> files;

    /// <summary>Creates the types of some assemblies; the last of them that has a type counts.</summary>
    /// <param name="paths">The assemblies.</param>
    /// <param name="read">Gives the types of a file, where they may be known already; null where each file is read here.</param>
    public ReferencedTypes(IEnumerable<string> paths, Func<string, DeclaredTypes>? read = null) =>
        files = [.. paths.Reverse().Select(path => new Lazy<DeclaredTypes>(() => (read ?? DeclaredTypes.Read)(path)))];

    /// <summary>The references that could not be read, of those that were asked.</summary>
    internal IEnumerable<string> Unreadable => files.Where(file => file.IsValueCreated).Select(file => file.Value.Problem).OfType<string>();

    /// <summary>The full metadata names of a type's base and interfaces; null where no reference has the type.</summary>
    internal List<string>? ParentsOf(string type)
    {
        foreach (var file in files)
            if (file.Value.ByName.TryGetValue(type, out var parents))
                return parents;
        return null;
    }
}
