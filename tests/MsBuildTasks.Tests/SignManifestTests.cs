using System.Security.Cryptography;
using ImmutableGuard.Manifests;

namespace ImmutableGuard.MsBuildTasks.Tests;

public sealed class SignManifestTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sign-").FullName;
    private readonly MockEngine engine = new();
    private readonly string pem;

    public SignManifestTests()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        pem = key.ExportPkcs8PrivateKeyPem();
        File.WriteAllText(KeyFile, pem);
        File.WriteAllText(Manifest, "{}\n");
    }

    private string Manifest => Path.Combine(folder, "Shop.access.json");

    private string Envelope => Path.Combine(folder, "Shop.access.dsse.json");

    private string KeyFile => Path.Combine(folder, "key.pem");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void NoKey_SignsNothingAndLeavesNoEnvelopeOfAnotherManifest()
    {
        File.WriteAllText(Envelope, "of yesterday's build");

        Assert.True(Task(environment: "").Execute());
        Assert.False(File.Exists(Envelope));
        Assert.Empty(engine.Log);
    }

    /// <summary>The key was taken away. What was signed afterwards, with a key that the build never saw, is no lie.</summary>
    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void NoKey_LeavesADeployedEnvelopeOnlyWhereItIsOfThisManifest(bool isOfThisManifest, bool stays)
    {
        Task(KeyFile).Execute();
        var deployed = Path.Combine(folder, "deployed.access.dsse.json");
        File.Copy(Envelope, deployed);
        if (!isOfThisManifest)
            File.AppendAllText(Manifest, " ");
        var task = Task(environment: "");
        task.DeployedEnvelopeFile = deployed;

        Assert.True(task.Execute());
        Assert.Equal((false, stays), (File.Exists(Envelope), File.Exists(deployed)));

        File.WriteAllText(deployed, "{ cut off");
        Assert.True(task.Execute());
        Assert.False(File.Exists(deployed));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void KeyInAFileOrInTheEnvironment_SignsTheBytesOfTheManifest(bool inFile)
    {
        Assert.True((inFile ? Task(KeyFile, "not looked at") : Task(environment: pem)).Execute());

        var envelope = DsseEnvelope.Read(File.ReadAllText(Envelope));
        Assert.Equal("{}\n"u8.ToArray(), envelope.Payload);
        using var key = ECDsa.Create();
        key.ImportFromPem(pem);
        Assert.True(key.VerifyData(
            DsseEnvelope.PreAuthentication(envelope.PayloadType, envelope.Payload), envelope.Signatures[0].Bytes, HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence));
        Assert.Empty(engine.Log);
    }

    [Fact]
    public void EnvelopeThatIsRight_IsNotWrittenAgain()
    {
        Task(KeyFile).Execute();
        File.SetLastWriteTimeUtc(Envelope, DateTime.UnixEpoch);

        Assert.True(Task(KeyFile).Execute());
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(Envelope));

        File.AppendAllText(Manifest, " ");
        Assert.True(Task(KeyFile).Execute());
        Assert.NotEqual(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(Envelope));
    }

    [Fact]
    public void KeyThatCannotBeUsed_IsAnErrorThatSaysNothingOfIt()
    {
        Assert.False(Task(environment: "c2VjcmV0").Execute());
        Assert.False(Task(Path.Combine(folder, "missing.pem")).Execute());

        Assert.Equal(
            "error IG3009 IMMUTABLEGUARD_SIGNING_KEY [IG3009 docs/rules/IG3009.md]: The access manifest can't be signed: there is no private key in it (PEM).",
            engine.Log[0]);
        Assert.StartsWith($"error IG3009 {folder}", engine.Log[1], StringComparison.Ordinal);
        Assert.False(File.Exists(Envelope));
    }

    private SignManifest Task(string keyFile = "", string environment = "") =>
        new() { BuildEngine = engine, ManifestFile = Manifest, EnvelopeFile = Envelope, KeyFile = keyFile, EnvironmentKey = environment };
}
