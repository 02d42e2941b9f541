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
        Assert.Equal(("sql:", "T", PlaceholderKind.Entity, "sql:{entity:T}", "sql:*"),
            (sink.Resource.Prefix, sink.Resource.Placeholder, sink.Resource.Kind, sink.Resource.ToString(), sink.Resource.Widest));
    }

    [Fact]
    public void Async_twin_is_a_sink_of_its_own() => Assert.Equal(
        ["Delete", "DeleteAsync"],
        Read("M:A.B.Delete[Async] delete resource=file:{path}").Select(sink => sink.Method));

    [Fact]
    public void Comments_and_empty_lines_are_passed_over() => Assert.Single(Read("# why\r\n\r\n  M:A.B.C delete resource=file:*  # so\r\n"));

    [Fact]
    public void Line_with_a_verb_is_a_request_that_always_goes_through_the_guard()
    {
        var sink = Assert.Single(Read("M:A.Client.Send http verb=request.Method resource=http:{request.RequestUri}"));

        Assert.Equal((Operation.None, "request.Method", false), (sink.Operation, sink.Verb, sink.CarriesText));
        Assert.Null(sink.HarmlessEffects(null));
    }

    [Fact]
    public void Condition_filter_and_second_resource_are_read()
    {
        var sink = Assert.Single(Read("M:A.B.Move update resource=file:{from} also=file:{to} when=overwrite:true bound={filter} since=7.0 until=9.1 guard=always unverified"));

        Assert.Equal(("overwrite", SinkBound.Filter, "filter"), (sink.Switch, sink.Bound, Assert.Single(sink.Filters)));
        Assert.Equal(["file:{from}", "file:{to}"], sink.Resources.Select(resource => resource.ToString()));
        Assert.Equal(("7.0", "9.1", true, true), (sink.Since, sink.Until, sink.AlwaysGuarded, sink.Unverified));
    }

    [Fact]
    public void Constructors_setters_and_members_of_enumerations_are_read()
    {
        var made = Assert.Single(Read("M:A.B`1.new truncate resource=file:{path} when=mode:N.Mode.Truncate(5)"));
        var set = Assert.Single(Read("M:A.B.set_State delete resource=sql:*"));
        var called = Assert.Single(Read("M:A.B.setState delete resource=sql:*"));

        Assert.Equal(("mode", "N.Mode", 5), (made.Switch, made.SwitchType, made.SwitchValue));
        Assert.Equal([("B", true), ("State", true), ("setState", false)], new[] { made, set, called }.Select(sink => (sink.Word, sink.IsSilent)));
        Assert.Equal((false, true, false), (made.IsSwitchedOff(5), made.IsSwitchedOff(4), made.IsSwitchedOff(null)));
    }

    [Fact]
    public void Placeholder_of_a_receiver_names_a_method_and_its_parameter()
    {
        var resource = Assert.Single(Read("M:A.B.Drop delete resource=mongo:{receiver:GetCollection.name}")).Resource;

        Assert.Equal((PlaceholderKind.Receiver, "GetCollection.name", "mongo:*"), (resource.Kind, resource.Placeholder, resource.Widest));
        Assert.Equal("mongo:{receiver:GetCollection.name}", resource.ToString());
    }

    [Theory]
    [InlineData("A.B.C delete resource=file:*", 1, "a line is 'M:Type.Method what option=value', not 'A.B.C delete resource=file:*'")]
    [InlineData("\nM:A.B.C delete", 2, "a line is 'M:Type.Method what option=value', not 'M:A.B.C delete'")]
    [InlineData("M:A.B.C remove resource=file:*", 1, "'remove' is neither 'sql' nor 'http' nor an operation")]
    [InlineData("M:A.B.C sql resource=file:*", 1, Needs)]
    [InlineData("M:A.B.C delete text=sql", 1, Needs)]
    [InlineData("M:A.B.C delete deferred", 1, Needs)]
    [InlineData("M:A.B.C http resource=http:{uri}", 1, Needs)]
    [InlineData("M:A.B.C http verb=method", 1, Needs)]
    [InlineData("M:A.B.C delete resource=file:* verb=method", 1, Needs)]
    [InlineData("M:A.B.C sql text=sql also=sql:x", 1, Needs)]
    [InlineData("M:Delete delete resource=file:*", 1, "'Delete' names no method of a type")]
    [InlineData("M:A.B. delete resource=file:*", 1, "'A.B.' names no method of a type")]
    [InlineData("M:A.B.C delete resource=file:* bound=some", 1, "'bound=some' is not an option")]
    [InlineData("M:A.B.C delete resource=file:* bound={}", 1, "'bound={}' is not an option")]
    [InlineData("M:A.B.C delete resource=file:* when=overwrite:false", 1, "'when=overwrite:false' is not an option")]
    [InlineData("M:A.B.C delete resource=file:* when=:true", 1, "'when=:true' is not an option")]
    [InlineData("M:A.B.C delete resource=file:* when=mode:Truncate(5)", 1, "'when=mode:Truncate(5)' is neither 'when=parameter:true' nor 'when=parameter:Type.Member(number)'")]
    [InlineData("M:A.B.C delete resource=file:* when=mode:N.Mode.Truncate(five)", 1, "'when=mode:N.Mode.Truncate(five)' is neither 'when=parameter:true' nor 'when=parameter:Type.Member(number)'")]
    [InlineData("M:A.B.C delete resource=file:* since=new", 1, "'since=new' is not an option")]
    [InlineData("M:A.B.C delete resource=file:{path}/x", 1, "'file:{path}/x' is not a resource template: one {placeholder} may stand at its end")]
    [InlineData("M:A.B.C delete resource=file:{}", 1, "'file:{}' is not a resource template: the placeholders are {parameter}, {entity:T} and {receiver:Method.parameter}")]
    [InlineData("M:A.B.C delete resource=mongo:{receiver:Get}", 1, "'mongo:{receiver:Get}' is not a resource template: the placeholders are {parameter}, {entity:T} and {receiver:Method.parameter}")]
    [InlineData("M:A.B.C delete resource=fiel:{path}", 1, "'fiel:{path}' is not a resource: write kind:name, where the kinds are sql, mongo, redis, blob, cosmos, table, queue, http, file")]
    public void Line_that_is_no_sink_is_refused_with_its_place_and_the_others_are_read(string text, int line, string message)
    {
        var sinks = SinkReader.Read(text + "\nM:A.B.D delete resource=file:*", out var problems);

        Assert.Equal([new SinkProblem(line, message)], problems);
        Assert.Equal(["D"], sinks.Select(sink => sink.Method));
    }

    private const string Needs = "'sql' needs text=, 'http' needs verb= and resource=, an operation needs resource=; none takes another's";

    private static List<Sink> Read(string text)
    {
        var sinks = SinkReader.Read(text, out var problems);
        Assert.Empty(problems);
        return [.. sinks];
    }
}
