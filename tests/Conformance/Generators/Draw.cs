using CsCheck;

namespace ImmutableGuard.Conformance.Generators;

/// <summary>The choices that make one statement; the same seed makes the same ones.</summary>
/// <param name="random">Where they come from.</param>
public sealed class Draw(PCG random)
{
    /// <summary>A number from 0 to below <paramref name="limit"/>.</summary>
    public int Below(int limit) => (int)random.Next((uint)limit);

    /// <summary>True so often.</summary>
    public bool Chance(int percent) => Below(100) < percent;

    /// <summary>One of those.</summary>
    public T Of<T>(params ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    /// <summary>One of those ways to go on; only the chosen one is gone.</summary>
    public string Way(params ReadOnlySpan<Func<string>> ways) => ways[Below(ways.Length)]();

    /// <summary>The text, so often; else nothing.</summary>
    public string Maybe(int percent, string text) => Chance(percent) ? text : "";
}
