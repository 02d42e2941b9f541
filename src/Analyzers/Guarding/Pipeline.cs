using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Guarding;

/// <summary>
/// Steps of a generator whose values are all objects. What the pipeline does with a type of values is compiled anew for that type in
/// each process of the compiler, and a project is often compiled by one of its own; for objects it is compiled once.
/// </summary>
internal static class Pipeline
{
    /// <summary>Two inputs as one, which equals another one with equal inputs.</summary>
    public static IncrementalValueProvider<Tuple<TLeft, TRight>> Pair<TLeft, TRight>(this IncrementalValueProvider<TLeft> left, IncrementalValueProvider<TRight> right)
        where TLeft : class?
        where TRight : class? =>
        left.Combine(right).Select((both, _) => Tuple.Create(both.Left, both.Right));
}
