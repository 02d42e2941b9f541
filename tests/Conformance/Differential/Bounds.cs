using CsCheck;
using ImmutableGuard.Conformance.Generators;
using ImmutableGuard.Conformance.Oracles;
using ImmutableGuard.Sql;

namespace ImmutableGuard.Conformance.Differential;

/// <summary>'Bounded', judged by how many rows a statement really touches.</summary>
[Collection(OracleCollection.Name)]
public class Bounds(OracleFixture oracles)
{
    private const ulong Seed = 20261123;
    private const int Count = 1500;

    [SkippableTheory]
    [InlineData(SqlDialect.Sqlite)]
    [InlineData(SqlDialect.MySql)]
    public void Change_that_touches_every_row_IsUnbounded(SqlDialect dialect)
    {
        var database = (IRowCounter)oracles.For(dialect);
        var (all, some) = (0, 0);
        var wrong = new List<string>();
        for (uint i = 0; i < Count; i++)
        {
            var text = new BoundedChange(new Draw(new PCG(i, Seed))).Text();
            var touchesAll = database.Touched(BoundedChange.Fill, text) == BoundedChange.Rows;
            (all, some) = touchesAll ? (all + 1, some) : (all, some + 1);
            var change = Assert.Single(SqlEffects.Of(text, dialect).Items, effect => effect.Operation is Operation.Delete or Operation.Update);
            if (change.Bounded == touchesAll)
                wrong.Add($"{(touchesAll ? "all" : "some")}, but {change}: {text}");
        }

        Assert.True(all > Count / 10 && some > Count / 10, $"{all} touch all rows, {some} don't");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {Count}\n{string.Join('\n', wrong.Distinct().OrderBy(line => line.Length).Take(20))}");
    }
}
