using ImmutableGuard.Analyzers.Sites.Strings;
using ImmutableGuard.Analyzers.Sites.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Collections;

/// <summary>What the elements of a list are: of one that stands in the code, that a text is split into, or that is made of another.</summary>
internal static class Lists
{
    private const int Deepest = 8;

    /// <summary>The elements of a list that stands in the code and keeps them, or that an iterator gives; null where it is made otherwise.</summary>
    public static IReadOnlyList<Value>? ElementsOf(Value list, SourceCode code)
    {
        if (list.Operation is IInvocationOperation call && code.BodyOf(call.Definition()) is { } body && ReturnedValues.OfIterator(body) is { } given)
            return Origins.FrameOf(call, list.Frame) is var inner ? [.. given.Select(value => new Value(value, inner))] : null;
        return ElementsOf(list.Operation) is { } elements && KeptLists.Are(list.Operation, code) ? [.. elements.Select(element => new Value(element, list.Frame))] : null;
    }

    /// <summary>The keys and values of a dictionary that stands in the code and keeps them; null where it is made otherwise.</summary>
    public static IReadOnlyList<(IOperation Key, Value Value)>? EntriesOf(Value dictionary, Origins origins, SourceCode code)
    {
        // One that is made of another has what that had then.
        if (dictionary.Operation is IInvocationOperation { TargetMethod.Name: "ToFrozenDictionary" or "ToImmutableDictionary" or "AsReadOnly", Arguments: [{ Value: var other }, ..] } copy && copy.Definition().DeclaringSyntaxReferences.IsEmpty
            && copy.Arguments.Skip(1).All(argument => argument.Parameter?.Type.Name == "IEqualityComparer"))
            return origins.Of(new(other, dictionary.Frame)) is [var only] ? EntriesOf(only, origins, code) : null;
        return dictionary.Operation is IObjectCreationOperation { Initializer: { } initializer, Arguments: var arguments }
            && arguments.All(argument => argument.Parameter?.Type is { SpecialType: SpecialType.System_Int32 } or { Name: "IEqualityComparer" })
            && AddedBy(initializer) is { } added && KeptLists.Are(dictionary.Operation, code) ? [.. added.Select(entry => (entry.Key, new Value(entry.Value, dictionary.Frame)))] : null;
    }

    /// <summary>The keys and values that the initializer of a dictionary adds; null where it does anything else.</summary>
    public static IReadOnlyList<(IOperation Key, IOperation Value)>? AddedBy(IObjectOrCollectionInitializerOperation initializer)
    {
        var added = new List<(IOperation, IOperation)>();
        foreach (var one in initializer.Initializers)
        {
            if (one is IInvocationOperation { TargetMethod.Name: "Add", Arguments: [{ Value: var key }, { Value: var value }] })
                added.Add((key, value));
            else if (one is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [{ Value: var under }] }, Value: var set })
                added.Add((under, set));
            else
                return null;
        }

        return added;
    }

    private static IReadOnlyList<IOperation>? ElementsOf(IOperation list) => list switch
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
    public static IReadOnlyList<Value>? PartsIn(Value list, Origins origins, SourceCode code) => PartsIn(list, origins, code, 0);

    private static IReadOnlyList<Value>? PartsIn(Value list, Origins origins, SourceCode code, int depth)
    {
        if (TextParts.IsSplit(list.Operation))
            return KeptLists.Are(list.Operation, code) ? [list] : null;
        if (depth == Deepest || LinqOf(list.Operation) is not { } call || origins.Of(new(call.Arguments[0].Value, list.Frame)) is not { } sources)
            return null;
        var parts = new List<Value>();
        foreach (var source in sources)
        {
            if (PartsIn(source, origins, code, depth + 1) is not { } some)
                return null;
            parts.AddRange(some);
        }

        return !KeptLists.Are(call, code) ? null
            : KeepsElements(call) ? parts
            : MadeBy(call, list.Frame, origins) is { } made ? [.. made.SelectMany(one => parts.Select(part => new Value(one.Operation, one.Frame.With(one.Element, part))))]
            : null;
    }

    /// <summary>What each element is of a list that is made of another's elements; null where it is made otherwise.</summary>
    public static IReadOnlyList<Value>? ProjectionsOf(Value list, Origins origins, SourceCode code) => ProjectionsOf(list, origins, code, 0);

    private static IReadOnlyList<Value>? ProjectionsOf(Value list, Origins origins, SourceCode code, int depth)
    {
        if (depth == Deepest || origins.Of(list) is not { } lists)
            return null;
        var projected = new List<Value>();
        foreach (var (operation, frame) in lists)
        {
            if (LinqOf(operation) is not { } call || !KeptLists.Are(call, code))
                return null;
            if (MadeBy(call, frame, origins) is { } made)
                projected.AddRange(made.Select(one => new Value(one.Operation, one.Frame)));
            else if (KeepsElements(call) && ProjectionsOf(new(call.Arguments[0].Value, frame), origins, code, depth + 1) is { } elements)
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
            if (ReturnedValues.Of(body) is not { } returns)
                return null;
            made.AddRange(returns.Select(returned => (returned, inner, parameters[0])));
        }

        return made;
    }
}
