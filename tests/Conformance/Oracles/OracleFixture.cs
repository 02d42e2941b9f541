using ImmutableGuard.Conformance.Generators;
using ImmutableGuard.Sql;

namespace ImmutableGuard.Conformance.Oracles;

/// <summary>Opens the oracles that a class of tests asks for; a test whose oracle is missing is skipped.</summary>
public sealed class OracleFixture : IDisposable
{
    private const ulong Seed = 20261123;
    private const int Count = 1500;

    private readonly Dictionary<SqlDialect, IOracle> open = [];
    private readonly Dictionary<SqlDialect, List<(string Text, Seen Seen)>> generated = [];
    private readonly Dictionary<SqlDialect, string> missing = [];

    /// <summary>The oracle of a dialect, about the tables of <see cref="Schemas"/>.</summary>
    public IOracle For(SqlDialect dialect)
    {
        Skip.If(missing.TryGetValue(dialect, out var why), why);
        if (open.TryGetValue(dialect, out var oracle))
            return oracle;
        try
        {
            return open[dialect] = Oracle.Open(dialect, lenient: false);
        }
        catch (OracleMissingException e)
        {
            missing[dialect] = e.Message;
            Skip.If(true, e.Message);
            throw;
        }
    }

    /// <summary>Generated statements, the same every time, with what the oracle sees in those that it accepts.</summary>
    public IReadOnlyList<(string Text, Seen Seen)> Generated(SqlDialect dialect)
    {
        if (generated.TryGetValue(dialect, out var asked))
            return asked;
        var oracle = For(dialect);
        asked = [.. ImmutableGuard.Conformance.Generators.Generated.Texts(dialect, Seed, Count).Select(text => (text, oracle.Ask(text))).Where(pair => pair.Item2.Accepted)];
        Assert.True(asked.Count > Count * 0.9, $"The grammar makes too much that is no SQL: {Count - asked.Count} of {Count}");
        return generated[dialect] = asked;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var oracle in open.Values)
            oracle.Dispose();
    }
}
