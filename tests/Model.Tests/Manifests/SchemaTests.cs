using CsCheck;
using ImmutableGuard.Json;
using ImmutableGuard.Locks;
using ImmutableGuard.Manifests;
using ImmutableGuard.Model.Tests.Locks;
using ImmutableGuard.Policies;

namespace ImmutableGuard.Model.Tests.Manifests;

/// <summary>The shipped schemas, asked through a validator that isn't ours.</summary>
public class SchemaTests
{
    private static readonly Dependency Dapper = new("Dapper", "2.1.86", new string('c', 64), false, new([new(Operation.Delete, "file:*")], "a text decides"));

    private static readonly ManifestStatement Built = new("Shop.dll", new string('0', 64), new AccessManifest
    {
        Service = "shop",
        Stamp = new(new string('a', 40), "https://example.com/shop", "refs/heads/main", false, new(2026, 11, 23, 5, 14, 0, DateTimeKind.Utc)),
        Mvid = "01234567-89ab-cdef-0123-456789abcdef",
        Policy = new() { Mode = PolicyMode.Ratchet },
        PolicyDigest = new string('b', 64),
        Sites =
        [
            new()
            {
                Id = "0123456789ab",
                Member = "M:Shop.Orders.Cancel",
                File = "src/Orders.cs",
                Line = 42,
                Sink = "M:Dapper.SqlMapper.Execute",
                Effects = new([new(Operation.Delete, "sql:orders", Bounded: false), new(Operation.Schema, "sql:orders") { Drops = true }], "a part isn't known"),
                Tolerated = true,
                GivenBy = ["M:Shop.Orders.Run"],
                Derived = true,
                Mediated = true,
            },
        ],
        DerivedSinks = [new("M:Shop.Orders.Run",
        [
            new() { Sink = "M:Dapper.SqlMapper.Execute", Member = "M:Shop.Orders.Run", Text = "DELETE FROM {table}", CommandType = "{kind}", Dialect = "tsql" },
            new() { Sink = "M:System.IO.File.Delete", Member = "M:Shop.Orders.Run", Operation = Operation.Delete, Resource = "file:{path}", Bounded = false, Drops = true },
            new() { Sink = "M:Dapper.SqlMapper.Execute", Member = "M:Shop.Orders.Run" },
        ])],
        Entities = [new("T:Shop.Order", ["crm.orders", "order_lines"])],
        Unproven = ["a sentence"],
        Dependencies = [Dapper, Dapper with { Name = "Shop.Data", IsGuarded = true, Effects = Effects.Empty }],
        Tools = new Dictionary<string, string> { ["immutableguard"] = "1.0.0", ["dotnet-sdk"] = "10.0.100" },
    });

    private static readonly string Statement = Built.Write().ToString();

    private static readonly string Application = new AppStatement("shop", [Built], [Dapper]).Write().ToString();

    [SkippableFact]
    public void Manifests_are_valid() => Assert.Equal(
        ["valid", "valid"],
        Schema.Validate("access-manifest.v1", Statement, new ManifestStatement("Shop.dll", new string('0', 64), new() { Service = "", Policy = new(), Sites = [] }).Write().ToString()));

    [SkippableFact]
    public void Something_wrong_in_a_manifest_is_found_where_it_is() => Assert.Equal(
        ["/subject/0/digest/sha256", "/predicate/sites/0/file", "/predicate/sites/0/file", "/predicate/sites/0/effects/0/operation",
            "/predicate/sites/0/line", "/predicate/sites/0", "/predicate/stamp/commit", "/predicate/stamp/committedAt", "/predicate/policy/mode", "/predicate"],
        Schema.Validate(
            "access-manifest.v1",
            Statement.Replace(new string('0', 64), new string('A', 64)),
            Statement.Replace("src/Orders.cs", "/home/me/src/Orders.cs"),
            Statement.Replace("src/Orders.cs", "src\\\\Orders.cs"),
            Statement.Replace("\"delete\"", "\"remove\""),
            Statement.Replace("\"line\":42", "\"line\":0"),
            Statement.Replace("\"reason\"", "\"because\""),
            Statement.Replace(new string('a', 40), "abc"),
            Statement.Replace("05:14:00Z", "05:14:00+00:00"),
            Statement.Replace("ratchet", "lenient"),
            Statement.Replace("\"unproven\"", "\"unprovable\"")));

    [SkippableFact]
    public void Dependency_that_isnt_complete_says_why() => Assert.Equal(
        ["/predicate/dependencies/0", "/predicate/dependencies/0/digest/sha256", "/predicate/tools/dotnet-sdk"],
        Schema.Validate(
            "access-manifest.v1",
            Statement.Replace(",\"reason\":\"a text decides\"", ""),
            Statement.Replace(new string('c', 64), "c"),
            Statement.Replace("\"10.0.100\"", "10")));

    [SkippableFact]
    public void Applications_are_valid_and_what_is_wrong_in_them_is_found() => Assert.Equal(
        ["valid", "valid", "/subject/0/digest/sha256", "/predicateType", "/predicate/sites/0", "/predicate/assemblies/0/policy/mode", "/predicate/dependencies/0", "/predicate/sites/0/file"],
        Schema.Validate(
            "access-manifest.app.v1",
            Application,
            new AppStatement("", [new("Shop.dll", new string('0', 64), new() { Service = "", Policy = new(), Sites = [] })], []).Write().ToString(),
            Application.Replace(new string('0', 64), "0"),
            Application.Replace("app-access-manifest", "access-manifest"),
            Application.Replace("\"assembly\":\"Shop.dll\",", ""),
            Application.Replace("ratchet", "lenient"),
            Application.Replace(",\"reason\":\"a text decides\"", ""),
            Application.Replace("src/Orders.cs", "C:/src/Orders.cs")));

    /// <summary>What both manifests hold is said twice, because a schema of its own is what validators take.</summary>
    [Fact]
    public void Schema_of_the_application_says_the_same_of_what_both_hold()
    {
        var (one, other) = (Read("access-manifest.v1"), Read("access-manifest.app.v1"));
        var fields = (JsonObject)((JsonObject)one["manifest"]!)["properties"]!;

        Assert.All(one.Where(definition => definition.Key != "manifest"), definition => Assert.Equal(definition.Value.ToString(), other[definition.Key]?.ToString()));
        Assert.All(
            fields.Where(field => field.Key is not ("sites" or "dependencies")),
            field => Assert.Equal(field.Value.ToString(), ((JsonObject)((JsonObject)other["assembly"]!)["properties"]!)[field.Key]?.ToString()));

        static JsonObject Read(string name) => (JsonObject)((JsonObject)JsonReader.Read(File.ReadAllText(Schema.PathOf(name))))["$defs"]!;
    }

    [SkippableFact]
    public void Locks_are_valid()
    {
        Assert.Equal(["/accesses/0"], Schema.Validate("access.lock.v1", """{"version":1,"service":"s","accesses":["delete sql:orders by M:A.B"]}"""));
        SomeLocks.Lock.Array[50].Sample(
            locks => Assert.All(Schema.Validate("access.lock.v1", [.. locks.Select(one => LockWriter.Write(one).ReplaceLineEndings(""))]), answer => Assert.Equal("valid", answer)),
            iter: 1);
    }
}
