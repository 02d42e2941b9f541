using BenchmarkDotNet.Attributes;
using ImmutableGuard.Sql;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace ImmutableGuard.Benchmarks.Sql;

/// <summary>The effects of one statement, against ScriptDom's parse of the same text.</summary>
[MemoryDiagnoser]
public class ClassifyOrParse
{
    private const string Statement =
        "DELETE o FROM sales.Orders AS o INNER JOIN sales.Customers AS c ON c.Id = o.CustomerId WHERE c.Closed = 1 AND o.Placed < @before AND o.State = 'shipped'";

    private readonly TSql170Parser parser = new(initialQuotedIdentifiers: true);

    /// <summary>ScriptDom's parse, without a look at its tree.</summary>
    [Benchmark(Baseline = true)]
    public TSqlFragment Parse() => parser.Parse(new StringReader(Statement), out _);

    /// <summary>Our effects.</summary>
    [Benchmark]
    public Effects Classify() => SqlEffects.Of(Statement, SqlDialect.TSql);
}
