using System.Text.Json.Nodes;
using CsCheck;
using ImmutableGuard.Policies;

namespace ImmutableGuard.Model.Tests.Policies;

/// <summary>The schema and the reader say the same of every policy: an editor must not praise what the build refuses.</summary>
public class PolicySchemaTests
{
    private const string Name = "immutableguard", Shared = "immutableguard.shared";

    // Each field with values of which some are right, some nearly, and some not.
    private static readonly Gen<string> SomeText = Values("\"a\"", "\"\"", "\" \"", "\"…\"", "\". .\"", "\"?..\"", "\" a. \"", "1", "null", "[]");
    private static readonly Gen<string> SomeResource = Values("\"*\"", "\"sql:customers\"", "\"file:/tmp/**\"", "\"sql:\"", "\"sgl:a\"", "\"customers\"", "\":a\"", "\"\"", "7");
    private static readonly Gen<string> SomeCaller = Values("\"*\"", "\"T:Shop.Orders\"", "\"M:A.B(System.Int32)\"", "\"E:A.B\"", "\"T:\"", "\"X:A\"", "\"Shop.Orders\"", "\"\"", "{}");
    private static readonly Gen<string> SomeOperation = Values("\"delete\"", "\"unknown\"", "\"Delete\"", "\"none\"", "1");
    private static readonly Gen<string> SomeFlag = Values("true", "false", "\"true\"", "null", "0");
    private static readonly Gen<string> SomeRequirement = Values("\"allow\"", "\"sanction\"", "\"deny\"", "\"maybe\"", "true", "null");
    private static readonly Gen<string> SomeDay = Values("\"2027-06-30\"", "\"2027-06-31\"", "\"2027-02-30\"", "\"2028-02-29\"", "\"2027-13-01\"", "\"30.06.2027\"", "\"2027-6-30\"", "\" 2027-06-30\"", "20270630");
    private static readonly Gen<string> SomeRows = Values("1", "0", "-1", "1.5", "9007199254740991", "9007199254740992", "\"1\"", "null");

    private static readonly Gen<string> SomeDefaults = Object(("delete", SomeRequirement, 1), ("read", SomeRequirement, 1), ("remove", SomeRequirement, 9));

    private static readonly Gen<string> SomeRule = Object(
        ("name", SomeResource, 0), ("mutability", Values("\"append-only\"", "\"free\"", "\"sanctioned\"", "\"frozen\""), 1), ("reads", SomeRequirement, 1),
        ("owner", SomeText, 2), ("retention", SomeText, 2), ("personalData", SomeFlag, 2), ("audit", Values("\"durable\"", "\"buffered\""), 3), ("more", SomeText, 9));

    private static readonly Gen<string> SomeSanction = Object(
        ("id", SomeText, 0), ("operations", List(SomeOperation), 0), ("resources", List(SomeResource), 0), ("callers", List(SomeCaller), 0), ("reason", SomeText, 0),
        ("owner", SomeText, 3), ("ticket", SomeText, 3), ("expires", SomeDay, 1), ("maxRows", SomeRows, 1), ("requires", SomeText, 9));

    private static readonly Gen<string> SomeDelegates = List(Object(("operations", List(SomeOperation), 0), ("resources", List(SomeResource), 0), ("callers", List(SomeCaller), 9)));

    private static readonly Gen<string> SomePolicy = PolicyOf(serviceRarity: 2, delegatesRarity: 8);
    private static readonly Gen<string> SomeSharedPolicy = PolicyOf(serviceRarity: 8, delegatesRarity: 1);

    private static Gen<string> PolicyOf(int serviceRarity, int delegatesRarity) => Object(
        ("$schema", Values("\"./immutableguard.schema.json\"", "1"), 2), ("version", Values("1", "2", "\"1\"", "1.5"), 0),
        ("mode", Values("\"observe\"", "\"ratchet\"", "\"enforce\"", "\"off\"", "1"), 1), ("service", SomeText, serviceRarity), ("defaults", SomeDefaults, 2),
        ("inCode", Values("\"allow\"", "\"deny\"", "true"), 2), ("resources", List(SomeRule), 1), ("sanctions", One(SomeSanction), 1),
        ("build", Object(("requireCommit", SomeFlag, 1), ("requireClean", Values("\"ci\"", "\"always\"", "\"never\"", "\"sometimes\""), 1), ("lock", Values("\"optional\"", "\"required\"", "true"), 1)), 2),
        ("delegates", SomeDelegates, delegatesRarity), ("digest", SomeText, 9));

    [SkippableFact]
    public void Schema_and_reader_agree() => Agree(SomePolicy, Name, policy => PolicyReader.Read(policy, out _) is not null);

