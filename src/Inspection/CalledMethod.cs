using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace ImmutableGuard.Inspection;

/// <summary>A method that an instruction refers to.</summary>
/// <param name="Type">The full metadata name of its declaring type.</param>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">The full metadata names of its parameters' types, the instance not counted.</param>
/// <param name="IsInstance">Whether it is called on an instance.</param>
/// <param name="ReturnsVoid">Whether it gives nothing.</param>
/// <param name="ParameterList">The parameter list of its documentation-comment id; made when it is asked for, as hardly any sink asks.</param>
internal sealed record CalledMethod(
    string Type, string Name, ImmutableArray<string> Parameters, bool IsInstance, bool ReturnsVoid, Func<string> ParameterList)
{
    /// <summary>The method a token names; null where it names a field or a type.</summary>
    public static CalledMethod? Resolve(MetadataReader reader, int token)
    {
        var handle = MetadataTokens.EntityHandle(token);
        if (handle.Kind == HandleKind.MethodSpecification)
            handle = reader.GetMethodSpecification((MethodSpecificationHandle)handle).Method;
        switch (handle.Kind)
        {
            case HandleKind.MethodDefinition:
                var method = reader.GetMethodDefinition((MethodDefinitionHandle)handle);
                return Create(reader, method.GetDeclaringType(), method.Name, method.DecodeSignature(DefinitionNames.Instance, null),
                    () => DocumentationNames.ParameterList(method.DecodeSignature(DocumentationNames.Instance, null)));
            case HandleKind.MemberReference:
                var member = reader.GetMemberReference((MemberReferenceHandle)handle);
                return member.GetKind() == MemberReferenceKind.Method
                    ? Create(reader, member.Parent, member.Name, member.DecodeMethodSignature(DefinitionNames.Instance, null),
                        () => DocumentationNames.ParameterList(member.DecodeMethodSignature(DocumentationNames.Instance, null)))
                    : null;
            default:
                return null;
        }
    }

    private static CalledMethod Create(MetadataReader reader, EntityHandle type, StringHandle name, MethodSignature<string> signature, Func<string> parameterList) => new(
        reader.FullName(type), reader.GetString(name), signature.ParameterTypes, signature.Header.IsInstance, signature.ReturnType == "System.Void", parameterList);
}
