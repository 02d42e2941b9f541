using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Values;

/// <summary>A value that the callers of a method give, and not all of them can be seen.</summary>
internal static class GivenByCallers
{
    /// <summary>
    /// The parameter that a value is, with nothing assigned to it; null where the value is made of more, a call that was followed
    /// gives it, or all callers can be seen.
    /// </summary>
    public static IParameterSymbol? Parameter(Value value, SourceCode code)
    {
        if (value.Operation.WithoutConversions() is not IParameterReferenceOperation { Parameter: { RefKind: RefKind.None, ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.AnonymousFunction } } parameter } use)
            return null;
        return VariableDefinitions.Of(use) is { ReachesFromStart: true, Reaching.Count: 0 } && value.Frame.Of(parameter) is null
            && new Origins(code).ArgumentsOf(parameter, value.Frame) is null
            ? parameter
            : null;
    }
}
