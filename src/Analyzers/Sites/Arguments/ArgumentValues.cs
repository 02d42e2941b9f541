using ImmutableGuard.Analyzers.Sites.Derived;
using ImmutableGuard.Analyzers.Sites.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Arguments;

/// <summary>What an argument holds, or a property of one that is made in the same member: the method of a request, its address.</summary>
internal static class ArgumentValues
{
    /// <summary>
    /// The expressions that make the value. Empty where a property is given none, so that it has its default; null where they
    /// aren't known.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="path"><c>parameter</c> or <c>parameter.Property</c>, <c>this</c> for what the call is made on; alternatives separated by <c>|</c>.</param>
    /// <param name="code">The source code.</param>
    /// <param name="givens">What is left open; null where nothing is.</param>
    public static IReadOnlyList<Value>? Of(IInvocationOperation call, string path, SourceCode code, Givens? givens = null)
    {
        foreach (var alternative in path.Split('|'))
        {
            var dot = alternative.IndexOf('.');
            var parameter = dot < 0 ? alternative : alternative.Substring(0, dot);
            if ((parameter == "this" ? call.ReceiverValue() : call.ArgumentValue(parameter)) is { } argument)
                return Made(dot < 0 ? [new(argument, Frame.Empty)] : GivenTo(argument, alternative.Substring(dot + 1), code), code, givens);
        }

        return null;
    }

    private static IReadOnlyList<Value>? Made(IReadOnlyList<Value>? values, SourceCode code, Givens? givens)
    {
        var made = values?.Select(new Origins(code, givens).Of).ToList();
        return made is null || made.Contains(null) ? null : [.. made.SelectMany(some => some!)];
    }

    /// <summary>
    /// The expressions that make the value of a property of an object that stands for itself; as in
    /// <see cref="Of(IInvocationOperation, string, SourceCode, Givens?)"/>.
    /// </summary>
    public static IReadOnlyList<Value>? OfProperty(IOperation made, string property, SourceCode code, Givens? givens) => Made(GivenTo(made, property, code), code, givens);

    /// <summary>Every value a property is given: by the constructor's parameter of its name, the initializer, and later assignments.</summary>
    private static IReadOnlyList<Value>? GivenTo(IOperation argument, string property, SourceCode code)
    {
        var made = argument.WithoutConversions();
        if (made is IFieldReferenceOperation { Field: var field })
            return OfField(field.OriginalDefinition, property, code);
        var values = new List<Value>();
        // What is set before it is handed out, on every way there, is what counts, however it was made.
        if (made is ILocalReferenceOperation set && VariableDefinitions.Of(set, reference => SettingOf(reference, property)) is { ReachesFromStart: false, Reaching: { Count: > 0 } reaching }
            && reaching.All(definition => definition is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation }))
            return AddLater(set, set.Local, Frame.Empty, property, code, values) ? [.. reaching.Select(definition => new Value(((ISimpleAssignmentOperation)definition).Value, Frame.Empty))] : null;
        if (made is ILocalReferenceOperation local && !AddLater(local, local.Local, Frame.Empty, property, code, values)
            || made is not (ILocalReferenceOperation or IObjectCreationOperation) || new Origins(code).Of(new(made, Frame.Empty)) is not { } origins)
            return null;
        foreach (var origin in origins)
        {
            if (origin.Operation is not IObjectCreationOperation creation)
                return null;
            values.AddRange(AtCreation(creation, property, origin.Frame));
            // Who made it elsewhere may set it before it is handed out, and so may whoever hands it on.
            if (creation.Root().Syntax != made.Root().Syntax && code.SetsOfOthers(property, made.Root().Syntax))
                return null;
            if (HolderOf(creation) is { } holder ? !AddLater(creation, holder, origin.Frame, property, code, values) : !IsHandedOut(creation, code, property))
                return null;
        }

