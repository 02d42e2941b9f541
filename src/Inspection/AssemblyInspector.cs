using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using ImmutableGuard.Manifests;
using ImmutableGuard.Sinks;

namespace ImmutableGuard.Inspection;

/// <summary>Reads a compiled assembly: the second engine, which trusts nothing the first one said.</summary>
public static class AssemblyInspector
{
    private const string ManifestAttribute = "ImmutableGuard.Runtime.AccessManifestAttribute";
    private const string VersionAttribute = "System.Reflection.AssemblyInformationalVersionAttribute";

    /// <summary>Looks at every method body of an assembly.</summary>
    /// <param name="path">The assembly.</param>
    /// <param name="references">The paths of the assemblies it was compiled against, from which it is told whose methods are sinks.</param>
    /// <param name="catalogue">The sinks that are known; null means those that ship with this release.</param>
    /// <param name="read">Gives the types of a reference, where they may be known already; null where each is read here.</param>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="BadImageFormatException">The file is not a .NET assembly, or a method body in it is damaged.</exception>
    /// <exception cref="Json.JsonSyntaxException">The embedded manifest can't be read by this release.</exception>
    public static InspectedAssembly Inspect(string path, IEnumerable<string> references, SinkCatalogue? catalogue = null, Func<string, DeclaredTypes>? read = null)
    {
        var bytes = File.ReadAllBytes(path);
        using var assembly = new PEReader(ImmutableArray.Create(bytes));
        if (!assembly.HasMetadata)
            throw new BadImageFormatException($"{path} is not a .NET assembly");
        var reader = assembly.GetMetadataReader();
        using var places = new SequencePoints(assembly, path);
        var types = new TypeGraph(reader, new ReferencedTypes(references, read));
        var bodies = new BodyReader(assembly, reader, new SinkMethods(catalogue ?? SinkCatalogue.Embedded, types), places);
        foreach (var method in reader.MethodDefinitions)
            bodies.Read(method);
        return new(Path.GetFileName(path), Sha256(bytes), ReadManifest(reader), bodies.Calls, bodies.GuardedSites, [.. types.Gaps]);
    }

    /// <summary>The manifest embedded in an assembly, without a look at its code; null where there is none.</summary>
    /// <inheritdoc cref="Inspect"/>
    public static AccessManifest? ReadManifest(string path)
    {
        using var assembly = new PEReader(File.OpenRead(path));
        return assembly.HasMetadata ? ReadManifest(assembly.GetMetadataReader()) : throw new BadImageFormatException($"{path} is not a .NET assembly");
    }

    internal static AccessManifest? ReadManifest(MetadataReader reader) =>
        ReadAttribute(reader, ManifestAttribute) is { } json ? ManifestReader.Read(json) : null;

    /// <summary>The version as people write it, with whatever the build adds; null where there is none.</summary>
    internal static string? ReadVersion(MetadataReader reader) => ReadAttribute(reader, VersionAttribute);

    /// <summary>The commit that the SDK writes behind the version's plus sign; null where there is none.</summary>
    internal static string? ReadCommit(MetadataReader reader)
    {
        var version = ReadVersion(reader) ?? "";
        var plus = version.IndexOf('+');
        var commit = version.Substring(plus + 1);
        return plus >= 0 && commit.Length is 40 or 64 && commit.All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f')) ? commit : null;
    }

    /// <summary>The first argument, a text, of an attribute on the assembly; null where there is no such attribute.</summary>
    private static string? ReadAttribute(MetadataReader reader, string type)
    {
        foreach (var handle in reader.GetAssemblyDefinition().GetCustomAttributes())
        {
            var attribute = reader.GetCustomAttribute(handle);
            if (TypeOf(reader, attribute.Constructor) != type)
                continue;
            var value = reader.GetBlobReader(attribute.Value);
            // ECMA-335 II.23.3: a prolog, then the constructor's arguments.
            value.ReadUInt16();
            return value.ReadSerializedString() ?? "";
        }

        return null;
    }

    private static string TypeOf(MetadataReader reader, EntityHandle constructor) => constructor.Kind switch
    {
        HandleKind.MemberReference => reader.FullName(reader.GetMemberReference((MemberReferenceHandle)constructor).Parent),
        HandleKind.MethodDefinition => reader.FullName(reader.GetMethodDefinition((MethodDefinitionHandle)constructor).GetDeclaringType()),
        _ => "",
    };

    /// <summary>The SHA-256 of a file, in lower-case hex.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static string Digest(string path) => Sha256(File.ReadAllBytes(path));

    internal static string Sha256(byte[] bytes)
    {
        using var sha256 = SHA256.Create();
        return string.Concat(sha256.ComputeHash(bytes).Select(part => part.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
    }
}
