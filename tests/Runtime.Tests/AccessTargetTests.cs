namespace ImmutableGuard.Runtime.Tests;

/// <summary>What a guarded call is about to do, as its arguments say when it is made.</summary>
public class AccessTargetTests
{
    private static readonly Effects Declared = new([new Effect(Operation.Update, "file:*"), new Effect(Operation.Update, "file:*")]);

    [Theory]
    [InlineData("DELETE", Operation.Delete)]
    [InlineData("delete", Operation.Delete)]
    [InlineData("PUT", Operation.Update)]
    [InlineData("PATCH", Operation.Update)]
    [InlineData("POST", Operation.Insert)]
    [InlineData("GET", Operation.Read)]
    public void Request_does_what_its_method_says(string verb, Operation operation)
    {
        var effects = AccessTarget.Http(verb, new Uri("https://api/"), "orders/1?name=x").Effects(Effects.Unknown("declared"));

        Assert.True(effects.Complete);
        Assert.Equal([new Effect(operation, "http:api/orders/1")], effects.Items);
    }

    [Theory]
    [InlineData("PURGE")]
    [InlineData(null)]
    public void Request_with_a_method_nobody_knows_is_not_understood(string? verb) =>
        Assert.False(AccessTarget.Http(verb, null, new Uri("https://api/orders")).Effects(Effects.Empty).Complete);

    [Fact]
    public void Move_touches_source_and_target() => Assert.Equal(
        ["file:/data/a", "file:/data/b"], AccessTarget.File("/data/a", "/data/b").Effects(Declared).Items.Select(effect => effect.Resource));

    [Fact]
    public void Move_to_nowhere_may_touch_any_file() => Assert.Equal(
        ["file:/data/a", "file:*"], AccessTarget.File("/data/a", null).Effects(Declared).Items.Select(effect => effect.Resource));
}
