using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Values;

/// <summary>
/// Which definitions of a local variable or a parameter can reach a use of it: its declaration, assignments, <c>+=</c>, and for
/// a <c>StringBuilder</c> the calls that change it. Branches, loops and handlers count with everything that is defined in them.
/// </summary>
internal sealed class VariableDefinitions
{
    private static readonly HashSet<string> BuilderChanges = new(StringComparer.Ordinal)
    {
        "Append", "AppendLine", "AppendFormat", "AppendJoin", "Insert", "Remove", "Replace", "Clear",
    };

    private readonly ISymbol variable;
    private readonly Func<IOperation, IOperation?> definitionBy;
    private readonly Func<IOperation, bool> leaves;
    private readonly HashSet<IOperation> all = [];

    private VariableDefinitions(ISymbol variable, Func<IOperation, IOperation?>? definitionBy, Func<IOperation, bool>? leaves) =>
        (this.variable, this.definitionBy, this.leaves) = (variable, definitionBy ?? (_ => null), leaves ?? (_ => false));

    /// <summary>The definitions that reach the use.</summary>
    public List<IOperation> Reaching { get; } = [];

    /// <summary>Whether what the variable held at first can reach the use too: a parameter's argument.</summary>
    public bool ReachesFromStart { get; private set; } = true;

    /// <summary>The definitions that can reach a use; null where the variable can get a value in a way that isn't followed.</summary>
    /// <param name="use">The reference to a local variable or a parameter.</param>
    /// <param name="definitionBy">
    /// What else defines what is asked for, given a reference to the variable: of a command's text, the assignment to that
    /// property. Null where nothing does.
    /// </param>
    /// <param name="leaves">Whether what was before such a definition may still be there after it. Null where it never is.</param>
    public static VariableDefinitions? Of(IOperation use, Func<IOperation, IOperation?>? definitionBy = null, Func<IOperation, bool>? leaves = null)
    {
        if (VariableOf(use) is not { } variable)
            return null;
        var definitions = new VariableDefinitions(variable, definitionBy, leaves);
        if (!definitions.ReadAll(use.Root(), FunctionAround(use), out var isStraight))
            return null;
        if (isStraight)
            definitions.ReachesFromStart = !definitions.ReadReaching(use);
        else
            definitions.Reaching.AddRange(definitions.all);
        return definitions;
    }

