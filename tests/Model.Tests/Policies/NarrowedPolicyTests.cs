using ImmutableGuard.Policies;

namespace ImmutableGuard.Model.Tests.Policies;

public class NarrowedPolicyTests
{
    private const string Shared = """
        {
          "version": 1, "mode": "enforce", "inCode": "deny",
          "defaults": { "insert": "allow", "schema": "deny" },
          "resources": [
            { "name": "sql:audit_*", "mutability": "append-only" },
            { "name": "sql:patients", "reads": "sanction" },
            { "name": "file:/tmp/**", "mutability": "free" }
          ],
          "sanctions": [
            { "id": "retention", "operations": ["delete", "update"], "resources": ["sql:sessions", "sql:log_*"], "callers": ["N:Platform"],
              "reason": "kept for 30 days", "expires": "2030-06-30", "maxRows": 100 }
          ],
          "build": { "requireClean": "always", "lock": "required" }
        }
        """;

    private static readonly DateTime Now = new(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Without_an_own_policy_the_shared_one_holds()
    {
        var policy = NarrowedPolicy.Of(ReadShared(Shared));

        Assert.Equal((PolicyMode.Enforce, false, "always", true), (policy.Mode, policy.AllowsInCode, policy.Build.RequireClean, policy.Build.RequireLock));
        Assert.Equal("retention", Decide(policy, "M:Platform.Jobs.Clean", new(Operation.Delete, "sql:log_web")).Sanction?.Id);
        Assert.Equal(Verdict.Unsanctioned, Decide(policy, "M:Shop.Orders.Cancel", new(Operation.Delete, "sql:orders")).Verdict);
        Assert.True(Decide(policy, "M:Shop.Orders.Cancel", new(Operation.Delete, "file:/tmp/a")).IsAllowed);
    }

    [Fact]
    public void What_the_own_policy_leaves_out_is_the_shared_ones()
    {
        var policy = Narrow("""{ "version": 1, "service": "shop", "build": { "requireCommit": true } }""");

        Assert.Equal(
            ("shop", PolicyMode.Enforce, false, "always", true),
            (policy.Service, policy.Mode, policy.AllowsInCode, policy.Build.RequireClean, policy.Build.RequireLock));
        Assert.Equal(Requirement.Allow, policy.RequirementOf(new(Operation.Delete, "file:/tmp/a")));
        Assert.Equal(Requirement.Deny, policy.RequirementOf(new(Operation.Schema, "sql:orders")));
    }

    [Fact]
    public void Own_sanction_counts_for_what_the_defaults_ask_one_for_and_not_for_what_a_rule_restricts()
    {
        var policy = Narrow("""
            { "version": 1, "sanctions": [
              { "id": "all", "operations": ["delete", "read"], "resources": ["sql:*", "sql:orders"], "callers": ["T:Shop.Orders"], "reason": "r" }] }
            """, """{ "version": 1, "defaults": { "read": "sanction" }, "resources": [{ "name": "sql:audit", "mutability": "append-only" }] }""");

        Assert.True(Decide(policy, "M:Shop.Orders.Cancel", new(Operation.Delete, "sql:orders")).IsAllowed);
        Assert.True(Decide(policy, "M:Shop.Orders.Cancel", new(Operation.Read, "sql:patients")).IsAllowed);
        Assert.Equal(Verdict.Forbidden, Decide(policy, "M:Shop.Orders.Cancel", new(Operation.Delete, "sql:audit")).Verdict);
    }

    [Fact]
    public void Own_sanction_does_not_count_for_reads_that_the_shared_policy_restricts_in_part_of_what_it_names()
    {
        var policy = Narrow("""
            { "version": 1, "sanctions": [
              { "id": "all", "operations": ["read"], "resources": ["sql:*"], "callers": ["T:Shop.Orders"], "reason": "r" }] }
            """, """
            { "version": 1, "defaults": { "read": "sanction" }, "resources": [{ "name": "sql:patients", "reads": "sanction" }],
              "delegates": [{ "operations": ["read"], "resources": ["sql:*"] }] }
            """);
        Assert.True(Decide(policy, "M:Shop.Orders.Cancel", new(Operation.Read, "sql:patients")).IsAllowed);

        var byRule = ReadShared("""{ "version": 1, "defaults": { "read": "sanction" }, "resources": [{ "name": "sql:patients", "reads": "sanction" }] }""");
        Assert.False(byRule.LetsSanction(new(Operation.Read, "sql:patients")));
        Assert.True(byRule.LetsSanction(new(Operation.Read, "sql:orders")));
    }

    [Fact]
    public void Delegation_limits_what_own_sanctions_count_for()
    {
        const string shared = """{ "version": 1, "delegates": [{ "operations": ["delete"], "resources": ["sql:shop_*"] }] }""";
        var policy = Narrow(Sanction("delete", "sql:shop_orders"), shared);

        Assert.True(Decide(policy, "M:Shop.Orders.Cancel", new(Operation.Delete, "sql:shop_orders")).IsAllowed);
        Assert.Equal(
            ["the sanction \"s\" grants update of sql:shop_orders, and the shared policy delegates delete of sql:shop_*: take it out, or have the shared policy sanction it"],
            Problems(Sanction("update", "sql:shop_orders"), shared));
        Assert.Single(Problems(Sanction("delete", "sql:*"), shared));
        Assert.Single(Problems(Sanction("delete", "sql:shop_orders"), """{ "version": 1, "delegates": [] }"""));
    }

    [Fact]
    public void Sanction_with_the_id_of_a_shared_one_narrows_it()
    {
        var policy = Narrow("""
            { "version": 1, "sanctions": [
              { "id": "retention", "operations": ["delete"], "resources": ["sql:log_web"], "callers": ["T:Platform.Jobs"], "reason": "ours" }] }
            """);

        var sanction = Decide(policy, "M:Platform.Jobs.Clean", new(Operation.Delete, "sql:log_web")).Sanction!;
        Assert.Equal((100, new DateTime(2030, 6, 30)), (sanction.MaxRows, sanction.Expires!.Value.Date));
        Assert.Equal(Verdict.Unsanctioned, Decide(policy, "M:Platform.Jobs.Clean", new(Operation.Delete, "sql:sessions")).Verdict);
        Assert.Equal(Verdict.Unsanctioned, Decide(policy, "M:Platform.Others.Clean", new(Operation.Delete, "sql:log_web")).Verdict);
    }

    [Theory]
    [InlineData("""{ "version": 1, "mode": "observe" }""", 1, 25, "\"mode\" is observe, and the shared policy's is enforce")]
    [InlineData("""{ "version": 1, "inCode": "allow" }""", 1, 27, "\"inCode\" is allow")]
    [InlineData("""{ "version": 1, "defaults": { "schema": "sanction" } }""", 1, 41, "the default of schema is to be sanctioned, and the shared policy's is denied")]
    [InlineData("""{ "version": 1, "defaults": { "delete": "allow" } }""", 1, 41, "the default of delete is allowed")]
    [InlineData("""{ "version": 1, "build": { "requireCommit": false } }""", 1, 45, "\"requireCommit\" is false")]
    [InlineData("""{ "version": 1, "build": { "requireClean": "ci" } }""", 1, 44, "\"requireClean\" is ci")]
    [InlineData("""{ "version": 1, "build": { "lock": "optional" } }""", 1, 36, "\"lock\" is optional")]
    [InlineData("""{ "version": 1, "resources": [{ "name": "sql:orders", "mutability": "free" }] }""", 1, 69, "\"sql:orders\" is free")]
    [InlineData("""{ "version": 1, "resources": [{ "name": "sql:audit_log", "mutability": "free" }] }""", 1, 72, "\"sql:audit_log\" is free")]
    [InlineData("""{ "version": 1, "resources": [{ "name": "file:/**", "mutability": "free" }] }""", 1, 67, "\"file:/**\" is free")]
    [InlineData("""{ "version": 1, "resources": [{ "name": "sql:*", "reads": "allow" }] }""", 1, 59, "the reads of \"sql:*\" are allowed")]
    public void What_would_loosen_is_a_problem_at_its_place(string own, int line, int column, string begins)
    {
        Assert.Null(NarrowedPolicy.Read(ReadShared(Shared), own, out var invalid, out var loosened));
        Assert.Empty(invalid);
        var problem = Assert.Single(loosened);
        Assert.Equal((line, column), (problem.Line, problem.Column));
        Assert.StartsWith(begins, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("delete", "sql:audit_log", "append-only, which no sanction changes")]
    [InlineData("schema", "sql:orders", "denies schema to everybody")]
    [InlineData("read", "sql:patients", "keeps the reads of sql:patients to itself")]
    [InlineData("read", "sql:pat*", "keeps the reads of sql:patients to itself")]
    public void Sanction_that_could_never_count_is_a_problem(string operation, string resource, string says) =>
        Assert.Contains(says, Assert.Single(Problems(Sanction(operation, resource))), StringComparison.Ordinal);

    [Theory]
    [InlineData("""["delete", "truncate"]""", """["sql:log_web"]""", """["N:Platform"]""", "", "adds truncate")]
    [InlineData("""["delete"]""", """["sql:*"]""", """["N:Platform"]""", "", "adds sql:*")]
    [InlineData("""["delete"]""", """["sql:log_*"]""", """["N:Platform", "T:Shop.Orders"]""", "", "adds T:Shop.Orders")]
    [InlineData("""["delete"]""", """["sql:log_*"]""", """["*"]""", "", "adds *")]
    [InlineData("""["delete"]""", """["sql:log_*"]""", """["N:Platform"]""", """, "expires": "2030-07-01" """, "ends later than 2030-06-30")]
    [InlineData("""["delete"]""", """["sql:log_*"]""", """["N:Platform"]""", """, "maxRows": 101""", "allows more rows than 100")]
    public void Sanction_that_widens_a_shared_one_is_a_problem(string operations, string resources, string callers, string more, string says) => Assert.Contains(
        says,
        Assert.Single(Problems(
            $$"""{ "version": 1, "sanctions": [{ "id": "retention", "operations": {{operations}}, "resources": {{resources}}, "callers": {{callers}}, "reason": "r"{{more}} }] }""")),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("""{ "version": 1, "mode": "enforce", "inCode": "deny", "defaults": { "insert": "sanction", "schema": "deny" } }""")]
    [InlineData("""{ "version": 1, "resources": [{ "name": "file:/tmp/shop/**", "mutability": "free" }, { "name": "sql:carts", "mutability": "append-only", "reads": "deny" }] }""")]
    [InlineData("""{ "version": 1, "resources": [{ "name": "sql:patients", "reads": "sanction" }, { "name": "sql:orders", "reads": "allow" }] }""")]
    [InlineData("""{ "version": 1, "build": { "requireClean": "always", "lock": "required" } }""")]
    [InlineData("""{ "version": 1, "sanctions": [{ "id": "retention", "operations": ["delete"], "resources": ["sql:log_*"], "callers": ["N:Platform"], "reason": "r", "expires": "2029-01-01", "maxRows": 1 }] }""")]
    public void What_is_as_strict_or_stricter_is_none(string own) => Assert.Empty(Problems(own));

    [Theory]
    [InlineData("""{ "version": 1, "service": "shop" }""", "a shared policy has no \"service\"")]
    [InlineData("""{ "version": 1, "shared": { "version": 1 } }""", "\"shared\" is not known in policy")]
    public void Shared_policy_says_nothing_of_one_service_and_stands_below_none(string text, string begins)
    {
        Assert.Null(PolicyReader.ReadShared(text, out var problems));
        Assert.StartsWith(begins, Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "version": 1, "delegates": [] }""")]
    [InlineData("""{ "version": 1, "shared": { "version": 1 } }""")]
    public void Own_policy_can_neither_delegate_nor_bring_a_shared_one(string text)
    {
        Assert.Null(PolicyReader.Read(text, out var problems));
        Assert.EndsWith("is not known in policy; this release would not act on it, so remove it", Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Manifests_policy_is_read_as_it_was_written()
    {
        var policy = Narrow(Sanction("delete", "sql:shop_a"), """
            { "version": 1, "mode": "ratchet", "resources": [{ "name": "sql:audit", "mutability": "append-only" }],
              "delegates": [{ "operations": ["delete"], "resources": ["sql:shop_*"] }], "build": { "lock": "required" } }
            """);
        var text = PolicyWriter.Write(policy).ToString();
        var read = PolicyReader.Read(ImmutableGuard.Json.JsonReader.Read(text), out var problems);

        Assert.Empty(problems);
        Assert.Equal(text, PolicyWriter.Write(read!).ToString());
        Assert.Equal(Requirement.Deny, read!.RequirementOf(new(Operation.Delete, "sql:audit")));
        Assert.Equal(PolicyMode.Ratchet, read.Mode);
        Assert.False(Decide(read with { Sanctions = [read.Sanctions[0] with { Resources = [new("sql:*")] }] }, "M:Shop.Orders.Cancel", new(Operation.Delete, "sql:other")).IsAllowed);
    }

    private static string Sanction(string operation, string resource) =>
        $$"""{ "version": 1, "sanctions": [{ "id": "s", "operations": ["{{operation}}"], "resources": ["{{resource}}"], "callers": ["T:Shop.Orders"], "reason": "r" }] }""";

    private static Policy ReadShared(string text)
    {
        var policy = PolicyReader.ReadShared(text, out var problems);
        Assert.Empty(problems);
        return policy!;
    }

    private static Policy Narrow(string own, string shared = Shared)
    {
        var policy = NarrowedPolicy.Read(ReadShared(shared), own, out var invalid, out var loosened);
        Assert.Empty(invalid.Concat(loosened).Select(problem => problem.Message));
        return policy!;
    }

    private static IEnumerable<string> Problems(string own, string shared = Shared)
    {
        NarrowedPolicy.Read(ReadShared(shared), own, out var invalid, out var loosened);
        Assert.Empty(invalid);
        return loosened.Select(problem => problem.Message);
    }

    private static Decision Decide(Policy policy, string member, Effect effect) => policy.Decide(member, new Effects([effect]), Now);
}
