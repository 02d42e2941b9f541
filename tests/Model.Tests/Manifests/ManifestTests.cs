using CsCheck;
using ImmutableGuard.Json;
using ImmutableGuard.Manifests;
using ImmutableGuard.Policies;

namespace ImmutableGuard.Model.Tests.Manifests;

public class ManifestTests
{
    private static readonly Gen<Effect> SomeEffect =
        Gen.Select(Gen.Int[0, 7], Gen.String, Gen.Bool, (bit, name, bounded) => new Effect((Operation)(1 << bit), "sql:" + name, bounded) { Drops = bounded });

    private static readonly Gen<AccessSite> SomeSite = Gen.Select(
        Gen.String, Gen.String, Gen.Int[1, 100_000], SomeEffect.Array[0, 3], Gen.String.Null(), Gen.Bool.Nullable(),
        (id, text, line, effects, optional, mediated) => new AccessSite
        {
            Id = id,
            Member = "M:" + text,
            File = text,
            Line = line,
            Sink = "M:" + id,
            Effects = new Effects(effects, optional),
            Sanction = optional,
            Mediated = mediated,
            Tolerated = mediated ?? false,
            Suppressed = mediated == false,
        });

    private static readonly Gen<Sanction> SomeSanction = Gen.Select(
        Gen.String[1, 9].Where(Sanction.IsReason), Gen.Int[1, 255], Gen.Date.Nullable(), Gen.Long[1, 1L << 40].Nullable(),
        Gen.String.Null(),
        (text, operations, day, rows, optional) => new Sanction
        {
            Id = text,
            Operations = (Operation)operations,
            Resources = [new("*"), new("sql:" + text)],
            Callers = ["*", "T:" + text],
            Reason = "because " + text,
            Owner = optional,
            Ticket = optional,
            Expires = day,
            MaxRows = rows,
        });

    private static readonly Gen<Policy> SomePolicy = Gen.Select(
        Gen.Bool, Gen.String.Null(), Gen.Dictionary(Gen.Int[0, 7].Select(bit => (Operation)(1 << bit)), Gen.Enum<Requirement>())[0, 4],
        Gen.Select(Gen.Enum<Mutability>(), Gen.Enum<Requirement>().Nullable()).Array[0, 3], SomeSanction.Array[0, 3],
        Gen.Select(Gen.OneOf("ci", "always", "never"), Gen.Enum<PolicyMode>(), Gen.Bool),
        (flag, service, defaults, rules, sanctions, other) => new Policy
        {
            Mode = other.Item2,
            Service = service,
            AllowsInCode = flag,
            Defaults = defaults,
            Resources = [.. rules.Select(rule => new ResourceRule(new("sql:a"), rule.Item1, rule.Item2))],
            Sanctions = [.. sanctions.DistinctBy(sanction => sanction.Id)],
            Build = new() { RequireCommit = flag, RequireClean = other.Item1, RequireLock = other.Item3 },
        });

    private static readonly Gen<Dependency> SomeDependency = Gen.Select(
        Gen.String, Gen.Bool, SomeEffect.Array[0, 2], Gen.String.Null(),
        (text, guarded, effects, reason) => new Dependency(text, text, text, guarded, new(effects, reason)));

    private static readonly Gen<AccessManifest> SomeManifest = Gen.Select(
        Gen.String, SomePolicy, SomeSite.Array[0, 3], Gen.String.Array[0, 2], Gen.String.Null(), Gen.Bool.Nullable(),
        Gen.Select(Gen.DateTime.Nullable(), SomeDependency.Array[0, 2].Null()),
        (service, policy, sites, unproven, optional, dirty, others) => new AccessManifest
        {
            Service = service,
            Policy = policy,
            Sites = sites,
            Unproven = unproven,
            PolicyDigest = optional,
            Stamp = dirty is null ? null : new(optional, optional, optional, dirty, others.Item1),
            Dependencies = others.Item2,
            Tools = optional is null ? null : new Dictionary<string, string> { ["sdk"] = optional },
        });

