using System.Security.Cryptography;
using System.Text.Json;
using ImmutableGuard.Inspection;
using ImmutableGuard.Manifests;

namespace ImmutableGuard.Tool.Tests;

/// <summary>The verbs over an application's merged manifest.</summary>
public sealed class ApplicationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string manifest;
    private readonly string privateKey;
    private readonly string publicKey;

    public ApplicationTests()
    {
        File.Copy(typeof(ManifestTests).Assembly.Location, Path.Combine(folder.Path, "Shop.dll"));
        File.Copy(typeof(Effects).Assembly.Location, Path.Combine(folder.Path, "Shop.Data.dll"));
        File.Copy(typeof(AssemblyInspector).Assembly.Location, Path.Combine(folder.Path, "Dapper.dll"));
        manifest = Write();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        privateKey = folder.Write("key.pem", key.ExportPkcs8PrivateKeyPem());
        publicKey = folder.Write("key.pub.pem", key.ExportSubjectPublicKeyInfoPem());
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Show_prints_each_assembly_and_what_it_is_deployed_with()
    {
        var run = await Transcript.RunAsync("manifest", "show", manifest);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith(
            $"""
            application  shop

            assembly Shop.Data.dll
            build    {new string('a', 40)}, clean
            policy   observe, no policy file

              Member           Place          Effects             Sanction  Guarded
            """.Split("\n\n  Member")[0],
            run.Output, StringComparison.Ordinal);
        Assert.Contains("assembly Shop.dll", run.Output, StringComparison.Ordinal);
        Assert.Contains("Customers.Erase", run.Output, StringComparison.Ordinal);
        Assert.EndsWith(
            """
            deployed with Dapper 2.1.86: delete file:*, not all: a text decides
            deployed with 1 assembly that refers to no sink
            There is more that the application can do than what is listed, or it isn't known whether there is.

            """, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_as_json_prints_the_canonical_predicate()
    {
        var run = await Transcript.RunAsync("manifest", "show", manifest, "--json");

        Assert.Equal(AppStatement.Read(File.ReadAllText(manifest)).Write()["predicate"] + "\n", run.Output);
    }

    [Fact]
    public async Task Diff_compares_all_assemblies()
    {
        var before = folder.Write("before.access.app.json", File.ReadAllText(manifest));
        Write(resource: "sql:*");

        var run = await Transcript.RunAsync("manifest", "diff", before, manifest);

        Assert.Equal(
            (1, "M:Shop.Data.Customers.Erase can now delete sql:* without sanction, before only delete sql:customers without sanction\nAccess widens.\n"),
            (run.ExitCode, run.Output));
        Assert.Equal(0, (await Transcript.RunAsync("manifest", "diff", before, before)).ExitCode);
    }

    [Fact]
    public async Task Lock_takes_an_application_too()
    {
        var file = Path.Combine(folder.Path, "access.lock.json");

        Assert.Equal(0, (await Transcript.RunAsync("lock", manifest, "--lock", file, "--update")).ExitCode);
        Assert.Equal(0, (await Transcript.RunAsync("lock", manifest, "--lock", file)).ExitCode);
        Assert.Contains("delete sql:customers by M:Shop.Data.Customers.Erase", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signed_application_is_verified_with_all_its_files()
    {
        await SignAsync();

        var run = await VerifyAsync();

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            ["signature", "digest", "mvid", "digest", "mvid", "dependency", "dependency", "manifest", "commit"],
            Checks(run).Select(check => check.Name));
    }

    /// <summary>Of a package only the commit is known, if that; the application's build has said what its bytes are.</summary>
    [Theory]
    [InlineData("cccccccccccccccccccccccccccccccccccccccc")]
    [InlineData(null)]
    public async Task Guarded_package_is_held_to_its_bytes(string? commit)
    {
        Write(package: new(commit, null, null, null, null));
        await SignAsync();

        var run = await VerifyAsync("--commit", new string('a', 40));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains($"Shop.Data.dll: {commit ?? "not known"}, as it says of itself", run.Output, StringComparison.Ordinal);
        File.AppendAllText(Path.Combine(folder.Path, "Shop.Data.dll"), "x");
        Assert.Equal(["digest"], Failed(await VerifyAsync()));
    }

    [Fact]
    public async Task Project_whose_work_tree_is_not_known_to_be_clean_fails()
    {
        Write(package: new(new string('a', 40), null, null, null, null), tools: new Dictionary<string, string> { ["immutableguard"] = "0.1.0" });
        await SignAsync();

        Assert.Equal(["commit"], Failed(await VerifyAsync()));
    }

    [Fact]
    public async Task File_that_was_changed_or_is_gone_is_found()
    {
        await SignAsync();
        File.AppendAllText(Path.Combine(folder.Path, "Shop.Data.dll"), "x");
        File.AppendAllText(Path.Combine(folder.Path, "Dapper.dll"), "x");
        Assert.Equal(["digest", "dependency", "dependency"], Failed(await VerifyAsync()));

        File.Delete(Path.Combine(folder.Path, "Shop.Data.dll"));
        Assert.Equal(["digest", "dependency", "dependency"], Failed(await VerifyAsync()));
    }

    [Fact]
    public async Task Envelope_of_an_assembly_is_none_of_an_application()
    {
        folder.Write("Shop.access.json", new ManifestStatement("Shop.dll", Digest("Shop.dll"), new() { Service = "shop", Policy = new(), Sites = [] }).Write().ToString());
        await Transcript.RunAsync("manifest", "sign", Path.Combine(folder.Path, "Shop.dll"), "--key", privateKey);
        File.Copy(Path.Combine(folder.Path, "Shop.access.dsse.json"), Path.Combine(folder.Path, "Shop.access.app.dsse.json"));

        Assert.Equal(["statement"], Failed(await VerifyAsync()));
    }

    [Fact]
    public async Task Broken_application_is_a_bad_input()
    {
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("\"sites\"", "\"sights\""));

        var run = await Transcript.RunAsync("manifest", "show", manifest);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"{manifest}(1,", run.Error, StringComparison.Ordinal);
        Assert.Contains("error IG5003: not an access manifest: \"sites\" is missing or of the wrong kind. ", run.Error, StringComparison.Ordinal);
    }

    private Task<Transcript> SignAsync() => Transcript.RunAsync("manifest", "sign", manifest, "--key", privateKey);

    private Task<Transcript> VerifyAsync(params string[] more) => Transcript.RunAsync(["manifest", "verify", manifest, "--key", publicKey, "--json", .. more]);

    private static IEnumerable<(string Name, bool Holds)> Checks(Transcript run) => JsonDocument.Parse(run.Output).RootElement.GetProperty("checks").EnumerateArray()
        .Select(check => (check.GetProperty("name").GetString()!, check.GetProperty("holds").GetBoolean()));

    private static IEnumerable<string> Failed(Transcript run) => Checks(run).Where(check => !check.Holds).Select(check => check.Name);

    private string Digest(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder.Path, file))));

    private static readonly Dictionary<string, string> BuiltHere = new() { ["immutableguard"] = "0.1.0" };

    private string Write(string resource = "sql:customers", Stamp? package = null, Dictionary<string, string>? tools = null) => folder.Write("Shop.access.app.json", new AppStatement(
        "shop",
        [
            Assembly("Shop.Data.dll", "M:Shop.Data.Customers.Erase", resource, package ?? Clean, package is null ? BuiltHere : tools),
            Assembly("Shop.dll", "M:Shop.Orders.Purge", "sql:orders", Clean, BuiltHere),
        ],
        [
            new("Dapper", "2.1.86", Digest("Dapper.dll"), false, new([new(Operation.Delete, "file:*")], "a text decides")),
            new("Dapper", "3.0.0", Digest("Dapper.dll"), false, Effects.Empty),
        ]).Write() + "\n");

    private static readonly Stamp Clean = new(new string('a', 40), null, null, false, null);

    private ManifestStatement Assembly(string name, string member, string resource, Stamp stamp, Dictionary<string, string>? tools) => new(name, Digest(name), new()
    {
        Service = "shop",
        Stamp = stamp,
        Tools = tools,
        Mvid = ModuleVersion.Read(Path.Combine(folder.Path, name)),
        Policy = new(),
        Sites = [new() { Id = SiteId.Create(member, "M:S", 0), Member = member, File = "src/Shop.cs", Line = 1, Sink = "M:S", Effects = new([new(Operation.Delete, resource)]), Mediated = true }],
    });
}
