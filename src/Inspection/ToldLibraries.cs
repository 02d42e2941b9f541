using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using ImmutableGuard.Sinks;

namespace ImmutableGuard.Inspection;

/// <summary>
/// The libraries of an application whose SQL is told where they are called, and whether anything that is deployed with them calls what
/// isn't told.
/// </summary>
public sealed class ToldLibraries
{
    private readonly IReadOnlyList<ToldLibrary> own, shipped;
    private readonly Lazy<List<References>> users;

    /// <summary>Creates the libraries of an application.</summary>
    /// <param name="own">What the user's catalogue files say; of several lines about one version of a library the first counts.</param>
    /// <param name="shipped">What the catalogue says that ships with this release. It speaks of packages: what is built here under their name may be another.</param>
    /// <param name="deployed">Every assembly of the application, its own among them, with the version of the package it comes from.</param>
    /// <exception cref="IOException">An assembly can't be read; thrown when the first library is asked about.</exception>
    public ToldLibraries(IReadOnlyList<ToldLibrary> own, IReadOnlyList<ToldLibrary> shipped, IEnumerable<(string Path, string? Package)> deployed)
    {
        (this.own, this.shipped) = (own, shipped);
        // What the told libraries call of each other is told with them.
        users = new(() => [.. deployed.Select(file => References.Of(file.Path, file.Package)).OfType<References>().Where(user => Line(user.Name, user.Version, user.Package) is null)]);
    }

    /// <summary>What the catalogue says of an assembly; null where it says nothing, or not of this version.</summary>
    /// <param name="reader">The assembly.</param>
    /// <param name="package">The version of the package it comes from; null where it comes from none.</param>
    /// <param name="objection">Why it doesn't hold here; null where it does, and where nothing is said of any version.</param>
    internal ToldLibrary? Find(MetadataReader reader, string? package, out string? objection)
    {
        var (assembly, version) = (reader.GetString(reader.GetAssemblyDefinition().Name), VersionOf(reader, package));
        var line = Line(assembly, version, package);
        objection = line is not null ? Objection(line)
            : own.Concat(shipped).LastOrDefault(each => each.Assembly == assembly) is not { } other ? null
            : other.Has(version) ? $"the catalogue speaks of the package with {assembly}, and this comes from none"
            : $"the catalogue speaks of {assembly} {other.First} to {other.Last}, and this is {version}";
        return objection is null ? line : null;
    }

    /// <summary>The version that tells which methods an assembly has: of libraries that keep their identity's number, the other one.</summary>
    private static string VersionOf(MetadataReader reader, string? package) =>
        package ?? AssemblyInspector.ReadVersion(reader) ?? reader.GetAssemblyDefinition().Version.ToString();

    private ToldLibrary? Line(string assembly, string version, string? package) =>
        own.Concat(package is null ? [] : shipped).FirstOrDefault(line => line.Assembly == assembly && line.Has(version));

    private string? Objection(ToldLibrary line) => (
        from user in line.Exceptions.Count == 0 ? [] : users.Value
        from exception in line.Exceptions
        where user.Has(exception)
        select $"{user.Name} refers to {exception.Substring(2)}, and what that does isn't told where it is called").FirstOrDefault();

    /// <summary>What an assembly refers to in others.</summary>
    private sealed record References(string Name, string Version, string? Package, HashSet<string> Types, HashSet<string> Members)
    {
        /// <summary>Looks at an assembly; null where the file is none.</summary>
        public static References? Of(string path, string? package)
        {
            try
            {
                using var file = new PEReader(File.OpenRead(path));
                if (!file.HasMetadata || !file.GetMetadataReader().IsAssembly)
                    return null;
                var reader = file.GetMetadataReader();
                return new(
                    reader.GetString(reader.GetAssemblyDefinition().Name), VersionOf(reader, package), package,
                    [.. reader.TypeReferences.Select(reader.FullName)],
                    [.. reader.MemberReferences.Select(reader.GetMemberReference).Select(member => $"{reader.FullName(member.Parent)}.{reader.GetString(member.Name)}")]);
            }
            catch (BadImageFormatException)
            {
                return null;
            }
        }

        /// <summary>Whether it refers to what a name with its kind in front stands for.</summary>
        public bool Has(string name) => name.Substring(2) is var id && name[0] switch
        {
            'T' => Types.Contains(id) || Types.Any(type => type.StartsWith(id + "+", StringComparison.Ordinal)),
            'N' => Types.Any(type => type.StartsWith(id + ".", StringComparison.Ordinal)),
            _ => Members.Contains(id),
        };
    }
}
