using ImmutableGuard.Sinks;

namespace ImmutableGuard.Model.Tests.Sinks;

public class SinkReaderTests
{
    [Fact]
    public void Line_with_a_text_is_a_sink_whose_text_decides()
    {
        var sink = Assert.Single(Read("M:Dapper.SqlMapper.Execute sql text=sql|command.CommandText connection=cnn returns=rows"));

        Assert.Equal(("Dapper.SqlMapper", "Execute", null), (sink.Type, sink.Method, sink.Parameters));
        Assert.Equal((Operation.None, true, "cnn", true), (sink.Operation, sink.CarriesText, sink.Connection, sink.ReturnsRows));
        Assert.Equal(["sql", "command.CommandText"], sink.Text);
    }

    [Fact]
    public void Line_with_a_resource_is_a_sink_with_an_operation()
    {
        var sink = Assert.Single(Read("M:Shop.Store`1.Remove(System.Int32,`0) delete resource=sql:{entity:T} bound=query deferred"));

        Assert.Equal(("Shop.Store`1", "Remove", "System.Int32,`0"), (sink.Type, sink.Method, sink.Parameters));
        Assert.Equal((Operation.Delete, false, SinkBound.Query, true), (sink.Operation, sink.CarriesText, sink.Bound, sink.Deferred));
        Assert.Equal(("sql:", "T", true, "sql:{entity:T}"),
            (sink.Resource.Prefix, sink.Resource.Placeholder, sink.Resource.IsEntity, sink.Resource.ToString()));
    }

    [Fact]
    public void Async_twin_is_a_sink_of_its_own() => Assert.Equal(
        ["Delete", "DeleteAsync"],
        Read("M:A.B.Delete[Async] delete resource=file:{path}").Select(sink => sink.Method));

    [Fact]
    public void Comments_and_empty_lines_are_passed_over() => Assert.Single(Read("# why\r\n\r\n  M:A.B.C delete resource=file:*\r\n"));

    [Theory]
    [InlineData("A.B.C delete resource=file:*", "x.sinks(1): a line is 'M:Type.Method what option=value', not 'A.B.C delete resource=file:*'")]
    [InlineData("\nM:A.B.C delete", "x.sinks(2): a line is 'M:Type.Method what option=value', not 'M:A.B.C delete'")]
    [InlineData("M:A.B.C remove resource=file:*", "x.sinks(1): 'remove' is neither 'sql' nor an operation")]
    [InlineData("M:A.B.C sql resource=file:*", "x.sinks(1): 'sql' needs text=, an operation needs resource=")]
    [InlineData("M:A.B.C delete text=sql", "x.sinks(1): 'sql' needs text=, an operation needs resource=")]
    [InlineData("M:A.B.C delete deferred", "x.sinks(1): 'sql' needs text=, an operation needs resource=")]
    [InlineData("M:Delete delete resource=file:*", "x.sinks(1): 'sql' needs text=, an operation needs resource=")]
    [InlineData("M:A.B.C delete resource=file:* bound=some", "x.sinks(1): 'bound=some' is not an option")]
    [InlineData("M:A.B.C delete resource=file:{path}/x", "'file:{path}/x' is not a resource template: one {placeholder} may stand at its end")]
    public void Line_that_is_no_sink_is_refused_with_its_place(string text, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => Read(text)).Message);

    private static List<Sink> Read(string text) => [.. SinkReader.Read(text, "x.sinks")];
}
