using ImmutableGuard.Analyzers.Sites.Arguments;
using ImmutableGuard.Analyzers.Sites.Derived;
using ImmutableGuard.Analyzers.Sites.Values;
using ImmutableGuard.Sinks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Requests;

/// <summary>The operations a request carries out, by the HTTP methods it can have.</summary>
internal static class HttpMethods
{
    // HttpRequestMessage and RestRequest alike.
    private const string Default = "GET", Property = "Method";

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

    /// <summary>
    /// The mark of the parameter by which callers give the method: itself, or the request that has it. Null where they don't, or it isn't all that decides.
    /// </summary>
    /// <inheritdoc cref="Of"/>
    public static char? Open(IInvocationOperation call, string path, SourceCode code, Givens givens)
    {
        foreach (var alternative in path.Split('|'))
        {
            var dot = alternative.IndexOf('.');
            if (call.ArgumentValue(dot < 0 ? alternative : alternative.Substring(0, dot)) is not { } argument)
                continue;
            var isWhole = argument.WithoutConversions() is IParameterReferenceOperation;
            // A request that callers give is as they made it where nobody here sets the method of another's.
            if (dot >= 0 && isWhole && (alternative.Substring(dot + 1) != Property || code.SetsFromOutside(Property)))
                return null;
            var values = isWhole ? new Origins(code, givens).Of(new(argument, Frame.Empty)) : ArgumentValues.Of(call, alternative, code, givens);
            return values is [{ Operation: IParameterReferenceOperation { Parameter: var given } }] ? givens.MarkOf(given) : null;
        }

        return null;
    }

    /// <summary>The operations that a value stands for, which is a method or a request that has one; null where they aren't known.</summary>
    /// <param name="value">What a caller gives.</param>
    /// <param name="code">The source code.</param>
    /// <param name="givens">What the caller's own callers give; null where nothing is left open.</param>
    /// <param name="open">The mark of what they give, where that decides.</param>
    public static IReadOnlyList<Operation>? Given(IOperation value, SourceCode code, Givens? givens, out char? open)
    {
        open = null;
        var made = new Origins(code, givens).Of(new(value, Frame.Empty));
        if (made is [{ Operation: IParameterReferenceOperation { Parameter: var given } }])
        {
            open = givens?.MarkOf(given);
            return null;
        }

        var isMethod = value.WithoutConversions().Type is { TypeKind: TypeKind.Enum } or { Name: "HttpMethod" } or { SpecialType: SpecialType.System_String };
        var methods = isMethod ? made : ArgumentValues.OfProperty(value, Property, code, givens);
        if (!isMethod && methods is [{ Operation: IParameterReferenceOperation { Parameter: var inner } }])
        {
            open = givens?.MarkOf(inner);
            return null;
        }

        var operations = methods is null ? null : methods.Count == 0 && !isMethod ? [HttpVerbs.OperationOf(Default)] : methods.Select(one => HttpVerbs.OperationOf(Verb(one.Operation))).Distinct().ToList();
        return operations is null || operations.Count == 0 || operations.Contains(null) ? null : [.. operations.Select(operation => operation!.Value)];
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
