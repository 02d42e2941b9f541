using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using ImmutableGuard.Inspection;
using ImmutableGuard.Sinks;

namespace ImmutableGuard.Catalogue.Tests;

/// <summary>A public method whose name says that it changes what exists, and that no line of the catalogue stands for.</summary>
/// <param name="Type">The full metadata name of its type.</param>
/// <param name="Name">Its name.</param>
/// <param name="Ancestors">What its type is, derives from and implements.</param>
internal sealed record ChangingMethod(string Type, string Name, ISet<string> Ancestors)
{
    private static readonly ReferencedTypes References = new(Libraries.Platform.Concat(Libraries.Current));

    /// <summary>
    /// The methods of an assembly; where an overload is no sink, it is among them. What overrides or implements one that is there itself isn't: who
    /// answers for that one answers for it.
    /// </summary>
    /// <param name="path">The assembly.</param>
    /// <param name="isMeant">Which namespaces are looked into.</param>
    public static IReadOnlyList<ChangingMethod> In(string path, Func<string, bool> isMeant)
    {
        using var file = new PEReader(File.OpenRead(path));
        if (!file.HasMetadata)
            return [];
        var reader = file.GetMetadataReader();
        var graph = new TypeGraph(reader, References);
        var sinks = new SinkMethods(SinkCatalogue.Embedded, graph);
        var all = new Dictionary<(string Type, string Name), ChangingMethod>();
        foreach (var type in reader.TypeDefinitions.Where(type => IsPublic(reader, type) && isMeant(NamespaceOf(reader, type))))
        {
            var (name, ancestors) = (reader.FullName(type), default(ISet<string>));
            foreach (var handle in reader.GetTypeDefinition(type).GetMethods().Where(handle => MayChange(reader, reader.GetMethodDefinition(handle))))
                if (sinks.Find(CalledMethod.Resolve(reader, MetadataTokens.GetToken(handle))!).Count == 0 && reader.GetString(reader.GetMethodDefinition(handle).Name) is var own)
                    all[(name, own)] = new(name, own, ancestors ??= graph.SelfAndAncestors(name));
        }

        return [.. all.Values.Where(method => !method.Ancestors.Any(ancestor => ancestor != method.Type && all.ContainsKey((ancestor, method.Name))))];
    }

    private static bool MayChange(MetadataReader reader, MethodDefinition method) =>
        (method.Attributes & (MethodAttributes.MemberAccessMask | MethodAttributes.SpecialName)) == MethodAttributes.Public && ChangeWords.Are(reader.GetString(method.Name));

    /// <summary>Whether others can name a type: what the compiler makes of blocks of extensions has a name that nobody can write.</summary>
    private static bool IsPublic(MetadataReader reader, TypeDefinitionHandle handle) => reader.GetTypeDefinition(handle) is var type && !reader.GetString(type.Name).Contains('<') && (type.Attributes & TypeAttributes.VisibilityMask) switch
    {
        TypeAttributes.Public => true,
        TypeAttributes.NestedPublic => IsPublic(reader, type.GetDeclaringType()),
        _ => false,
    };

    private static string NamespaceOf(MetadataReader reader, TypeDefinitionHandle handle) =>
        reader.GetTypeDefinition(handle) is var type && type.GetDeclaringType() is { IsNil: false } outer ? NamespaceOf(reader, outer) : reader.GetString(type.Namespace);
}