    [SkippableFact]
    public void Schema_and_reader_of_a_shared_policy_agree() => Agree(SomeSharedPolicy, Shared, policy => PolicyReader.ReadShared(policy, out _) is not null);

    private static void Agree(Gen<string> some, string schema, Func<string, bool> isRead)
    {
        Schema.RequireModules();
        some.Array[3000].Sample(policies =>
        {
            var answers = Schema.Validate(schema, policies);
            var read = policies.Select(isRead).ToArray();
            for (var i = 0; i < policies.Length; i++)
                Assert.True((answers[i] == "valid") == read[i], $"the schema says {answers[i]}, the reader {read[i]}: {policies[i]}");
            // Were hardly any right, hardly anything were compared.
            Assert.InRange(read.Count(wasRead => wasRead), 200, 2800);
        }, iter: 1);
    }

    [SkippableTheory]
    [InlineData(Name, false)]
    [InlineData(Shared, true)]
    public void Policies_of_the_documentation_are_valid(string schema, bool areShared)
    {
        var policies = Documented().Where(policy => policy.Contains("\"delegates\"", StringComparison.Ordinal) == areShared).ToList();
        Assert.NotEmpty(policies);
        Assert.All(Schema.Validate(schema, [.. policies.Select(policy => policy.ReplaceLineEndings(""))]), answer => Assert.Equal("valid", answer));
    }

    /// <summary>Two files, because a schema doesn't see what the policy's file is called; they differ in what only one of the two may say.</summary>
    [Fact]
    public void Schema_of_a_shared_policy_is_the_other_one_but_for_service_and_delegates()
    {
        JsonObject own = Parse(Name), shared = Parse(Shared);
        Assert.True(own["properties"]!.AsObject().Remove("service"));
        Assert.True(shared["properties"]!.AsObject().Remove("delegates"));
        foreach (var field in (string[])["$id", "title"])
            Assert.True(own.Remove(field) && shared.Remove(field));
        Assert.Equal(own.ToJsonString(), shared.ToJsonString());

        static JsonObject Parse(string schema) => JsonNode.Parse(File.ReadAllText(Schema.PathOf(schema)))!.AsObject();
    }

    /// <summary>What the reader alone sees: JSON schema has no word for it.</summary>
    [Theory]
    [InlineData("""{"version":1,"sanctions":[{"id":"a","operations":["read"],"resources":["*"],"callers":["*"],"reason":"r"},{"id":"a","operations":["read"],"resources":["*"],"callers":["*"],"reason":"r"}]}""")]
    [InlineData("""{"version":1,"sanctions":[{"id":"a","operations":["read"],"resources":["*"],"callers":["*"],"reason":"r","expires":"2027-02-29"}]}""")]
    public void Reader_is_the_stricter_one(string policy) => Assert.Null(PolicyReader.Read(policy, out _));

    private static IEnumerable<string> Documented()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "ImmutableGuard.sln")))
            root = Path.GetDirectoryName(root)!;
        foreach (var page in (string[])["README.md", "docs/policy.md"])
            foreach (var block in File.ReadAllText(Path.Combine(root, page)).Split("```json").Skip(1))
                yield return block[..block.IndexOf("```", StringComparison.Ordinal)];
    }

    /// <summary>The first is right, and comes as often as all others together.</summary>
    private static Gen<string> Values(params string[] values) => Gen.Int[0, values.Length * 4].Select(draw => draw < values.Length ? values[draw] : values[0]);

    private static Gen<string> List(Gen<string> item) =>
        Gen.Select(item.Array[0, 3], Gen.Int[0, 9], (items, draw) => draw == 0 ? "{}" : draw < 8 && items.Length == 0 ? "[]" : $"[{string.Join(',', items)}]");

    private static Gen<string> One(Gen<string> item) => Gen.Select(item, Gen.Int[0, 9], (one, draw) => draw == 0 ? "[]" : $"[{one}]");

    /// <summary>An object; a field with rarity 0 is nearly always there, with 9 hardly ever.</summary>
    private static Gen<string> Object(params (string Name, Gen<string> Value, int Rarity)[] fields) => fields
        .Select(field => Gen.Select(field.Value, Gen.Int[0, 99], (value, draw) => (field.Rarity == 0 ? draw < 97 : draw < 50 / field.Rarity - 4) ? $"\"{field.Name}\":{value}" : null))
        .Aggregate(Gen.Const(""), (all, next) => Gen.Select(all, next, (front, field) => field is null ? front : front.Length == 0 ? field : front + "," + field))
        .Select(inner => "{" + inner + "}");
}
