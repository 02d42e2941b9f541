using System.Security.Cryptography;
using System.Text.Json;
using ImmutableGuard.Inspection;
using ImmutableGuard.Manifests;

namespace ImmutableGuard.Tool.Tests;

public sealed class SignedManifestTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string assembly;
    private readonly string privateKey;
    private readonly string publicKey;

    public SignedManifestTests()
    {
        assembly = Path.Combine(folder.Path, "Shop.dll");
        File.Copy(typeof(ManifestTests).Assembly.Location, assembly);
        // .NET's own keys: openssl's are in Attestation.Tests.
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        privateKey = folder.Write("key.pem", key.ExportPkcs8PrivateKeyPem());
        publicKey = folder.Write("key.pub.pem", key.ExportSubjectPublicKeyInfoPem());
    }

    private string Head { get; set; } = new('a', 40);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Signed_build_is_verified()
    {
        Commit();
        var signed = await SignAsync();
        Assert.Equal((0, ""), (signed.ExitCode, signed.Error));
        Assert.StartsWith($"Wrote {Path.Combine(folder.Path, "Shop.access.dsse.json")}, signed by the key ", signed.Output, StringComparison.Ordinal);

        var run = await VerifyAsync("--repository", folder.Path, "--commit", Head);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var id = signed.Output.Trim().TrimEnd('.').Split(' ')[^1];
        Assert.Equal(
            $"""
            ok      signature   by the key {id}
            ok      digest      sha256 {Digest}
            ok      mvid        {ModuleVersion.Read(assembly)}
            ok      manifest    Shop.access.json is what was signed
            ok      commit      {Head}, clean
            ok      repository  {folder.Path} has the commit
            Verified.

            """, run.Output);
    }

    [Fact]
    public async Task Another_key_verifies_nothing_and_nothing_of_the_envelope_is_believed()
    {
        await SignAsync();
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        folder.Write("key.pub.pem", other.ExportSubjectPublicKeyInfoPem());

        var run = await VerifyAsync("--json");

        Assert.Equal(1, run.ExitCode);
        var json = JsonDocument.Parse(run.Output).RootElement;
        Assert.False(json.GetProperty("verified").GetBoolean());
        Assert.Equal("signature", Assert.Single(json.GetProperty("checks").EnumerateArray()).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Assembly_that_was_changed_fails_the_digest()
    {
        await SignAsync();
        File.AppendAllText(assembly, "x");

        Assert.Equal(["digest"], await FailedAsync());
    }

    [Fact]
    public async Task Another_build_of_the_same_name_fails_digest_and_mvid()
    {
        await SignAsync();
        File.Copy(typeof(Effects).Assembly.Location, assembly, overwrite: true);

        Assert.Equal(["digest", "mvid"], await FailedAsync());
    }

    [Fact]
    public async Task Manifest_that_was_changed_since_fails()
    {
        await SignAsync();
        File.AppendAllText(Path.Combine(folder.Path, "Shop.access.json"), " ");

        Assert.Equal(["manifest"], await FailedAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(null)]
    public async Task Build_that_isnt_known_to_be_clean_fails_the_commit(bool? dirty)
    {
        await SignAsync(dirty);

        Assert.Equal(["commit"], await FailedAsync());
    }

    [Fact]
    public async Task Commit_that_is_another_or_nowhere_fails()
    {
        Commit();
        Head = new('b', 40);
        await SignAsync();

        Assert.Equal(["repository"], await FailedAsync("--repository", folder.Path));
        Assert.Equal(["commit"], await FailedAsync("--commit", new string('c', 40)));
        Head = "HEAD";
        await SignAsync();
        Assert.Equal(["repository"], await FailedAsync("--repository", folder.Path));
    }

    [Fact]
    public async Task Something_else_that_the_key_signed_is_no_manifest()
    {
        folder.Write("Shop.access.json", "{}");
        await Transcript.RunAsync("manifest", "sign", assembly, "--key", privateKey);

        Assert.Equal(["statement"], await FailedAsync());
    }

    [Fact]
    public async Task Missing_or_broken_files_are_bad_inputs()
    {
        var envelope = Path.Combine(folder.Path, "Shop.access.dsse.json");

        Assert.Equal((2, $"{envelope}: error IG5009: not found, so the manifest isn't signed. Build with -p:ImmutableGuardSigningKey=<file>, or sign it: immutableguard manifest sign.\n"), await ErrorAsync(VerifyAsync()));
        folder.Write("Shop.access.dsse.json", "{}");
        Assert.Equal(
            (2, $"{envelope}(1,1): error IG5009: not a DSSE envelope. Build with -p:ImmutableGuardSigningKey=<file>, or sign it: immutableguard manifest sign.\n"),
            await ErrorAsync(VerifyAsync()));
        Assert.Equal(
            (2, $"{privateKey}: error IG5008: there is no public key in it (PEM). Give a PEM file with an ECDSA P-256 or Ed25519 key.\n"),
            await ErrorAsync(Transcript.RunAsync("manifest", "verify", assembly, "--key", privateKey)));
    }

    private static async Task<(int, string)> ErrorAsync(Task<Transcript> run) => ((await run).ExitCode, (await run).Error);

    private string Digest => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(assembly)));

    private void Commit()
    {
        Git.Run(folder.Path, "init", "-q");
        Git.Run(folder.Path, "-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false", "commit", "-q", "--allow-empty", "-m", "c");
        Head = Git.Run(folder.Path, "rev-parse", "HEAD").Output.Trim();
    }

    private Task<Transcript> SignAsync(bool? dirty = false)
    {
        var manifest = new AccessManifest
        {
            Service = "shop",
            Stamp = new(Head, null, null, dirty, null),
            Mvid = ModuleVersion.Read(assembly),
            Policy = new(),
            Sites = [],
        };
        folder.Write("Shop.access.json", new ManifestStatement("Shop.dll", Digest, manifest).Write() + "\n");
        return Transcript.RunAsync("manifest", "sign", assembly, "--key", privateKey);
    }

    private Task<Transcript> VerifyAsync(params string[] arguments) =>
        Transcript.RunAsync(["manifest", "verify", assembly, "--key", publicKey, .. arguments]);

    private async Task<IEnumerable<string>> FailedAsync(params string[] arguments)
    {
        var run = await VerifyAsync([.. arguments, "--json"]);
        Assert.Equal(1, run.ExitCode);
        return [.. JsonDocument.Parse(run.Output).RootElement.GetProperty("checks").EnumerateArray()
            .Where(check => !check.GetProperty("holds").GetBoolean()).Select(check => check.GetProperty("name").GetString()!)];
    }
}
