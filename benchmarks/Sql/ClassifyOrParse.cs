using BenchmarkDotNet.Attributes;
using ImmutableGuard.Sql;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace ImmutableGuard.Benchmarks.Sql;

/// <summary>The effects of one statement of some 150 characters, against ScriptDom's parse of the same text.</summary>
[MemoryDiagnoser]
public class ClassifyOrParse
{
    private readonly TSql170Parser parser = new(initialQuotedIdentifiers: true);

    private string text = "";

    /// <summary>The kinds of statements, by name.</summary>
    [Params("delete with a join", "select with a join", "update", "update with a join", "insert", "insert of a query", "merge")]
    public string Statement { get; set; } = "";

    /// <summary>Picks the text.</summary>
    [GlobalSetup]
    public void Pick() => text = Statement switch
    {
        "delete with a join" => "DELETE o FROM sales.Orders AS o INNER JOIN sales.Customers AS c ON c.Id = o.CustomerId WHERE c.Closed = 1 AND o.Placed < @before AND o.State = 'shipped'",
        "select with a join" => "SELECT o.Id, o.Placed, o.State, c.Name, c.City FROM sales.Orders o LEFT JOIN sales.Customers c ON c.Id = o.CustomerId WHERE o.State = @state ORDER BY o.Id",
        "update" => "UPDATE sales.Orders SET State = 'shipped', ShippedAt = SYSUTCDATETIME(), ShippedBy = @user, Version = Version + 1 WHERE Id = @id AND Version = @version",
        "insert" => "INSERT INTO sales.Orders (Id, CustomerId, Placed, State, Total, Currency, Note) VALUES (@id, @customer, SYSUTCDATETIME(), 'new', @total, 'EUR', @note)",
        "update with a join" => "UPDATE o SET State = 'closed', Total = 0 FROM sales.Orders AS o INNER JOIN sales.Customers AS c ON c.Id = o.CustomerId WHERE c.Closed = 1 AND o.Placed < @p",
        "insert of a query" => "INSERT INTO sales.Archive (Id, Placed, Name) SELECT o.Id, o.Placed, c.Name FROM sales.Orders o JOIN sales.Customers c ON c.Id = o.CustomerId WHERE o.Id = @p",
        "merge" => "MERGE INTO sales.Orders t USING @new n ON t.Id = n.Id WHEN MATCHED THEN UPDATE SET State = n.State WHEN NOT MATCHED THEN INSERT (Id, State) VALUES (n.Id, n.State);",
        _ => throw new InvalidOperationException($"there is no statement '{Statement}'"),
    };

    /// <summary>ScriptDom's parse, without a look at its tree.</summary>
    [Benchmark(Baseline = true)]
    public TSqlFragment Parse() => parser.Parse(new StringReader(text), out _);

    /// <summary>Our effects.</summary>
    [Benchmark]
    public Effects Classify() => SqlEffects.Of(text, SqlDialect.TSql);

    /// <summary>Our effects where the dialect isn't known.</summary>
    [Benchmark]
    public Effects ClassifyAny() => SqlEffects.Of(text, SqlDialect.Any);
}