        return values;
    }

    /// <summary>Those of what a field holds that only this project gets at, where it is made for the field and nobody sets the property later.</summary>
    private static IReadOnlyList<Value>? OfField(IFieldSymbol field, string property, SourceCode code) =>
        field.DeclaredAccessibility is Accessibility.Private or Accessibility.Internal && code.AssignedTo(field) is { Count: > 0 } assigned && assigned.All(value => value is IObjectCreationOperation)
        && code.UsesOf(field) is { } uses && uses.All(use => OutermostOf(use).Parent switch
        {
            IPropertyReferenceOperation => SettingOf(use, property) is null,
            ISimpleAssignmentOperation assignment => assignment.Target == use,
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var called } } => IsLibrarys(called),
            IArgumentOperation { Parent: IObjectCreationOperation { Constructor: { } called } } => IsLibrarys(called),
            _ => false,
        })
            ? [.. assigned.SelectMany(value => AtCreation((IObjectCreationOperation)value, property, Frame.Empty))] : null;

    private static IOperation? SettingOf(IOperation reference, string property) =>
        reference.Parent is IPropertyReferenceOperation { Parent: ISimpleAssignmentOperation assignment } target && target.Property.Name == property && assignment.Target == target ? assignment : null;

    /// <summary>The variable that holds an object where it is made; null where none does.</summary>
    private static ILocalSymbol? HolderOf(IOperation creation) => OutermostOf(creation).Parent switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation local } => local.Local,
        _ => null,
    };

    private static bool IsHandedOut(IOperation creation, SourceCode code, string property) =>
        OutermostOf(creation).Parent is IReturnOperation or IUsingOperation || OutermostOf(creation).Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var called } } && IsLibrarys(called)
        || !code.SetsFromOutside(property);

    private static IOperation OutermostOf(IOperation operation)
    {
        while (operation.Parent is IConversionOperation or IParenthesizedOperation or IConditionalOperation or ICoalesceOperation)
            operation = operation.Parent;
        return operation;
    }

    private static IEnumerable<Value> AtCreation(IObjectCreationOperation creation, string property, Frame frame)
    {
        var initial = creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>()
            .FirstOrDefault(setting => setting.Target is IPropertyReferenceOperation target && target.Property.Name == property)?.Value;
        var value = initial ?? creation.Arguments
            .FirstOrDefault(argument => string.Equals(argument.Parameter?.Name, property, StringComparison.OrdinalIgnoreCase))?.Value;
        return value is null ? [] : [new(value, frame)];
    }

    /// <summary>Adds the values it is assigned after the creation; false where somebody else gets hold of the object and may set it.</summary>
    private static bool AddLater(IOperation within, ILocalSymbol holder, Frame frame, string property, SourceCode code, List<Value> values)
    {
        foreach (var use in within.Root().DescendantsAndSelf().OfType<ILocalReferenceOperation>())
        {
            if (!SymbolEqualityComparer.Default.Equals(use.Local, holder))
                continue;
            if (SettingOf(use, property) is ISimpleAssignmentOperation { Value: var given })
            {
                if (!values.Contains(new(given, frame)))
                    values.Add(new(given, frame));
            }
            else if (!LeavesAlone(use, property, code))
            {
                return false;
            }
        }

        return true;
    }

    private static bool LeavesAlone(ILocalReferenceOperation use, string property, SourceCode code) => use.Parent switch
    {
        IPropertyReferenceOperation or IReturnOperation or IUsingOperation => true,
        ISimpleAssignmentOperation assignment => assignment.Target == use,
        IInvocationOperation { TargetMethod: var called } => IsLibrarys(called) || !code.SetsFromOutside(property),
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var called } } => IsLibrarys(called) || !code.SetsFromOutside(property),
        _ => false,
    };

    /// <summary>Whether code is a library's, which changes nothing of a request but what its name says.</summary>
    private static bool IsLibrarys(IMethodSymbol method) => method.DeclaringSyntaxReferences.IsEmpty;
}
