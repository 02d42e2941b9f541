using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Values;

/// <summary>What the elements of a list are: of one that stands in the code, that a text is split into, or that is made of another.</summary>
internal static class Lists
{
    private const int Deepest = 8;

    /// <summary>The elements of a list that stands in the code; null where it is made otherwise.</summary>
    public static IReadOnlyList<IOperation>? ElementsOf(IOperation list) => list switch
    {
        IArrayCreationOperation { Initializer.ElementValues: var elements } => elements,
        // A field's own, without a word before it.
        IArrayInitializerOperation { ElementValues: var elements } => elements,
        ICollectionExpressionOperation { Elements: var elements } when !elements.Any(element => element is ISpreadOperation) => elements,
        IObjectCreationOperation { Arguments.IsEmpty: true, Initializer.Initializers: var added } when added.All(add => add is IInvocationOperation { TargetMethod.Name: "Add", Arguments.Length: 1 }) =>
            [.. added.Select(add => ((IInvocationOperation)add).Arguments[0].Value)],
        _ => null,
    };

    /// <summary>The parts of a text, also where some are left out or changed one by one; null where a list is none of such parts.</summary>
    public static IReadOnlyList<Value>? PartsIn(Value list, Origins origins) => PartsIn(list, origins, 0);

    private static IReadOnlyList<Value>? PartsIn(Value list, Origins origins, int depth)
    {
        if (TextParts.IsSplit(list.Operation))
            return [list];
        if (depth == Deepest || LinqOf(list.Operation) is not { } call || origins.Of(new(call.Arguments[0].Value, list.Frame)) is not { } sources)
            return null;
        var parts = new List<Value>();
        foreach (var source in sources)
        {
            if (PartsIn(source, origins, depth + 1) is not { } some)
                return null;
            parts.AddRange(some);
        }

        return KeepsElements(call) ? parts
            : MadeBy(call, list.Frame, origins) is { } made ? [.. made.SelectMany(one => parts.Select(part => new Value(one.Operation, one.Frame.With(one.Element, part))))]
            : null;
    }

    /// <summary>What each element is of a list that is made of another's elements; null where it is made otherwise.</summary>
    public static IReadOnlyList<Value>? ProjectionsOf(Value list, Origins origins) => ProjectionsOf(list, origins, 0);

    private static IReadOnlyList<Value>? ProjectionsOf(Value list, Origins origins, int depth)
    {
        if (depth == Deepest || origins.Of(list) is not { } lists)
            return null;
        var projected = new List<Value>();
        foreach (var (operation, frame) in lists)
        {
            if (LinqOf(operation) is not { } call)
                return null;
            if (MadeBy(call, frame, origins) is { } made)
                projected.AddRange(made.Select(one => new Value(one.Operation, one.Frame)));
            else if (KeepsElements(call) && ProjectionsOf(new(call.Arguments[0].Value, frame), origins, depth + 1) is { } elements)
                projected.AddRange(elements);
            else
                return null;
        }

        return projected;
    }

    private static IInvocationOperation? LinqOf(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod.ContainingType: { Name: "Enumerable", ContainingNamespace.Name: "Linq" }, Arguments.Length: > 0 } call ? call : null;

    private static bool KeepsElements(IInvocationOperation call) =>
        call.TargetMethod.Name is "Where" or "ToList" or "ToArray" or "AsEnumerable" or "Distinct" or "Skip" or "Take" or "Reverse" or "OrderBy" or "OrderByDescending";

    /// <summary>What a <c>Select</c> makes of an element; null where it is another method, or can't be seen.</summary>
    private static IReadOnlyList<(IOperation Operation, Frame Frame, IParameterSymbol Element)>? MadeBy(IInvocationOperation call, Frame frame, Origins origins)
    {
        if (call is not { TargetMethod.Name: "Select", Arguments: [_, { Value: var selector }] } || origins.FunctionsOf(new(selector, frame)) is not { } functions)
            return null;
        var made = new List<(IOperation, Frame, IParameterSymbol)>();
        foreach (var (parameters, body, inner) in functions)
        {
            if (SourceCode.ReturnsOf(body) is not { } returns)
                return null;
            made.AddRange(returns.Select(returned => (returned, inner, parameters[0])));
        }

        return made;
    }
}
