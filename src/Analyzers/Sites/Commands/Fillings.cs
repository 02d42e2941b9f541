using ImmutableGuard.Analyzers.Sites.Derived;
using ImmutableGuard.Analyzers.Sites.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Commands;

/// <summary>What a command's property holds after a function that was handed the command.</summary>
/// <param name="Values">What the function may set it to.</param>
/// <param name="Leaves">Whether it may be what it was before.</param>
internal sealed record Filling(IReadOnlyList<Value> Values, bool Leaves)
{
    /// <summary>That of a function which doesn't touch it.</summary>
    public static Filling None { get; } = new([], Leaves: true);
}

/// <summary>
/// Tells what functions set a command's property to when they are handed the command: methods of this project, functions that callers
/// give, and what these hand it on to.
/// </summary>
internal sealed class Fillings
{
    // A monitor behind overloads behind overloads is some ten calls away.
    private const int Deepest = 16, MostCalls = 400;

    private readonly SourceCode code;
    private readonly string property;
    private readonly Givens? givens;
    private readonly KeptCommands kept;
    private readonly Dictionary<(IInvocationOperation, int, Frame), Filling?> known = [];

    public Fillings(SourceCode code, string property, Givens? givens) =>
        (this.code, this.property, this.givens, kept) = (code, property, givens, new(code, property, this));

    /// <summary>
    /// What sets the property through a reference to the command: an assignment, or the last call of a chain that does; null where nothing does.
    /// </summary>
    public IOperation? Setting(IOperation reference, Frame frame, int depth = 0)
    {
        IOperation? last = null;
        for (var held = Outermost(reference); ;)
        {
            switch (held.Parent)
            {
                case IPropertyReferenceOperation { Parent: IAssignmentOperation assignment } set when set.Property.Name == property && assignment.Target == set:
                    return ParameterRewriting.Is(assignment, code) ? last : assignment;
                case IArgumentOperation { Parameter: { } parameter, Parent: IInvocationOperation call }:
                    last = Of(call, parameter, frame, depth) is { Values.Count: 0 } ? last : call;
                    if (!Returns(call, parameter))
                        return last;
                    held = Outermost(call);
                    break;
                default:
                    return last;
            }
        }
    }

    /// <summary>Whether what the property held before a setting may be what it holds after it.</summary>
    public bool Leaves(IOperation setting, Frame frame) => setting is IInvocationOperation last && Along(last, frame, 0) is not { Leaves: false };

    /// <summary>Adds the values that a setting gives; false where not all can be seen.</summary>
    public bool Read(IOperation setting, Frame frame, List<Value> values, int depth = 0)
    {
        if (setting is not IInvocationOperation last)
        {
            values.Add(new(setting is ISimpleAssignmentOperation { Value: var given } ? given : setting, frame));
            return true;
        }

        if (Along(last, frame, depth) is not { } filling)
            return false;
        values.AddRange(filling.Values);
        return true;
    }

    /// <summary>What a chain of calls leaves, each of which returns the command that it is handed: <c>command.With(sql).Add(name, value)</c>.</summary>
    private Filling? Along(IInvocationOperation last, Frame frame, int depth)
    {
        var filling = Filling.None;
        foreach (var (call, parameter) in Chain(last).Reverse())
        {
            if (Of(call, parameter, frame, depth) is not { } one)
                return null;
            filling = one.Leaves ? new([.. filling.Values, .. one.Values], filling.Leaves) : one;
        }

        return filling;
    }

    private IEnumerable<(IInvocationOperation Call, IParameterSymbol Parameter)> Chain(IInvocationOperation last)
    {
        for (IOperation? call = last; call is IInvocationOperation one;)
        {
            var handed = one.Arguments.FirstOrDefault(argument => argument.Parameter is not null && CommandValues.Are(argument.Value));
            if (handed is null)
                yield break;
            yield return (one, handed.Parameter!);
            call = handed.Value.WithoutConversions();
        }
    }

    /// <summary>What the method that a call runs leaves in the property of what it is handed; null where that can't be seen.</summary>
    public Filling? Of(IInvocationOperation call, IParameterSymbol parameter, Frame frame, int depth)
    {
        if (depth > Deepest || known.Count > MostCalls)
            return null;
        var key = (call, parameter.Ordinal, frame);
        if (known.TryGetValue(key, out var found))
            return found;
        // One that calls itself isn't followed.
        known[key] = null;
        return known[key] = Find(call, parameter, frame, depth + 1);
    }

    private Filling? Find(IInvocationOperation call, IParameterSymbol parameter, Frame frame, int depth)
    {
        if (call.TargetMethod.MethodKind == MethodKind.DelegateInvoke)
        {
            if (call.ReceiverValue() is not { } called)
                return null;
            var origins = new Origins(code, givens);
            if (origins.FunctionsOf(new(called, frame)) is { } functions)
                return Together(functions.Select(function => In(function.Body, function.Parameters[parameter.Ordinal], Bound(function, call, frame), depth)));
            // Whoever gives the function says what it sets, if anything.
            return origins.Of(new(called, frame)) is [{ Operation: IParameterReferenceOperation } open] ? new([open], Leaves: true) : null;
        }

        if (!code.SetsFromOutside(property))
            return Filling.None;
        if (code.BodyOf(call.Definition()) is { } body)
            return In(body, call.Definition().Implementation().Parameters[parameter.Ordinal], Origins.FrameOf(call, frame), depth);
        // Whoever implements it elsewhere leaves the command alone where all do that are here; what else it would set nobody knows.
        if (code.BodiesHere(call.Definition()) is { } bodies)
            return Together(bodies.Select(one => In(one.Body, one.Method.Parameters[parameter.Ordinal], Origins.FrameOf(one.Method, call.Arguments, frame), depth))) is { } together
                && (together.Values.Count == 0 || code.IsClosed(call.Definition())) ? together : null;
        // A library leaves a command's text alone, but may hand it to the functions it is given, or keep it for others.
        return call.TargetMethod.ContainingType.DeclaringSyntaxReferences.IsEmpty && !call.Arguments.Any(argument => argument.Value is IDelegateCreationOperation created && Sets(created))
            && !kept.MaySetFrom(call, depth) ? Filling.None : null;
    }

