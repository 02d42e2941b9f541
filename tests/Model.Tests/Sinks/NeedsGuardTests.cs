using ImmutableGuard.Policies;
using ImmutableGuard.Sinks;

namespace ImmutableGuard.Model.Tests.Sinks;

public class NeedsGuardTests
{
    private static readonly Policy Restricting = new() { Resources = [new(new("sql:customers"), Mutability.Sanctioned, Requirement.Sanction)] };

    private static readonly Sink Text = SinkReader.Read("M:A.B sql text=sql", "f").Single();

    [Theory]
    [InlineData("SELECT 1 FROM orders", false, false)]
    [InlineData("SELECT 1 FROM customers", false, true)]
    [InlineData("INSERT INTO orders SELECT 1 FROM customers", false, true)]
    [InlineData("INSERT INTO customers VALUES (1)", false, false)]
    [InlineData("DELETE FROM orders WHERE id = 1", true, true)]
    [InlineData(null, true, true)]
    public void Text_needs_it_where_it_changes_or_the_policy_asks(string? text, bool without, bool with)
    {
        Assert.Equal(without, Text.NeedsGuard(text, Policy.None));
        Assert.Equal(with, Text.NeedsGuard(text, Restricting));
    }

    [Theory]
    [InlineData("read resource=sql:{entity:T}", false, true)]
    [InlineData("read resource=file:{path}", false, false)]
    [InlineData("insert resource=sql:{entity:T}", false, false)]
    [InlineData("delete resource=file:{path}", true, true)]
    public void Sink_without_a_text_may_mean_any_resource_of_its_kind(string what, bool without, bool with)
    {
        var sink = SinkReader.Read("M:A.B " + what, "f").Single();
        Assert.Equal(without, sink.NeedsGuard(null, Policy.None));
        Assert.Equal(with, sink.NeedsGuard(null, Restricting));
    }

    [Fact]
    public void Insert_needs_it_where_the_policy_denies_inserts() =>
        Assert.True(Text.NeedsGuard("INSERT INTO orders VALUES (1)", new Policy { Defaults = new Dictionary<Operation, Requirement> { [Operation.Insert] = Requirement.Deny } }));
}
