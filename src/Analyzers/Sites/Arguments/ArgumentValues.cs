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

    /// <summary>Every value a property is given: by the constructor's parameter of its name, the initializer, and later assignments.</summary>
    private static IReadOnlyList<Value>? GivenTo(IOperation argument, string property, SourceCode code)
    {
        var made = argument.WithoutConversions();
        var later = made is ILocalReferenceOperation local ? LaterGiven(local, property) : [];
        if (later is null || made is not (ILocalReferenceOperation or IObjectCreationOperation) || new Origins(code).Of(new(made, Frame.Empty)) is not { } origins
            || !origins.All(origin => origin.Operation is IObjectCreationOperation))
            return null;
        return [.. origins.SelectMany(origin => AtCreation((IObjectCreationOperation)origin.Operation, property, origin.Frame)), .. later];
    }

    private static IEnumerable<Value> AtCreation(IObjectCreationOperation creation, string property, Frame frame)
    {
        var initial = creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>()
            .FirstOrDefault(setting => setting.Target is IPropertyReferenceOperation target && target.Property.Name == property)?.Value;
        var value = initial ?? creation.Arguments
            .FirstOrDefault(argument => string.Equals(argument.Parameter?.Name, property, StringComparison.OrdinalIgnoreCase))?.Value;
        return value is null ? [] : [new(value, frame)];
    }

    /// <summary>The values it is assigned after the creation; null where somebody else gets hold of the object and may set it.</summary>
    private static List<Value>? LaterGiven(ILocalReferenceOperation local, string property)
    {
        var values = new List<Value>();
        foreach (var use in local.Root().DescendantsAndSelf().OfType<ILocalReferenceOperation>())
        {
            if (!SymbolEqualityComparer.Default.Equals(use.Local, local.Local))
                continue;
            if (use.Parent is IPropertyReferenceOperation { Parent: ISimpleAssignmentOperation assignment } target
                && target.Property.Name == property && assignment.Target == target)
                values.Add(new(assignment.Value, Frame.Empty));
            else if (!LeavesAlone(use))
                return null;
        }

        return values;
    }

    private static bool LeavesAlone(ILocalReferenceOperation use) => use.Parent switch
    {
        IPropertyReferenceOperation or IReturnOperation or IUsingOperation => true,
        ISimpleAssignmentOperation assignment => assignment.Target == use,
        IInvocationOperation { TargetMethod: var called } => IsLibrarys(called),
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var called } } => IsLibrarys(called),
        _ => false,
    };

    /// <summary>Whether code is a library's, which changes nothing of a request but what its name says.</summary>
    private static bool IsLibrarys(IMethodSymbol method) => method.DeclaringSyntaxReferences.IsEmpty;
}
