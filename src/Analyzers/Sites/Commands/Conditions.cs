using ImmutableGuard.Analyzers.Sites.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Commands;

/// <summary>What a null check decides: <c>if (sql != null) command.CommandText = sql;</c></summary>
internal static class Conditions
{
    /// <summary>
    /// Whether a definition counts wherever what it sets is given, and only there: it stands behind a check of that very parameter, which every way to a
    /// use passes. So does a function that a caller may give.
    /// </summary>
    /// <param name="definition">The definition.</param>
    /// <param name="given">What it sets.</param>
    /// <param name="frame">What the parameters around it stand for.</param>
    /// <param name="use">The use.</param>
    public static bool DecideOn(IOperation definition, Value given, Frame frame, IOperation use)
    {
        if (ParameterOf(given, frame) is not { } parameter)
            return false;
        for (var (current, parent) = (definition, definition.Parent); parent is not null; (current, parent) = (parent, parent.Parent))
        {
            switch (parent)
            {
                case IBlockOperation block when IsAround(block, use):
                    // Nobody checks a function that must be given.
                    return given.Operation.Type?.TypeKind == TypeKind.Delegate;
                case IBlockOperation or IExpressionStatementOperation or IAwaitOperation or IConversionOperation or IParenthesizedOperation:
                    break;
                // A further call in the chain, whose result nobody wants.
                case IArgumentOperation { Parent: IInvocationOperation }:
                case IInvocationOperation:
                    break;
                case IConditionalAccessOperation access when access.WhenNotNull == current && Is(access.Operation, parameter) && access.Parent is IExpressionStatementOperation { Parent: IBlockOperation block }:
                    return IsAround(block, use);
                case IConditionalOperation { WhenFalse: null } conditional when conditional.WhenTrue == current && conditional.Parent is IBlockOperation block:
                    return IsAround(block, use) && IsGiven(conditional.Condition.WithoutConversions(), parameter);
                default:
                    return false;
            }
        }

        return false;
    }

    private static bool IsAround(IBlockOperation block, IOperation use)
    {
        for (var parent = use.Parent; parent is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation); parent = parent.Parent)
            if (parent == block)
                return true;
        return false;
    }

    /// <summary>The parameter around the definition that a value is, with nothing assigned to it; null where it is none.</summary>
    private static IParameterSymbol? ParameterOf(Value value, Frame frame)
    {
        for (var i = 0; i < 20; i++)
        {
            if (value.Operation.WithoutConversions() is not IParameterReferenceOperation { Parameter: var parameter } reference || VariableDefinitions.Of(reference) is not { Reaching.Count: 0, ReachesFromStart: true })
                return null;
            if (ReferenceEquals(value.Frame, frame))
                return parameter;
            if (value.Frame.Of(parameter) is not { } argument)
                return null;
            value = argument;
        }

        return null;
    }

    private static bool Is(IOperation? operation, IParameterSymbol parameter) =>
        operation?.WithoutConversions() is IParameterReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Parameter, parameter);

    /// <summary>Whether a condition holds exactly where a parameter is given: it isn't null, or isn't empty.</summary>
    private static bool IsGiven(IOperation condition, IParameterSymbol parameter) => condition switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } unequal => IsNull(unequal.RightOperand) && Is(unequal.LeftOperand, parameter) || IsNull(unequal.LeftOperand) && Is(unequal.RightOperand, parameter),
        IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value: var value } } } pattern => IsNull(value) && Is(pattern.Value, parameter),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: IInvocationOperation { TargetMethod: { Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace", ContainingType.SpecialType: SpecialType.System_String }, Arguments: [{ Value: var text }] } } =>
            Is(text, parameter),
        _ => false,
    };

    private static bool IsNull(IOperation value) => value.WithoutConversions().ConstantValue is { HasValue: true, Value: null };
}
