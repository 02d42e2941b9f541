using ImmutableGuard.Policies;

namespace ImmutableGuard.Model.Tests.Policies;

public class DecideTests
{
    private const string Member = "M:Shop.Orders.Cancel(System.Int32)";

    private static readonly DateTime Now = new(2027, 6, 30, 23, 59, 59, DateTimeKind.Utc);

    [Theory]
    [InlineData(Operation.Read, Verdict.Allowed)]
    [InlineData(Operation.Insert, Verdict.Allowed)]
    [InlineData(Operation.Update, Verdict.Unsanctioned)]
    [InlineData(Operation.Delete, Verdict.Unsanctioned)]
    [InlineData(Operation.Truncate, Verdict.Unsanctioned)]
    [InlineData(Operation.Schema, Verdict.Unsanctioned)]
    [InlineData(Operation.Call, Verdict.Unsanctioned)]
    [InlineData(Operation.Unknown, Verdict.Unsanctioned)]
    public void Without_a_policy_the_operation_decides(Operation operation, Verdict verdict)
    {
        var effect = new Effect(operation, "sql:orders");

        var decision = Policy.None.Decide(Member, new Effects([effect]), Now);

        Assert.Equal(new Decision(verdict, null, verdict == Verdict.Allowed ? null : effect), decision);
    }

    [Fact]
    public void No_effect_at_all_is_allowed() => Assert.True(Policy.None.Decide(Member, Effects.Empty, Now).IsAllowed);

    [Fact]
    public void What_is_not_understood_needs_a_sanction_for_the_unknown()
    {
        var effects = new Effects([new Effect(Operation.Read, "sql:orders")], "a part isn't known");

        Assert.Equal(
            new Decision(Verdict.Unsanctioned, null, new Effect(Operation.Unknown, "sql:*")), Policy.None.Decide(Member, effects, Now));
        Assert.True(With(Grant(Operation.Unknown, "sql:*")).Decide(Member, effects, Now).IsAllowed);
        Assert.False(With(Grant(Operation.Unknown, "sql:orders")).Decide(Member, effects, Now).IsAllowed);
    }

    [Fact]
    public void Defaults_replace_what_an_operation_asks_for()
    {
        var policy = new Policy
        {
            Defaults = new Dictionary<Operation, Requirement>
            {
                [Operation.Read] = Requirement.Sanction,
                [Operation.Delete] = Requirement.Allow,
                [Operation.Schema] = Requirement.Deny,
            },
            Sanctions = [Grant(Operation.Schema, "*")],
        };

        Assert.Equal(Verdict.Unsanctioned, VerdictOf(policy, Operation.Read));
        Assert.Equal(Verdict.Allowed, VerdictOf(policy, Operation.Delete));
        Assert.Equal(Verdict.Forbidden, VerdictOf(policy, Operation.Schema));
        Assert.Equal(Verdict.Unsanctioned, VerdictOf(policy, Operation.Update));
    }

    [Fact]
    public void Sanction_allows_its_callers_its_operations_on_its_resources()
    {
        var sanction = Grant(Operation.Delete | Operation.Update, "sql:orders", "T:Shop.Orders");
        var policy = With(sanction);

        Assert.Equal(new Decision(Verdict.Allowed, sanction, null), policy.Decide(Member, Delete("sql:orders"), Now));
        Assert.Equal(Verdict.Unsanctioned, policy.Decide("M:Shop.Carts.Empty", Delete("sql:orders"), Now).Verdict);
        Assert.Equal(Verdict.Unsanctioned, policy.Decide(Member, Delete("sql:customers"), Now).Verdict);
        Assert.Equal(Verdict.Unsanctioned, VerdictOf(policy, Operation.Truncate));
    }

    [Fact]
    public void One_sanction_covers_all_or_none_does()
    {
        var effects = new Effects([new(Operation.Delete, "sql:orders"), new(Operation.Read, "sql:shops"), new(Operation.Delete, "sql:lines")]);
        var orders = Grant(Operation.Delete, "sql:orders") with { Id = "orders" };
        var lines = Grant(Operation.Delete, "sql:lines") with { Id = "lines" };
        var both = Grant(Operation.Delete, "sql:*") with { Id = "both" };

        Assert.Equal(
            new Decision(Verdict.Unsanctioned, null, new Effect(Operation.Delete, "sql:lines")),
            With(orders, lines).Decide(Member, effects, Now));
        Assert.Equal(new Decision(Verdict.Allowed, both, null), With(orders, lines, both).Decide(Member, effects, Now));
    }

