using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace ImmutableGuard.Inspection;

/// <summary>Decodes a signature to the names that documentation-comment ids have for its types.</summary>
internal sealed class DocumentationNames : ISignatureTypeProvider<string, object?>
{
    public static DocumentationNames Instance { get; } = new();

    /// <summary>The parameter list of a documentation-comment id, without its parentheses.</summary>
    public static string ParameterList(MethodSignature<string> signature) => string.Join(",", signature.ParameterTypes);

    public string GetArrayType(string elementType, ArrayShape shape) =>
        $"{elementType}[{string.Join(",", Enumerable.Repeat("0:", shape.Rank))}]";

    public string GetByReferenceType(string elementType) => elementType + "@";

    public string GetFunctionPointerType(MethodSignature<string> signature) => "";

    /// <summary>Each type of a nested chain takes as many arguments as its name says: <c>A`1+B`1</c> is <c>A{x}.B{y}</c>.</summary>
    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments)
    {
        var taken = 0;
        return string.Join(".", genericType.Split('.').Select(part =>
        {
            var mark = part.IndexOf('`');
            if (mark < 0 || !int.TryParse(part.Substring(mark + 1), out var count))
                return part;
            taken += count;
            return $"{part.Substring(0, mark)}{{{string.Join(",", typeArguments.Skip(taken - count).Take(count))}}}";
        }));
    }

    public string GetGenericMethodParameter(object? genericContext, int index) => $"``{index}";

    public string GetGenericTypeParameter(object? genericContext, int index) => $"`{index}";

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

    public string GetPinnedType(string elementType) => elementType;

    public string GetPointerType(string elementType) => elementType + "*";

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => "System." + typeCode;

    public string GetSZArrayType(string elementType) => elementType + "[]";

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        reader.FullName(handle).Replace('+', '.');

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        reader.FullName(handle).Replace('+', '.');

    public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);
}
