using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using ImmutableGuard.Inspection;
using ImmutableGuard.Sinks;

namespace ImmutableGuard.Catalogue.Tests;

/// <summary>The public methods of some assemblies, by the full metadata name of their type and their own.</summary>
internal sealed class PublicMethods
{
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
                if ((method.Attributes & MethodAttributes.MemberAccessMask) != MethodAttributes.Public)
                    continue;
                var key = (name, reader.GetString(method.Name) is var own && own == ".ctor" ? Sink.Constructor : own);
                if (!methods.TryGetValue(key, out var overloads))
                    methods.Add(key, overloads = []);
                overloads.Add(Read(reader, type, method));
            }
        }
    }

    private static PublicMethod Read(MetadataReader reader, TypeDefinition type, MethodDefinition method) => new(
        [.. method.GetParameters().Select(reader.GetParameter).Where(parameter => parameter.SequenceNumber > 0)
            .OrderBy(parameter => parameter.SequenceNumber).Select(parameter => reader.GetString(parameter.Name))],
        method.DecodeSignature(DefinitionNames.Instance, null).ParameterTypes,
        [.. type.GetGenericParameters().Concat(method.GetGenericParameters()).Select(parameter => reader.GetString(reader.GetGenericParameter(parameter).Name))]);
}
