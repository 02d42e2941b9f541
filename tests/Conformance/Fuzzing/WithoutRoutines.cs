using ImmutableGuard.Conformance.Oracles;
using ImmutableGuard.Sql;

namespace ImmutableGuard.Conformance.Fuzzing;

/// <summary>An oracle that says nothing of the functions a query calls: which of them are known to change something is no matter of grammar.</summary>
/// <param name="oracle">The oracle.</param>
internal sealed class WithoutRoutines(IOracle oracle) : IOracle
{
    /// <inheritdoc/>
    public SqlDialect Dialect => oracle.Dialect;

    /// <inheritdoc/>
    public Operation Sees => oracle.Sees & ~Operation.Call;

    /// <inheritdoc/>
    public Seen Ask(string text)
    {
        var seen = oracle.Ask(text);
        return seen with { Changes = seen.Changes.Where(change => change.Operation != Operation.Call).ToHashSet() };
    }

    /// <summary>The oracle belongs to somebody else.</summary>
    public void Dispose()
    {
    }
}