    /// <summary>The definitions of a parameter that can hold when its function has run; otherwise as <see cref="Of"/>.</summary>
    /// <param name="body">The function's code.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="definitionBy">What else defines what is asked for.</param>
    /// <param name="leaves">Whether what was before such a definition may still be there after it.</param>
    public static VariableDefinitions? AtEnd(IOperation body, IParameterSymbol parameter, Func<IOperation, IOperation?> definitionBy, Func<IOperation, bool> leaves)
    {
        var definitions = new VariableDefinitions(parameter, definitionBy, leaves);
        var function = body as IAnonymousFunctionOperation ?? body as ILocalFunctionOperation ?? FunctionAround(body);
        if (!definitions.ReadAll(body, function, out var isStraight))
            return null;
        // What returns before the end may leave anything that was there until then.
        var code = body is ILocalFunctionOperation { Body: { } block } ? block : body;
        if (isStraight && body.DescendantsAndSelf().OfType<IReturnOperation>().Count(returned => FunctionAround(returned) == function) < 2 && !body.DescendantsAndSelf().Any(operation => operation is IReturnOperation && IsEarly(operation)))
            definitions.ReachesFromStart = !definitions.Collect(code);
        else
            definitions.Reaching.AddRange(definitions.all);
        return definitions;

        bool IsEarly(IOperation returned)
        {
            for (var (current, parent) = (returned, returned.Parent); current != body && parent is not null; (current, parent) = (parent, parent.Parent))
            {
                if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation && parent != function)
                    return false;
                if (parent is not (IBlockOperation or IUsingOperation or ILockOperation or IMethodBodyOperation or IAnonymousFunctionOperation or ILocalFunctionOperation) || parent is IBlockOperation block && block.Operations.Last() != current)
                    return true;
            }

            return false;
        }
    }

    private static ISymbol? VariableOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    /// <summary>The value that a definition alone gives; null where it builds on the one before.</summary>
    public static IOperation? ValueOf(IOperation definition) => definition switch
    {
        IVariableDeclaratorOperation declarator => declarator.GetVariableInitializer()?.Value,
        ISimpleAssignmentOperation { Target: not IPropertyReferenceOperation } assignment => assignment.Value,
        _ => null,
    };

    private bool ReadAll(IOperation root, IOperation? function, out bool isStraight)
    {
        isStraight = true;
        var isDeclared = variable is IParameterSymbol;
        foreach (var operation in root.DescendantsAndSelf())
        {
            switch (operation)
            {
                // A foreach variable's declarator stands in the loop itself, a pattern's variable has none.
                case IVariableDeclaratorOperation { Parent: IVariableDeclarationOperation, Symbol.RefKind: RefKind.None } declarator when Is(declarator.Symbol):
                    isDeclared = true;
                    isStraight &= FunctionAround(declarator) == function;
                    if (declarator.GetVariableInitializer() is not null)
                        all.Add(declarator);
                    break;
                case ILocalReferenceOperation or IParameterReferenceOperation when VariableOf(operation) is { } referred && Is(referred):
                    var reference = operation;
                    if ((DefinitionBy(reference) ?? definitionBy(reference)) is { } definition)
                    {
                        if (IsHandedOn(definition))
                            return false;
                        // Declared where a call brings it out.
                        isDeclared |= reference is ILocalReferenceOperation { IsDeclaration: true };
                        all.Add(definition);
                        isStraight &= FunctionAround(definition) == function;
                    }
                    else if (MayChange(reference))
                    {
                        return false;
                    }

                    break;
                case ILabeledOperation:
                    isStraight = false;
                    break;
            }
        }

        return isDeclared;
    }

    private bool Is(ISymbol other) => SymbolEqualityComparer.Default.Equals(other, variable);

    /// <summary>The definition that a reference to the variable stands in, as what is defined; null where it only reads it.</summary>
    private static IOperation? DefinitionBy(IOperation reference) => reference.Parent switch
    {
        ISimpleAssignmentOperation { IsRef: false } assignment when assignment.Target == reference => assignment,
        ICompoundAssignmentOperation compound when compound.Target == reference => compound,
        ICoalesceAssignmentOperation coalesce when coalesce.Target == reference => coalesce,
        IInvocationOperation call when call.Instance == reference && IsBuilderChange(call) => OutermostChange(call),
        IPropertyReferenceOperation { Property.Name: "Length", Parent: IAssignmentOperation or IIncrementOrDecrementOperation } length when IsBuilder(reference.Type) && IsTarget(length, length.Parent!) => length.Parent,
        _ => null,
    };

    private static bool IsTarget(IOperation property, IOperation change) => change is not IAssignmentOperation assignment || assignment.Target == property;

    /// <summary>Whether a call changes the <c>StringBuilder</c> it is made on, and returns that same one.</summary>
    public static bool IsBuilderChange(IInvocationOperation call) =>
        call.TargetMethod.ContainingType is { Name: "StringBuilder", ContainingNamespace: { Name: "Text", ContainingNamespace.Name: "System" } }
        && BuilderChanges.Contains(call.TargetMethod.Name);

    private static IOperation OutermostChange(IInvocationOperation call)
    {
        while (call.Parent is IInvocationOperation outer && outer.Instance == call && IsBuilderChange(outer))
            call = outer;
        return call;
    }

    private static bool MayChange(IOperation use) => PartWrites.IsByReference(use) || PartWrites.InPart(use) || use.Parent switch
    {
        // Somebody else's hands on a builder can change it: only what reads it leaves it as it is.
        var parent when IsBuilder(use.Type) => parent switch
        {
            IInvocationOperation call => call.Instance != use,
            IPropertyReferenceOperation part => part.Parent is IAssignmentOperation assignment && assignment.Target == part,
            _ => parent is not (IInterpolationOperation or IBinaryOperation or IIsPatternOperation or INameOfOperation),
        },
        ISimpleAssignmentOperation { IsRef: true } => true,
        ITupleOperation tuple => IsTarget(tuple),
        IDeclarationExpressionOperation => true,
        _ => false,
    };

    private static bool IsBuilder(ITypeSymbol? type) => type is { Name: "StringBuilder" };

    /// <summary>Whether what a change of a builder returns, which is the builder, gets into other hands: <c>var other = text.Append(x)</c>.</summary>
    private bool IsHandedOn(IOperation definition)
    {
        if (definition is not IInvocationOperation call || !IsBuilderChange(call))
            return false;
        var held = definition;
        while (held.Parent is IConversionOperation or IParenthesizedOperation)
            held = held.Parent;
        return held.Parent switch
        {
            IExpressionStatementOperation or IInterpolationOperation => false,
            IPropertyReferenceOperation part => part.Parent is IAssignmentOperation or IIncrementOrDecrementOperation,
            IInvocationOperation read => read.Instance != held,
            IReturnOperation => FunctionAround(held) is not null,
            ISimpleAssignmentOperation assignment => assignment.Target is not IDiscardOperation && (VariableOf(assignment.Target) is not { } same || !Is(same)),
            _ => true,
        };
    }

    /// <summary>Whether a tuple is taken apart into its variables rather than made from them.</summary>
    private static bool IsTarget(IOperation tuple)
    {
        while (tuple.Parent is ITupleOperation outer)
            tuple = outer;
        return tuple.Parent is IDeconstructionAssignmentOperation assignment && assignment.Target == tuple
            || tuple.Parent is not (IArgumentOperation or IConversionOperation or IVariableInitializerOperation or IReturnOperation or IDeconstructionAssignmentOperation);
    }

    private static IOperation? FunctionAround(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return parent;
        return null;
    }

    /// <summary>Adds the definitions that reach a use; true where nothing from before all of them can.</summary>
    private bool ReadReaching(IOperation use)
    {
        for (var (current, parent) = (use, use.Parent); parent is not null; (current, parent) = (parent, parent.Parent))
        {
            if (parent is ILoopOperation around)
                AddTurns(around);
            else if (parent is ITryOperation attempt && current != attempt.Body)
                AddAll(attempt);
            else if (parent is ISwitchOperation choice ? Collect(choice.Value) : ChildrenBefore(parent, current).Any(Collect))
                return true;
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation)
                break;
        }

        return false;
    }

    /// <summary>What is carried out before a child of an operation, the last first; of two branches neither is before the other.</summary>
    private static IEnumerable<IOperation> ChildrenBefore(IOperation parent, IOperation child) => parent is IConditionalOperation conditional
        ? child == conditional.Condition ? [] : [conditional.Condition]
        : parent.ChildOperations.TakeWhile(other => other != child).Reverse();

    /// <summary>Adds the definitions that can hold at the end of an operation; true where none from before it can.</summary>
    private bool Collect(IOperation operation)
    {
        if (all.Contains(operation))
        {
            Add(operation);
            if (!leaves(operation))
                return true;
        }

        switch (operation)
        {
            case IConditionalOperation conditional:
                var isReplaced = Collect(conditional.WhenTrue);
                isReplaced &= conditional.WhenFalse is { } whenFalse && Collect(whenFalse);
                return isReplaced || Collect(conditional.Condition);
            case ITryOperation { Catches.IsEmpty: true } attempt:
                return attempt.Finally is { } last && Collect(last) || Collect(attempt.Body);
            case ILoopOperation loop:
                AddTurns(loop);
                return false;
            case ISwitchOperation or ISwitchExpressionOperation or ITryOperation or ICoalesceOperation or IConditionalAccessOperation
                or IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr }:
                AddAll(operation);
                return false;
            case IAnonymousFunctionOperation or ILocalFunctionOperation:
                return false;
            default:
                return operation.ChildOperations.Reverse().Any(Collect);
        }
    }

    /// <summary>Adds what the turns of a loop leave: what holds at the end of its body, where each turn comes to it.</summary>
    private void AddTurns(ILoopOperation loop)
    {
        if (loop.ChildOperations.Any(part => part != loop.Body && part.DescendantsAndSelf().Any(all.Contains))
            || loop.Body.DescendantsAndSelf().OfType<IBranchOperation>().Any(jump => Is(jump.Target, loop.ContinueLabel) || Is(jump.Target, loop.ExitLabel)))
            AddAll(loop);
        else
            Collect(loop.Body);

        static bool Is(ILabelSymbol target, ILabelSymbol label) => SymbolEqualityComparer.Default.Equals(target, label);
    }

    private void AddAll(IOperation operation)
    {
        foreach (var inner in operation.DescendantsAndSelf())
            if (all.Contains(inner))
                Add(inner);
    }

    private void Add(IOperation definition)
    {
        if (!Reaching.Contains(definition))
            Reaching.Add(definition);
    }
}