    [Fact]
    public void Manifest_that_was_written_is_read_back() => SomeManifest.Sample(manifest =>
    {
        var json = ManifestWriter.Write(manifest).ToString();

        Assert.Equal(json, ManifestWriter.Write(ManifestReader.Read(json)).ToString());
    });

    [Fact]
    public void Statement_that_was_written_is_read_back() => SomeManifest.Sample(manifest =>
    {
        var json = new ManifestStatement("Shop.dll", "e3b0", manifest).Write().ToString();

        Assert.Equal(json, ManifestStatement.Read(json).Write().ToString());
    });

    [Fact]
    public void Application_that_was_written_is_read_back() => Gen.Select(SomeManifest.Array[0, 3], SomeDependency.Array[0, 3], (manifests, dependencies) => new AppStatement(
        "shop", [.. manifests.Select((manifest, index) => new ManifestStatement($"Shop{index}.dll", "e3b0", manifest with { Dependencies = null }))], dependencies)).Sample(application =>
    {
        var json = application.Write().ToString();

        Assert.Equal(json, AppStatement.Read(json).Write().ToString());
    });

    [Fact]
    public void Application_is_complete_where_all_of_it_is()
    {
        var whole = new ManifestStatement("Shop.dll", "e3b0", new() { Service = "shop", Policy = new(), Sites = [] });
        var known = new Dependency("Known", "1", "c0de", false, Effects.Empty);

        Assert.True(new AppStatement("shop", [whole], [known]).IsComplete);
        Assert.False(new AppStatement("shop", [whole], [known, known with { Effects = Effects.Unknown("nobody looked") }]).IsComplete);
        Assert.False(new AppStatement("shop", [whole with { Manifest = whole.Manifest with { Unproven = ["a gap"] } }], [known]).IsComplete);
    }

