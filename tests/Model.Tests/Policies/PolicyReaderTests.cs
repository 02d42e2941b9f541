using ImmutableGuard.Policies;

namespace ImmutableGuard.Model.Tests.Policies;

public class PolicyReaderTests
{
    [Fact]
    public void Smallest_policy_observes_with_the_defaults()
    {
        var policy = Read("""{ "version": 1 }""");

        Assert.Equal(PolicyMode.Observe, policy.Mode);
        Assert.True(policy.AllowsInCode);
        Assert.Empty(policy.Defaults);
        Assert.Empty(policy.Resources);
        Assert.Empty(policy.Sanctions);
        Assert.Equal(new BuildRequirements { RequireCommit = true, RequireClean = "ci" }, policy.Build);
    }

    [Fact]
    public void Every_field_is_read()
    {
        var policy = Read("""
            {
              "$schema": "https://example.com/schema.json",
              "version": 1, "mode": "enforce", "service": "orders",   // comments are for people
              "defaults": { "insert": "sanction", "schema": "deny", "call": "allow" },
              "inCode": "deny",
              "resources": [
                { "name": "sql:audit_*", "mutability": "append-only", "owner": "audit", "retention": "P7Y", "personalData": true, "audit": "durable" },
                { "name": "file:/tmp/**", "mutability": "free", "reads": "deny" },
              ],
              "sanctions": [
                { "id": "gdpr", "operations": ["delete", "update"], "resources": ["sql:customers", "*"],
                  "callers": ["T:Shop.Erasure", "N:Shop.Jobs", "M:Shop.Orders.Cancel(System.Int32)", "P:Shop.Orders.Count", "*"],
                  "reason": "GDPR Art. 17", "owner": "privacy", "ticket": "PRIV-12", "expires": "2027-06-30", "maxRows": 1 }
              ],
              "build": { "requireCommit": false, "requireClean": "always", "lock": "required" }
            }
            """);

        Assert.Equal((PolicyMode.Enforce, "orders", false), (policy.Mode, policy.Service, policy.AllowsInCode));
        Assert.Equal(
            [(Operation.Insert, Requirement.Sanction), (Operation.Schema, Requirement.Deny), (Operation.Call, Requirement.Allow)],
            policy.Defaults.OrderBy(entry => entry.Key).Select(entry => (entry.Key, entry.Value)));
        Assert.Equal(
            [("sql:audit_*", Mutability.AppendOnly, null), ("file:/tmp/**", Mutability.Free, Requirement.Deny)],
            policy.Resources.Select(rule => (rule.Pattern.Text, rule.Mutability, rule.Reads)));
        var sanction = Assert.Single(policy.Sanctions);
        Assert.Equal(("gdpr", Operation.Delete | Operation.Update), (sanction.Id, sanction.Operations));
        Assert.Equal(["sql:customers", "*"], sanction.Resources.Select(resource => resource.Text));
        Assert.Equal(["T:Shop.Erasure", "N:Shop.Jobs", "M:Shop.Orders.Cancel(System.Int32)", "P:Shop.Orders.Count", "*"], sanction.Callers);
        Assert.Equal(("GDPR Art. 17", "privacy", "PRIV-12"), (sanction.Reason, sanction.Owner, sanction.Ticket));
        Assert.Equal((new DateTime(2027, 6, 30, 0, 0, 0, DateTimeKind.Utc), 1L), (sanction.Expires, sanction.MaxRows));
        Assert.Equal(new BuildRequirements { RequireCommit = false, RequireClean = "always", RequireLock = true }, policy.Build);
    }

    [Theory]
    [InlineData("", 1, 1, "the text ends where a value is expected")]
    [InlineData("[]", 1, 1, "policy must be an object, but this is a list")]
    [InlineData("{}", 1, 1, "policy needs \"version\"")]
    [InlineData("""{"version": 2}""", 1, 13, "version 2 is not supported; this release reads version 1")]
    [InlineData("""{"version": 1.5}""", 1, 13, "version 1.5 is not supported; this release reads version 1")]
    [InlineData("""{"version": "1"}""", 1, 13, "version \"1\" is not supported; this release reads version 1")]
    [InlineData("""{"version": 1, "mode": 1.5}""", 1, 24, "\"mode\" is observe or ratchet or enforce, not 1.5")]
    [InlineData("""{"version": 1, "inCode": [1.5]}""", 1, 26, "\"inCode\" is allow or deny, not a list")]
    [InlineData("""{"version": 1, "service": {}}""", 1, 27, "\"service\" is a string, not an object")]
    [InlineData("""{"version": 1, "sanction": []}""", 1, 28, "\"sanction\" is not known in policy; this release would not act on it, so remove it")]
    [InlineData("""{"version": 1, "dependencies": []}""", 1, 32, "\"dependencies\" is not known in policy; this release would not act on it, so remove it")]
    [InlineData("""{"version": 1, "sanctions": {}}""", 1, 29, "\"sanctions\" is a list, not an object")]
    [InlineData("""{"version": 1, "resources": [7]}""", 1, 30, "a resource must be an object, but this is 7")]
    [InlineData("""{"version": 1, "defaults": {"delete": true}}""", 1, 39, "\"delete\" is allow or sanction or deny, not true")]
    [InlineData("""{"version": 1, "defaults": {"remove": "deny"}}""", 1, 39,
        "\"remove\" is not known in \"defaults\"; this release would not act on it, so remove it")]
    [InlineData("""{"version": 1, "build": {"requireCommit": "true"}}""", 1, 43, "\"requireCommit\" is true or false, not \"true\"")]
    [InlineData("""{"version": 1, "build": {"lock": "access.lock.json"}}""", 1, 34, "\"lock\" is optional or required, not \"access.lock.json\"")]
    [InlineData("""{"version": 1, "resources": [{"name": "customers"}]}""", 1, 39,
        "'customers' is not a resource: write kind:name, for example sql:customers.")]
    [InlineData("""{"version": 1, "resources": [{"name": "sgl:audit", "mutability": "append-only"}]}""", 1, 39,
        "'sgl' is not a kind of resource; known are sql, mongo, redis, blob, cosmos, table, queue, http, file.")]
    [InlineData("""{"version": 1, "resources": [{"name": "sql:a", "audit": "buffered"}]}""", 1, 57, "\"audit\" is durable, not \"buffered\"")]
    public void Problem_is_named_with_its_place(string text, int line, int column, string message) =>
        Assert.Equal([new PolicyProblem(line, column, message)], Problems(text));

