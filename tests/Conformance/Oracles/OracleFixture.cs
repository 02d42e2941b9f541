using ImmutableGuard.Sql;

namespace ImmutableGuard.Conformance.Oracles;

/// <summary>Opens the oracles that a class of tests asks for; a test whose oracle is missing is skipped.</summary>
public sealed class OracleFixture : IDisposable
{
    private readonly Dictionary<SqlDialect, IOracle> open = [];
    private readonly Dictionary<SqlDialect, string> missing = [];

    /// <summary>The oracle of a dialect, about the tables of <see cref="Generators.Schemas"/>.</summary>
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

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var oracle in open.Values)
            oracle.Dispose();
    }
}