    [Fact]
    public void Sanction_holds_through_its_last_day()
    {
        var sanction = Grant(Operation.Delete, "sql:orders") with { Expires = new DateTime(2027, 6, 30, 0, 0, 0, DateTimeKind.Utc) };

        Assert.True(With(sanction).Decide(Member, Delete("sql:orders"), Now).IsAllowed);
        Assert.Equal(
            new Decision(Verdict.Expired, sanction, new Effect(Operation.Delete, "sql:orders")),
            With(sanction).Decide(Member, Delete("sql:orders"), Now.AddSeconds(1)));
    }

    [Fact]
    public void Sanction_that_holds_comes_before_one_that_has_ended()
    {
        var ended = Grant(Operation.Delete, "sql:orders") with { Id = "ended", Expires = Now.AddDays(-1) };
        var holds = Grant(Operation.Delete, "sql:orders") with { Id = "holds" };

        Assert.Equal(holds, With(ended, holds).Decide(Member, Delete("sql:orders"), Now).Sanction);
    }

    [Theory]
    [InlineData(Operation.Update, "sql:audit_log", Verdict.Forbidden)]
    [InlineData(Operation.Delete, "sql:dbo.audit_log", Verdict.Forbidden)]
    [InlineData(Operation.Truncate, "sql:audit_log", Verdict.Forbidden)]
    [InlineData(Operation.Delete, "sql:*", Verdict.Forbidden)]
    [InlineData(Operation.Insert, "sql:audit_log", Verdict.Allowed)]
    [InlineData(Operation.Delete, "sql:orders", Verdict.Allowed)]
    public void Append_only_data_is_out_of_reach_of_any_sanction(Operation operation, string resource, Verdict verdict)
    {
        var policy = With(Grant(Operation.Update | Operation.Delete | Operation.Truncate, "*")) with
        {
            Resources = [new(new("sql:audit_*"), Mutability.AppendOnly, null), new(new("sql:audit_log"), Mutability.Free, null)],
        };

        Assert.Equal(verdict, policy.Decide(Member, new Effects([new(operation, resource)]), Now).Verdict);
    }

    [Theory]
    [InlineData(true, Verdict.Forbidden)]
    [InlineData(false, Verdict.Allowed)]
    public void Append_only_data_may_be_altered_but_not_dropped(bool drops, Verdict verdict)
    {
        var policy = With(Grant(Operation.Schema, "*")) with { Resources = [new(new("sql:audit_*"), Mutability.AppendOnly, null)] };

        Assert.Equal(verdict, policy.Decide(Member, new Effects([new(Operation.Schema, "sql:audit_log") { Drops = drops }]), Now).Verdict);
    }

    [Theory]
    [InlineData("file:/tmp/a/b", Verdict.Allowed)]
    [InlineData("file:/etc/passwd", Verdict.Unsanctioned)]
    [InlineData("file:/tmp/../etc/passwd", Verdict.Unsanctioned)]
    [InlineData("file:*", Verdict.Unsanctioned)]
    public void Free_data_may_be_changed_by_anybody_where_it_is_surely_meant(string resource, Verdict verdict)
    {
        var policy = new Policy { Resources = [new(new("file:/tmp/**"), Mutability.Free, null)] };

        Assert.Equal(verdict, policy.Decide(Member, Delete(resource), Now).Verdict);
    }

    [Theory]
    [InlineData("sql:salaries", Verdict.Unsanctioned)]
    [InlineData("sql:*", Verdict.Unsanctioned)]
    [InlineData("sql:orders", Verdict.Allowed)]
    public void Restricted_reads_need_a_sanction_where_they_may_be_meant(string resource, Verdict verdict)
    {
        var policy = new Policy { Resources = [new(new("sql:salaries"), Mutability.Sanctioned, Requirement.Sanction)] };

        Assert.Equal(verdict, policy.Decide(Member, new Effects([new(Operation.Read, resource)]), Now).Verdict);
    }

    private static Effects Delete(string resource) => new([new(Operation.Delete, resource)]);

    private static Verdict VerdictOf(Policy policy, Operation operation) =>
        policy.Decide(Member, new Effects([new(operation, "sql:orders")]), Now).Verdict;

    private static Policy With(params Sanction[] sanctions) => new() { Sanctions = sanctions };

    private static Sanction Grant(Operation operations, string resource, string caller = "*") =>
        new() { Id = "granted", Operations = operations, Resources = [new(resource)], Callers = [caller], Reason = "needed" };
}
