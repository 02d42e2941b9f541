using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Values;

/// <summary>
/// Tells an assignment that only rewrites the parameters of a command's own text, for a provider that marks them differently: a
/// parameter is a value, whatever it is called, and what the text does stays what it was.
/// </summary>
internal static class ParameterRewriting
{
    private const string Markers = "@:?$";

    /// <summary>Whether an assignment sets a property to its own value with other parameters.</summary>
    public static bool Is(IAssignmentOperation assignment, SourceCode code) =>
        assignment is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } && IsRewritten(assignment.Value, target, null, code);

    private static bool IsRewritten(IOperation value, IPropertyReferenceOperation target, IParameterSymbol? stand, SourceCode code) => value.WithoutConversions() switch
    {
        IPropertyReferenceOperation own when stand is null => SymbolEqualityComparer.Default.Equals(own.Property, target.Property) && IsSame(own.Instance, target.Instance),
        IParameterReferenceOperation parameter => stand is not null && SymbolEqualityComparer.Default.Equals(parameter.Parameter, stand)
            && VariableDefinitions.Of(parameter) is { Reaching.Count: 0, ReachesFromStart: true },
        IConditionalOperation { WhenFalse: { } whenFalse } conditional => IsRewritten(conditional.WhenTrue, target, stand, code) && IsRewritten(whenFalse, target, stand, code),
        IInvocationOperation { TargetMethod: { Name: "Replace", ContainingType.SpecialType: SpecialType.System_String }, Instance: { } text, Arguments: [{ Value: var old }, ..] } =>
            StartsWithMarker(old) && IsRewritten(text, target, stand, code),
        IInvocationOperation call when stand is null && code.BodyOf(call.Definition()) is { } body && ReturnedValues.Of(body) is { } returns =>
            call.Arguments.Where(argument => argument.Parameter is not null && IsRewritten(argument.Value, target, null, code)).Take(2).ToList() is [var given]
            && returns.All(returned => IsRewritten(returned, target, call.Definition().Implementation().Parameters[given.Parameter!.Ordinal], code)),
        _ => false,
    };

    private static bool StartsWithMarker(IOperation text)
    {
        var first = text.WithoutConversions();
        while (first is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, ConstantValue.HasValue: false } sum)
            first = sum.LeftOperand.WithoutConversions();
        if (first is IInterpolatedStringOperation { Parts: [IInterpolatedStringTextOperation { Text: var start }, ..] })
            first = start;
        return first.ConstantValue is { HasValue: true, Value: string { Length: > 0 } or char } constant && Markers.IndexOf(constant.Value!.ToString()![0]) >= 0;
    }

    private static bool IsSame(IOperation? one, IOperation? other) => (one?.WithoutConversions(), other?.WithoutConversions()) switch
    {
        (ILocalReferenceOperation left, ILocalReferenceOperation right) => SymbolEqualityComparer.Default.Equals(left.Local, right.Local),
        (IParameterReferenceOperation left, IParameterReferenceOperation right) => SymbolEqualityComparer.Default.Equals(left.Parameter, right.Parameter),
        (IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } left, IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } right) =>
            SymbolEqualityComparer.Default.Equals(left.Field, right.Field),
        _ => false,
    };
}
