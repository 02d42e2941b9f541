using ImmutableGuard.Analyzers.Sites.Commands;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Values;

/// <summary>What a lambda gets for a parameter from the method that it is handed to.</summary>
internal sealed class GivenToFunctions
{
    private const int Deepest = 8;

    private readonly SourceCode code;
    private readonly int ordinal;
    private readonly bool isCommand;
    private readonly List<Value> values = [];

    private GivenToFunctions(SourceCode code, IParameterSymbol parameter) =>
        (this.code, ordinal, isCommand) = (code, parameter.Ordinal, CommandValues.IsCommand(parameter.Type));

    /// <summary>The values of a parameter, at least one; null where not all can be seen.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="lambda">The lambda that it is one of.</param>
    /// <param name="frame">What the parameters around the lambda stand for.</param>
    /// <param name="code">The source code.</param>
    public static IReadOnlyList<Value>? Of(IParameterSymbol parameter, IMethodSymbol lambda, Frame frame, SourceCode code)
    {
        if (OperationOf(lambda, code) is not { } handed)
            return null;
        while (handed.Parent is IConversionOperation or IDelegateCreationOperation or IParenthesizedOperation)
            handed = handed.Parent;
        var given = new GivenToFunctions(code, parameter);
        return handed.Parent is IArgumentOperation { Parameter: { } taker, Parent: IInvocationOperation call }
            && given.By(call, taker.Ordinal, frame, 0) && given.values.Count > 0 ? given.values : null;
    }

    private static IOperation? OperationOf(IMethodSymbol lambda, SourceCode code) =>
        lambda.DeclaringSyntaxReferences is [var declaration] && code.Operation(declaration.GetSyntax()) is { } operation
            ? operation.DescendantsAndSelf().OfType<IAnonymousFunctionOperation>().FirstOrDefault(function => function.Syntax == declaration.GetSyntax())
            : null;

    /// <summary>
    /// Adds what the methods that a call can run give to the function that it hands them. Whoever implements one elsewhere is taken to give the function
    /// the command that it is handed for it, as those here do; a text it may make itself.
    /// </summary>
    private bool By(IInvocationOperation call, int taker, Frame frame, int depth)
    {
        // What comes back from a check that nobody asks for (Guard.NotNull(function);) is nobody's.
        var isDropped = call.Parent is IExpressionStatementOperation;
        if (code.BodyOf(call.Definition()) is { } body)
            return In(body, call.Definition().Implementation().Parameters[taker], Origins.FrameOf(call, frame), isDropped, depth);
        return (isCommand || code.IsClosed(call.Definition())) && code.BodiesHere(call.Definition()) is { } bodies
            && bodies.All(one => In(one.Body, one.Method.Parameters[taker], Origins.FrameOf(one.Method, call.Arguments, frame), isDropped, depth));
    }

    /// <summary>Adds what the body of a method gives to the function that one of its parameters holds; false where that can't be seen.</summary>
    private bool In(IOperation body, IParameterSymbol function, Frame frame, bool isDropped, int depth)
    {
        if (depth > Deepest)
            return false;
        foreach (var use in body.DescendantsAndSelf().OfType<IParameterReferenceOperation>().Where(use => SymbolEqualityComparer.Default.Equals(use.Parameter, function)))
        {
            IOperation handed = use;
            while (handed.Parent is IConversionOperation or IParenthesizedOperation or ICoalesceOperation || handed.Parent is IConditionalOperation choice && choice.Condition != handed)
                handed = handed.Parent;
            switch (handed.Parent)
            {
                case IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } invoked when invoked.Instance == handed:
                    if (ordinal >= invoked.Arguments.Length)
                        return false;
                    values.Add(new(invoked.Arguments[ordinal].Value, frame));
                    break;
                // Compared with null, in an argument check.
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } or IIsPatternOperation or INameOfOperation or ISimpleAssignmentOperation { Target: IDiscardOperation }:
                case IArgumentOperation argument when IsCheck(argument):
                case IReturnOperation when isDropped:
                    break;
                case IArgumentOperation { Parameter: { } taker, Parent: IInvocationOperation call }:
                    if (!By(call, taker.Ordinal, frame, depth + 1))
                        return false;
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Whether a library's method looks whether there is anything, as <c>ArgumentNullException.ThrowIfNull(function)</c> does: it takes what it is given first
    /// for anything, with texts behind it, and nobody asks for what comes back. One that kept it for later would need somewhere to keep it.
    /// </summary>
    private static bool IsCheck(IArgumentOperation argument) =>
        argument is
        {
            Parameter: { Ordinal: 0, RefKind: RefKind.None, OriginalDefinition.Type: { SpecialType: SpecialType.System_Object } or { TypeKind: TypeKind.TypeParameter } },
            Parent: IInvocationOperation { TargetMethod: { IsStatic: true, DeclaringSyntaxReferences.IsEmpty: true, Parameters: var parameters }, Parent: IExpressionStatementOperation },
        }
        && parameters.Skip(1).All(other => other.Type.SpecialType == SpecialType.System_String || other.IsOptional);
}