    [Theory]
    [InlineData("\"subject\":[]", "\"subject\":[{\"name\":\"A.dll\",\"digest\":{\"sha256\":\"b\"}}]")]
    [InlineData("\"sites\":[]", "\"sites\":[{\"assembly\":\"A.dll\",\"id\":\"a\",\"member\":\"M:A.B\",\"file\":\"a.cs\",\"line\":1,\"sink\":\"M:C.D\",\"effects\":[]}]")]
    public void Application_whose_parts_speak_of_different_assemblies_is_refused(string old, string @new)
    {
        var text = new AppStatement("shop", [], []).Write().ToString();
        Assert.NotEqual(text, text.Replace(old, @new));
        Assert.Equal(
            "its subjects, its assemblies and those its sites name are not the same",
            Assert.Throws<JsonSyntaxException>(() => AppStatement.Read(text.Replace(old, @new))).Problem);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v2","predicateType":"https://immutableguard.dev/app-access-manifest/v1"}""")]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v1","predicateType":"https://immutableguard.dev/access-manifest/v1"}""")]
    public void Statement_that_is_no_application_is_refused(string text) => Assert.Equal(
        "not an in-toto Statement v1 about an application's access manifest", Assert.Throws<JsonSyntaxException>(() => AppStatement.Read(text)).Problem);

    [Fact]
    public void Policy_that_was_written_decides_as_before() => Gen.Select(SomePolicy, SomeEffect.Array[0, 3], Gen.Date).Sample(
        (policy, effects, now) =>
        {
            var read = PolicyReader.Read(PolicyWriter.Write(policy).ToString(), out var problems);

            Assert.Empty(problems);
            var before = policy.Decide("M:Shop.Orders.Cancel", new Effects(effects), now);
            var after = read!.Decide("M:Shop.Orders.Cancel", new Effects(effects), now);
            Assert.Equal((before.Verdict, before.Sanction?.Id, before.Effect), (after.Verdict, after.Sanction?.Id, after.Effect));
        });

    [Fact]
    public void Predicate_spells_its_fields_as_documented()
    {
        var manifest = new AccessManifest
        {
            Service = "orders",
            Stamp = new("0a1b", "https://example.com/shop", "refs/heads/main", false, new(2026, 11, 23, 5, 14, 0, DateTimeKind.Utc)),
            Policy = new() { Mode = PolicyMode.Enforce },
            PolicyDigest = "cafe",
            Sites =
            [
                new()
                {
                    Id = "0123456789ab",
                    Member = "M:Shop.Orders.Cancel",
                    File = "src/Orders.cs",
                    Line = 42,
                    Sink = "M:Dapper.SqlMapper.Execute",
                    Effects = new([new(Operation.Delete, "sql:orders", Bounded: false)], "a part isn't known"),
                    Mediated = true,
                },
            ],
        };

        Assert.Equal(
            """
            {"complete":false,"policy":{"build":{"requireClean":"ci","requireCommit":true},"digest":{"sha256":"cafe"},"mode":"enforce","version":1},
            "schemaVersion":1,"service":"orders","sites":[{"complete":false,"effects":[{"bounded":false,"operation":"delete","resource":"sql:orders"}],
            "file":"src/Orders.cs","id":"0123456789ab","line":42,"mediated":true,"member":"M:Shop.Orders.Cancel","reason":"a part isn't known",
            "sanction":null,"sink":"M:Dapper.SqlMapper.Execute","suppressed":false}],"stamp":{"commit":"0a1b","committedAt":"2026-11-23T05:14:00Z","dirty":false,
            "ref":"refs/heads/main","repository":"https://example.com/shop"},"unproven":[]}
            """.ReplaceLineEndings(""),
            ManifestWriter.Write(manifest).ToString());
    }

    [Fact]
    public void Fields_of_later_releases_are_passed_over()
    {
        var manifest = ManifestReader.Read(Predicate.Replace("\"schemaVersion\"", "\"later\":{},\"schemaVersion\""));

        Assert.Equal("orders", manifest.Service);
    }

    [Theory]
    [InlineData("{}", "not an access manifest: \"schemaVersion\" is missing or of the wrong kind")]
    [InlineData("[]", "not an access manifest: \"schemaVersion\" is missing or of the wrong kind")]
    [InlineData("""{"schemaVersion":2}""", "schemaVersion 2 is not supported; this release reads 1")]
    [InlineData("""{"schemaVersion":1.5}""", "schemaVersion 1.5 is not supported; this release reads 1")]
    [InlineData("""{"schemaVersion":1,"policy":{"version":1,"mode":"off"}}""", "\"mode\" is observe or ratchet or enforce, not \"off\"")]
    [InlineData("""{"schemaVersion":1,"policy":{"version":1},"service":"s","sites":[{"effects":[{"operation":"remove"}]}]}""", "\"remove\" is not an operation")]
    [InlineData("""{"schemaVersion":1,"policy":{"version":1},"service":"s","sites":[],"stamp":{"committedAt":"yesterday"}}""", "\"committedAt\" is not a time")]
    public void Text_that_is_no_manifest_is_refused(string text, string problem) =>
        Assert.Equal(problem, Assert.Throws<JsonSyntaxException>(() => ManifestReader.Read(text)).Problem);

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v1","subject":[],"predicateType":"https://immutableguard.dev/access-manifest/v1","predicate":{}}""")]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"a","digest":{"sha256":"b"}}],"predicateType":"https://slsa.dev/provenance/v1","predicate":{}}""")]
    public void Statement_about_something_else_is_refused(string text) => Assert.Equal(
        "not an in-toto Statement v1 about one assembly's access manifest",
        Assert.Throws<JsonSyntaxException>(() => ManifestStatement.Read(text)).Problem);

    [Fact]
    public void Site_without_complete_is_not_complete()
    {
        const string site = """{"id":"a","member":"M:A.B","file":"a.cs","line":1,"sink":"M:C.D","effects":[]}""";

        var manifest = ManifestReader.Read(Predicate.Replace("\"sites\":[]", $"\"sites\":[{site}]"));

        Assert.Equal("no reason given", Assert.Single(manifest.Sites).Effects.Reason);
    }

    private const string Predicate = """{"schemaVersion":1,"policy":{"version":1},"service":"orders","sites":[]}""";
}
