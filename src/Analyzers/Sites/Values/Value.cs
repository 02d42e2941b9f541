using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Values;

/// <summary>An expression, and what the parameters in it stand for.</summary>
/// <param name="Operation">The expression.</param>
/// <param name="Frame">What the functions around it were called with, as far as a call was followed into them.</param>
internal readonly record struct Value(IOperation Operation, Frame Frame)
{
    /// <summary>What counts instead where this is null, or an empty text; null where nothing does.</summary>
    public IReadOnlyList<Value>? Others { get; private init; }

    /// <summary>This, with what counts instead where it is null, or an empty text.</summary>
    public Value Unless(IReadOnlyList<Value> others) => this with { Others = others };
}

/// <summary>The arguments of the calls that were followed to get to an expression; a parameter that it doesn't hold can be anything a caller gives.</summary>
internal sealed class Frame
{
    private readonly IParameterSymbol? parameter;
    private readonly Value value;
    private readonly Frame? others;

    private Frame(IParameterSymbol? parameter, Value value, Frame? others) => (this.parameter, this.value, this.others) = (parameter, value, others);

    /// <summary>The frame of code that is looked at by itself.</summary>
    public static Frame Empty { get; } = new(null, default, null);

    /// <summary>The frame of code whose value was kept: for whom nobody knows any more, so that what callers give says nothing of it.</summary>
    public static Frame Kept { get; } = new(null, default, null);

    /// <summary>Whether it is that of a value which was kept.</summary>
    public bool IsKept => others is null ? this == Kept : others.IsKept;

    /// <summary>The frame, with a parameter more.</summary>
    public Frame With(IParameterSymbol parameter, Value value) => new(parameter, value, this);

    /// <summary>The frame, with what another knows of constructors: code of the same object sees that too.</summary>
    public Frame WithConstructed(Frame other)
    {
        var frame = this;
        for (; other.others is not null; other = other.others)
            if (other.parameter!.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } && frame.Of(other.parameter) is null)
                frame = frame.With(other.parameter, other.value);
        return frame;
    }

    /// <summary>The frame, with what a call gives for some parameters, each at its place.</summary>
    /// <param name="parameters">The parameters of what the call runs, which may be fewer than it gives.</param>
    /// <param name="arguments">The call's arguments.</param>
    /// <param name="by">What the parameters around the call stand for.</param>
    public Frame With(IReadOnlyList<IParameterSymbol> parameters, IEnumerable<IArgumentOperation> arguments, Frame by) =>
        arguments.Aggregate(this, (inner, argument) => argument.Parameter is { Ordinal: var place } && place < parameters.Count ? inner.With(parameters[place], new(argument.Value, by)) : inner);

    /// <summary>What a parameter stands for; null where that isn't known.</summary>
    public Value? Of(IParameterSymbol parameter)
    {
        for (var frame = this; frame.others is not null; frame = frame.others)
            if (SymbolEqualityComparer.Default.Equals(frame.parameter, parameter))
                return frame.value;
        return null;
    }
}
