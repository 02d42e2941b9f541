using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using ImmutableGuard.Inspection;
using ImmutableGuard.Sinks;

namespace ImmutableGuard.Catalogue.Tests;

/// <summary>The public methods of some assemblies, by the full metadata name of their type and their own.</summary>
internal sealed class PublicMethods
{
    private static readonly ReferencedTypes References = new(Libraries.Platform.Concat(Libraries.Current));

    private readonly Dictionary<(string Type, string Method), List<PublicMethod>> methods = [];

    public PublicMethods(IEnumerable<string> assemblies, IReadOnlySet<string> types)
    {
        foreach (var path in assemblies)
        {
            using var file = new PEReader(File.OpenRead(path));
            if (file.HasMetadata)
                Add(file.GetMetadataReader(), types);
        }
    }

    /// <summary>
    /// Adds the methods that types have of bases which haven't them themselves: a library's many clients, generated one by one, are told by what they derive from.
    /// </summary>
    /// <param name="assemblies">The assemblies.</param>
    /// <param name="bases">The bases with the methods.</param>
    public void AddDerived(IEnumerable<string> assemblies, IReadOnlySet<(string Type, string Method)> bases)
    {
        var names = bases.Select(one => one.Method).ToHashSet();
        foreach (var path in assemblies)
        {
            using var file = new PEReader(File.OpenRead(path));
            if (!file.HasMetadata)
                continue;
            var reader = file.GetMetadataReader();
            var graph = new TypeGraph(reader, References);
            foreach (var type in reader.TypeDefinitions.Select(reader.GetTypeDefinition))
                foreach (var method in type.GetMethods().Select(reader.GetMethodDefinition).Where(method => IsPublic(method) && names.Contains(reader.GetString(method.Name))))
                    foreach (var of in bases.Where(one => one.Method == reader.GetString(method.Name) && graph.SelfAndAncestors(reader.FullName(method.GetDeclaringType())).Contains(one.Type)))
                        Add(of, Read(reader, type, method));
        }
    }

    /// <summary>The overloads of a method; none where there is no such method.</summary>
    public IReadOnlyList<PublicMethod> Overloads(string type, string method) => methods.TryGetValue((type, method), out var found) ? found : [];

    private void Add(MetadataReader reader, IReadOnlySet<string> types)
    {
        foreach (var handle in reader.TypeDefinitions)
        {
            var name = reader.FullName(handle);
            if (!types.Contains(name))
                continue;
            var type = reader.GetTypeDefinition(handle);
            foreach (var method in type.GetMethods().Select(reader.GetMethodDefinition))
            {
                if (IsPublic(method))
                    Add((name, reader.GetString(method.Name) is var own && own == ".ctor" ? Sink.Constructor : own), Read(reader, type, method));
            }
        }
    }

    private void Add((string, string) key, PublicMethod method)
    {
        if (!methods.TryGetValue(key, out var overloads))
            methods.Add(key, overloads = []);
        overloads.Add(method);
    }

    private static bool IsPublic(MethodDefinition method) => (method.Attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public;

    private static PublicMethod Read(MetadataReader reader, TypeDefinition type, MethodDefinition method) => new(
        [.. method.GetParameters().Select(reader.GetParameter).Where(parameter => parameter.SequenceNumber > 0)
            .OrderBy(parameter => parameter.SequenceNumber).Select(parameter => reader.GetString(parameter.Name))],
        method.DecodeSignature(DefinitionNames.Instance, null).ParameterTypes,
        [.. type.GetGenericParameters().Concat(method.GetGenericParameters()).Select(parameter => reader.GetString(reader.GetGenericParameter(parameter).Name))]);
}
