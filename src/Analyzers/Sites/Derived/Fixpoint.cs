using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Sites.Derived;

/// <summary>
/// What methods pass on that may call each other: all that are met on the way are read again, each once a round, until a round adds
/// nothing. In a round a method that is being read stands for what the round before made of it.
/// </summary>
/// <param name="known">What is known for good, of whichever method was asked for before.</param>
/// <param name="read">Reads one method, asking for those that it calls.</param>
internal sealed class Fixpoint(ConcurrentDictionary<IMethodSymbol, IReadOnlyList<Access>> known, Func<IMethodSymbol, Fixpoint, IReadOnlyList<Access>> read)
{
    // No real code comes near these; whoever does passes nothing on, and is reported itself.
    private const int MostRounds = 6, MostReads = 4000, Deepest = 150;

    private readonly Dictionary<IMethodSymbol, State> states = new(SymbolEqualityComparer.Default);
    private int round, depth, reads;
    private bool hasCycle, hasChanged, isTooMuch;

    /// <summary>What a method passes on; while others are being read, as far as it is known by then.</summary>
    public IReadOnlyList<Access> Of(IMethodSymbol method)
    {
        if (known.TryGetValue(method, out var passed))
            return passed;
        if (depth > 0)
            return InRound(method);
        (round, reads, hasCycle, isTooMuch) = (0, 0, false, false);
        states.Clear();
        do
        {
            (round, hasChanged) = (round + 1, false);
            InRound(method);
        }
        while (hasCycle && hasChanged && !isTooMuch && round < MostRounds);
        if (isTooMuch)
            return known.GetOrAdd(method, []);
        foreach (var read in states)
            known.TryAdd(read.Key, hasCycle && hasChanged ? Access.Unknown(read.Value.Accesses) : read.Value.Accesses);
        return known[method];
    }

    private IReadOnlyList<Access> InRound(IMethodSymbol method)
    {
        if (!states.TryGetValue(method, out var state))
            states.Add(method, state = new());
        if (state.Round == round)
        {
            hasCycle |= state.IsOpen;
            return state.Accesses;
        }

        if (++reads > MostReads || depth == Deepest)
        {
            isTooMuch = true;
            return [];
        }

        (state.Round, state.IsOpen) = (round, true);
        depth++;
        try
        {
            var passed = read(method, this);
            hasChanged |= passed.Count != state.Accesses.Count;
            return state.Accesses = passed;
        }
        finally
        {
            depth--;
            state.IsOpen = false;
        }
    }

    private sealed class State
    {
        public IReadOnlyList<Access> Accesses { get; set; } = [];

        public int Round { get; set; }

        public bool IsOpen { get; set; }
    }
}
