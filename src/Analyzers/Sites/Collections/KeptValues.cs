using ImmutableGuard.Analyzers.Sites.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Collections;

/// <summary>
/// What a dictionary holds that nobody but its own type's code gets at: texts that are made once, each for a table or a type. Whichever of them is taken
/// out, it is one that was put in.
/// </summary>
internal static class KeptValues
{
    private static readonly HashSet<string> Asking = new(StringComparer.Ordinal) { "TryGetValue", "ContainsKey", "Clear", "Remove", "TryRemove", "EnsureCapacity" };

    /// <summary>The call that brings a variable's value out of a dictionary (<c>TryGetValue(key, out variable)</c>); null where a reference stands in no such call.</summary>
    public static IOperation? AskedFor(IOperation reference)
    {
        var argument = reference.Parent is IDeclarationExpressionOperation declared ? declared.Parent : reference.Parent;
        return argument is IArgumentOperation { Parameter: { RefKind: RefKind.Out, Ordinal: 1 }, Parent: IInvocationOperation { TargetMethod.Name: "TryGetValue", Instance: IFieldReferenceOperation } call } && IsDictionary(call.TargetMethod.ContainingType) ? call : null;
    }

    /// <summary>
    /// Whether something was found wherever a variable is used that <c>TryGetValue</c> fills: where it is what a condition asks for, or what is done without it leaves or fills the
    /// variable otherwise. Elsewhere it may be null, and nothing of a text.
    /// </summary>
    public static bool IsFound(IInvocationOperation asked, IOperation use)
    {
        var (current, isNegated) = ((IOperation)asked, false);
        for (; ; current = current.Parent!)
        {
            switch (current.Parent)
            {
                case IConversionOperation or IParenthesizedOperation:
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } when !isNegated:
                    break;
                case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not }:
                    isNegated = !isNegated;
                    break;
                case IConditionalOperation choice when choice.Condition == current:
                    return isNegated ? !IsIn(use, choice.WhenTrue) && (Leaves(choice.WhenTrue) || Fills(choice.WhenTrue, use)) : IsIn(use, choice.WhenTrue);
                default:
                    return false;
            }
        }
    }

    private static bool IsIn(IOperation use, IOperation branch)
    {
        for (var parent = use; parent is not null; parent = parent.Parent)
            if (parent == branch)
                return true;
        return false;
    }

    private static bool Leaves(IOperation branch) => branch switch
    {
        IBlockOperation { Operations: [.., var last] } => Leaves(last),
        IExpressionStatementOperation { Operation: IThrowOperation } or IThrowOperation or IReturnOperation or IBranchOperation { BranchKind: BranchKind.Continue or BranchKind.Break } => true,
        _ => false,
    };

    /// <summary>Whether each way through a branch gives the variable another value: one that stands in it without a condition.</summary>
    private static bool Fills(IOperation branch, IOperation use) => (branch is IBlockOperation { Operations: var steps } ? steps : [branch]).Any(step =>
        step is IExpressionStatementOperation { Operation: var done } && done.DescendantsAndSelf().OfType<ISimpleAssignmentOperation>().Any(assignment => !IsChosen(assignment, done) && (assignment.Target, use) switch
        {
            (ILocalReferenceOperation target, ILocalReferenceOperation used) => SymbolEqualityComparer.Default.Equals(target.Local, used.Local),
            (IParameterReferenceOperation target, IParameterReferenceOperation used) => SymbolEqualityComparer.Default.Equals(target.Parameter, used.Parameter),
            _ => false,
        }));

    /// <summary>Whether something around an operation decides whether it is carried out.</summary>
    private static bool IsChosen(IOperation operation, IOperation within)
    {
        for (var parent = operation; parent is not null && parent != within.Parent; parent = parent.Parent)
            if (parent is IConditionalOperation or ICoalesceOperation or ICoalesceAssignmentOperation or IConditionalAccessOperation or ISwitchExpressionOperation or IAnonymousFunctionOperation
                or IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr })
                return true;
        return false;
    }

    /// <summary>The values that a dictionary may hold, at least one; null where it is none of this kind, or others may fill it.</summary>
    public static IReadOnlyList<Value>? In(IOperation? dictionary, SourceCode code, Origins origins)
    {
        if (dictionary is not IFieldReferenceOperation { Field: { DeclaredAccessibility: Accessibility.Private } field } || !IsDictionary(field.Type)
            || code.AssignedTo(field.OriginalDefinition) is not { } made || code.UsesOf(field.OriginalDefinition) is not { } uses)
            return null;
        var values = new List<Value>();
        return made.All(one => Initial(one.WithoutConversions(), values)) && uses.All(use => Used(use, origins, values)) && values.Count > 0 ? values : null;
    }

    private static bool IsDictionary(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "Dictionary" or "IDictionary" or "ConcurrentDictionary" or "SortedDictionary", TypeArguments.Length: 2 } && type.DeclaringSyntaxReferences.IsEmpty;

    private static bool Initial(IOperation made, List<Value> values)
    {
        if (made is ICollectionExpressionOperation { Elements.IsEmpty: true })
            return true;
        // Not a copy of another one.
        if (made is not IObjectCreationOperation creation || !IsDictionary(creation.Type) || creation.Arguments.Any(argument => IsDictionary(argument.Value.WithoutConversions().Type) || argument.Parameter?.Name is "collection" or "dictionary"))
            return false;
        if (creation.Initializer is not { } initializer)
            return true;
        if (Lists.AddedBy(initializer) is not { } added)
            return false;
        values.AddRange(added.Select(entry => new Value(entry.Value, Frame.Kept)));
        return true;
    }

    private static bool Used(IOperation use, Origins origins, List<Value> values)
    {
        switch (use.Parent)
        {
            case ISimpleAssignmentOperation assignment when assignment.Target == use:
                return true;
            case IPropertyReferenceOperation { Property.IsIndexer: true } item when item.Instance == use:
                return item.Parent switch
                {
                    ISimpleAssignmentOperation set when set.Target == item => Add(set.Value),
                    ICoalesceAssignmentOperation set when set.Target == item => Add(set.Value),
                    IAssignmentOperation set => set.Target != item,
                    _ => true,
                };
            case IPropertyReferenceOperation { Property.Name: "Count" or "Keys" or "Values" or "IsEmpty" }:
                return true;
            case IInvocationOperation call when call.Instance == use && IsDictionary(call.TargetMethod.ContainingType):
                return call switch
                {
                    { TargetMethod.Name: "Add" or "TryAdd", Arguments: [_, { Value: var added }] } => Add(added),
                    { TargetMethod.Name: "GetOrAdd", Arguments: [_, { Value: var made }] } => AddMade(made),
                    _ => Asking.Contains(call.TargetMethod.Name),
                };
            default:
                return false;
        }

        bool Add(IOperation value)
        {
            values.Add(new(value, Frame.Kept));
            return true;
        }

        bool AddMade(IOperation made)
        {
            if (made.WithoutConversions() is not (IDelegateCreationOperation or IAnonymousFunctionOperation) && made.Type?.TypeKind != TypeKind.Delegate)
                return Add(made);
            if (origins.FunctionsOf(new(made, Frame.Kept)) is not { } functions)
                return false;
            foreach (var function in functions)
            {
                if (ReturnedValues.Of(function.Body) is not { } returns)
                    return false;
                values.AddRange(returns.Select(returned => new Value(returned, function.Frame)));
            }

            return true;
        }
    }
}