    private bool Sets(IOperation created) =>
        created.Descendants().OfType<IPropertyReferenceOperation>().Any(reference => reference.Property.Name == property && reference.Parent is IAssignmentOperation);

    private static Filling? Together(IEnumerable<Filling?> all)
    {
        var (values, leaves, some) = (new List<Value>(), false, all.ToList());
        foreach (var one in some)
        {
            if (one is null)
                return null;
            values.AddRange(one.Values);
            leaves |= one.Leaves;
        }

        return new(values, leaves || some.Count == 0);
    }

    private static Frame Bound((IReadOnlyList<IParameterSymbol> Parameters, IOperation Body, Frame Frame) function, IInvocationOperation call, Frame frame) =>
        function.Frame.With(function.Parameters, call.Arguments, frame);

    /// <summary>What the functions that a value can be leave in the property of the one command that they take; null where that can't be seen.</summary>
    public Filling? OfFunctions(Value function) => new Origins(code, givens).FunctionsOf(function) is { } functions
        && functions.All(one => one.Parameters.Count(parameter => CommandValues.IsCommand(parameter.Type)) == 1)
            ? Together(functions.Select(one => In(one.Body, one.Parameters.First(parameter => CommandValues.IsCommand(parameter.Type)), one.Frame, 0)))
            : null;

    private Filling? In(IOperation body, IParameterSymbol parameter, Frame frame, int depth)
    {
        foreach (var use in body.DescendantsAndSelf().OfType<IParameterReferenceOperation>())
            if (SymbolEqualityComparer.Default.Equals(use.Parameter, parameter) && IsOutOfSight(use, frame, depth))
                return null;
        if (VariableDefinitions.AtEnd(body, parameter, reference => Setting(reference, frame, depth), setting => Leaves(setting, frame)) is not { } definitions)
            return null;
        var values = new List<Value>();
        foreach (var definition in definitions.Reaching)
            // Another command in its place is none of those that were handed in.
            if (definition is IVariableDeclaratorOperation or ISimpleAssignmentOperation { Target: IParameterReferenceOperation } || !Read(definition, frame, values, depth))
                return null;
        return new(values, definitions.ReachesFromStart);
    }

    /// <summary>Whether a use of a command gives it to somebody who may set the property without that being seen.</summary>
    public bool IsOutOfSight(IOperation use, Frame frame, int depth = 0)
    {
        for (var held = Outermost(use); ;)
        {
            switch (held.Parent)
            {
                case IPropertyReferenceOperation:
                    return false;
                case IArgumentOperation { Parameter: { } parameter, Parent: IInvocationOperation call }:
                    if (Of(call, parameter, frame, depth) is null)
                        return true;
                    if (!Returns(call, parameter))
                        return MayReturn(call, parameter) && kept.MaySet(call, frame, depth);
                    held = Outermost(call);
                    break;
                // Who calls a method sees what comes back from it.
                case IReturnOperation:
                    return false;
                default:
                    return kept.MaySet(held, frame, depth);
            }
        }
    }

    /// <summary>Whether a call gives back the very command that it is handed.</summary>
    private bool Returns(IInvocationOperation call, IParameterSymbol parameter, int depth = 0) =>
        CommandValues.IsFluent(call) && parameter.Ordinal == 0
        || depth < Deepest && CommandValues.IsCommand(call.TargetMethod.ReturnType) && code.BodyOf(call.Definition()) is { } body && ReturnedValues.Of(body) is { } returns
            && call.Definition().Implementation().Parameters[parameter.Ordinal] is var own && returns.All(returned => IsSame(returned.WithoutConversions(), own, depth));

    private bool IsSame(IOperation value, IParameterSymbol parameter, int depth) => value switch
    {
        IParameterReferenceOperation reference => SymbolEqualityComparer.Default.Equals(reference.Parameter, parameter) && VariableDefinitions.Of(reference) is { Reaching.Count: 0 },
        IInvocationOperation call => call.Arguments.Any(argument => argument.Parameter is { } given && IsSame(argument.Value.WithoutConversions(), parameter, depth) && Returns(call, given, depth + 1)),
        _ => false,
    };

    private bool MayReturn(IInvocationOperation call, IParameterSymbol parameter) =>
        code.BodyOf(call.Definition()) is { } body && ReturnedValues.Of(body) is { } returns && call.Definition().Implementation().Parameters[parameter.Ordinal] is var own
        && returns.Any(returned => returned.WithoutConversions() is IParameterReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Parameter, own));

    /// <summary>An operation with the conversions and parentheses around it: a cast changes nobody.</summary>
    public static IOperation Outermost(IOperation operation)
    {
        while (operation.Parent is IConversionOperation or IParenthesizedOperation)
            operation = operation.Parent;
        return operation;
    }
}
