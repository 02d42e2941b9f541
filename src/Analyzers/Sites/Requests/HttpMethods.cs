using ImmutableGuard.Analyzers.Sites.Arguments;
using ImmutableGuard.Analyzers.Sites.Values;
using ImmutableGuard.Sinks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Requests;

/// <summary>The operations a request carries out, by the HTTP methods it can have.</summary>
internal static class HttpMethods
{
    // HttpRequestMessage and RestRequest alike.
    private const string Default = "GET";

    /// <summary>The operations; null where the method isn't known.</summary>
    /// <param name="call">The call that sends the request.</param>
    /// <param name="path">The parameter that holds the method, or <c>parameter.Property</c>; alternatives separated by <c>|</c>.</param>
    /// <param name="code">The source code.</param>
    public static IReadOnlyList<Operation>? Of(IInvocationOperation call, string path, SourceCode code)
    {
        var verbs = ArgumentValues.Of(call, path, code) switch
        {
            null => [null],
            [] => [Default],
            var values => values.Select(value => Verb(value.Operation)),
        };
        var operations = verbs.Select(HttpVerbs.OperationOf).Distinct().ToList();
        return operations.Contains(null) ? null : [.. operations.Select(operation => operation!.Value)];
    }

    private static string? Verb(IOperation value) => value.WithoutConversions() switch
    {
        IPropertyReferenceOperation { Property: { IsStatic: true, Name: var name, ContainingType.Name: "HttpMethod" } } => name,
        IObjectCreationOperation { Type.Name: "HttpMethod", Arguments: [{ Value.ConstantValue: { HasValue: true, Value: string name } }] } => name,
        { Type: INamedTypeSymbol { TypeKind: TypeKind.Enum } type, ConstantValue: { HasValue: true, Value: { } number } } =>
            type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(member => number.Equals(member.ConstantValue))?.Name,
        _ => null,
    };
}