    [Theory]
    [InlineData("\"id\": \" \"", "\"id\" is empty")]
    [InlineData("\"reason\": \"\"", "\"reason\" is empty")]
    [InlineData("\"reason\": \"…\"", "\"reason\" still says \"…\": write why the grant is given")]
    [InlineData("\"operations\": []", "\"operations\" is a list with at least one entry")]
    [InlineData("\"operations\": \"delete\"", "\"operations\" is a list with at least one entry")]
    [InlineData("\"operations\": [\"Delete\"]",
        "\"Delete\" is not an operation; known are read, insert, update, delete, truncate, schema, call, unknown")]
    [InlineData("\"resources\": []", "\"resources\" is a list with at least one entry")]
    [InlineData("\"callers\": [\"Shop.Erasure\"]", "\"Shop.Erasure\" is not a caller: write T:Namespace.Type, N:Namespace, M:Namespace.Type.Method or *")]
    [InlineData("\"expires\": \"30.06.2027\"", "\"expires\" is a day as 2027-06-30, not \"30.06.2027\"")]
    [InlineData("\"expires\": \"2027-02-30\"", "\"expires\" is a day as 2027-06-30, not \"2027-02-30\"")]
    [InlineData("\"maxRows\": 0", "\"maxRows\" is a whole number of at least 1 and at most 9007199254740991")]
    [InlineData("\"maxRows\": 9007199254740992", "\"maxRows\" is a whole number of at least 1 and at most 9007199254740991")]
    [InlineData("\"maxRows\": 1.5", "\"maxRows\" is a whole number of at least 1 and at most 9007199254740991")]
    [InlineData("\"requires\": [\"justification\"]", "\"requires\" is not known in a sanction; this release would not act on it, so remove it")]
    public void Problem_of_a_sanction_is_named(string field, string message)
    {
        var fields = new Dictionary<string, string>
        {
            ["id"] = "\"gdpr\"",
            ["operations"] = "[\"delete\"]",
            ["resources"] = "[\"sql:customers\"]",
            ["callers"] = "[\"*\"]",
            ["reason"] = "\"law\"",
        };
        var colon = field.IndexOf(':');
        fields[field[1..(colon - 1)]] = field[(colon + 2)..];

        var problem = Assert.Single(Problems(OneSanction(string.Join(",\n", fields.Select(entry => $"\"{entry.Key}\": {entry.Value}")))));

        Assert.Equal(message, problem.Message);
    }

    [Fact]
    public void Sanction_needs_its_fields() => Assert.Equal(
        ["a sanction needs \"id\"", "a sanction needs \"operations\"", "a sanction needs \"resources\"", "a sanction needs \"callers\"",
            "a sanction needs \"reason\""],
        Problems(OneSanction("")).Select(problem => problem.Message));

    [Fact]
    public void Id_of_a_sanction_is_there_once()
    {
        const string sanction = """{"id": "a", "operations": ["delete"], "resources": ["*"], "callers": ["*"], "reason": "r"}""";

        Assert.Equal(
            [new PolicyProblem(3, 1, "the sanction \"a\" is there twice")],
            Problems($$"""{"version": 1, "sanctions": [{{"\n"}}{{sanction}},{{"\n"}}{{sanction}}]}"""));
    }

    [Fact]
    public void All_problems_come_in_the_order_of_the_text() => Assert.Equal(
        [(1, 10), (2, 12), (3, 9)],
        Problems("{\"mode\": \"off\",\n\"version\": 3,\n\"what\": 1}").Select(problem => (problem.Line, problem.Column)));

    private static string OneSanction(string fields) => $$"""{"version": 1, "sanctions": [{ {{fields}} }]}""";

    private static Policy Read(string text)
    {
        var policy = PolicyReader.Read(text, out var problems);
        Assert.Empty(problems);
        return Assert.IsType<Policy>(policy);
    }

    private static IReadOnlyList<PolicyProblem> Problems(string text)
    {
        Assert.Null(PolicyReader.Read(text, out var problems));
        return problems;
    }
}
