using System.Reflection.Metadata;

namespace ImmutableGuard.Inspection;

/// <summary>Names of types in metadata, as <c>Type.FullName</c> gives them, generic arguments left out.</summary>
internal static class MetadataNames
{
    /// <summary>The full name of a type definition, reference or specification; empty for what has none (an array, a pointer).</summary>
    public static string FullName(this MetadataReader reader, EntityHandle type) => type.Kind switch
    {
        HandleKind.TypeDefinition => reader.FullName((TypeDefinitionHandle)type),
        HandleKind.TypeReference => reader.FullName((TypeReferenceHandle)type),
        HandleKind.TypeSpecification => reader.GetTypeSpecification((TypeSpecificationHandle)type).DecodeSignature(DefinitionNames.Instance, null),
        _ => "",
    };

    public static string FullName(this MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        var name = reader.GetString(type.Name);
        return !type.GetDeclaringType().IsNil
            ? $"{reader.FullName(type.GetDeclaringType())}+{name}"
            : Join(reader.GetString(type.Namespace), name);
    }

    public static string FullName(this MetadataReader reader, TypeReferenceHandle handle)
    {
        var type = reader.GetTypeReference(handle);
        var name = reader.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{reader.FullName((TypeReferenceHandle)type.ResolutionScope)}+{name}"
            : Join(reader.GetString(type.Namespace), name);
    }

    private static string Join(string space, string name) => space.Length == 0 ? name : $"{space}.{name}";
}
