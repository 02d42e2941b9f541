using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using ImmutableGuard.Manifests;
using ImmutableGuard.Policies;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;

namespace ImmutableGuard.Runtime.Tests;

[Collection("Guard")]
public sealed class BuildProofTests : IDisposable
{
    private static readonly AccessManifest Manifest = new() { Service = "shop", Policy = new() { Mode = PolicyMode.Enforce }, Sites = [] };
    private static readonly BuildRequirements Any = new();

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    [Fact]
    public void ManifestSignedWithTheTrustedKey_Holds()
    {
        var (assembly, bytes) = Build(dirty: false);
        Sign(assembly, bytes, key);
        Assert.Null(BuildProof.Of(assembly, Any, key.ExportSubjectPublicKeyInfoPem()).Problem);
    }

    [Fact]
    public void WithoutATrustedKey_NoSignatureIsAskedFor() => Assert.Null(BuildProof.Of(Build(dirty: false).Assembly, Any, null).Problem);

    [Fact]
    public void MissingEnvelope_IsNotSigned() =>
        IsNotSigned("can't be read", Build(dirty: false).Assembly, key.ExportSubjectPublicKeyInfoPem());

    [Fact]
    public void AnotherKey_IsNotSigned()
    {
        var (assembly, bytes) = Build(dirty: false);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Sign(assembly, bytes, other);
        IsNotSigned("no signature", assembly, key.ExportSubjectPublicKeyInfoPem());
    }

    [Fact]
    public void ManifestChangedAfterwards_IsNotSigned()
    {
        var (assembly, bytes) = Build(dirty: false);
        Sign(assembly, [.. bytes, (byte)'\n'], key);
        IsNotSigned("isn't the access manifest beside it", assembly, key.ExportSubjectPublicKeyInfoPem());
    }

    [Fact]
    public void PayloadOfAnotherType_IsNotSigned()
    {
        var (assembly, bytes) = Build(dirty: false);
        Sign(assembly, bytes, key, "text/plain");
        IsNotSigned("isn't the access manifest beside it", assembly, key.ExportSubjectPublicKeyInfoPem());
    }

    [Theory]
    [InlineData("nothing", "there is no public key in it")]
    [InlineData("-----BEGIN PUBLIC KEY-----\n%%%\n-----END PUBLIC KEY-----", "the key is damaged")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----", "the key is Ed25519, which .NET doesn't verify; sign with ECDSA on P-256, or set GuardOptions.SignatureVerifier")]
    [InlineData("-----BEGIN PUBLIC KEY-----\r\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==\r\n-----END PUBLIC KEY-----",
        "isn't a point on the curve")]
    public void KeyThatCannotBeUsed_IsNotSigned(string pem, string why)
    {
        var (assembly, bytes) = Build(dirty: false);
        Sign(assembly, bytes, key);
        IsNotSigned(why, assembly, pem);
    }

    [Fact]
    public void KeyOnAnotherCurve_IsNotSigned()
    {
        var (assembly, bytes) = Build(dirty: false);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Sign(assembly, bytes, other);
        IsNotSigned("isn't ECDSA on P-256", assembly, other.ExportSubjectPublicKeyInfoPem());
    }

    [Fact]
    public void KeyWithLineEndsOfWindows_Holds()
    {
        var (assembly, bytes) = Build(dirty: false);
        Sign(assembly, bytes, key);
        Assert.Null(BuildProof.Of(assembly, Any, key.ExportSubjectPublicKeyInfoPem().ReplaceLineEndings("\r\n") + "\r\n").Problem);
    }

    /// <summary>What .NET has no verification for is left to the service, and is asked for each signature over the bytes that were signed.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void VerifierOfTheService_Decides(bool trusts)
    {
        var (assembly, bytes) = Build(dirty: false);
        Sign(assembly, bytes, key);
        var proof = BuildProof.Of(assembly, Any, null, (message, signature) =>
            trusts && message.SequenceEqual(DsseEnvelope.PreAuthentication(DsseEnvelope.StatementType, bytes)) && signature.Length > 0);
        Assert.Equal(trusts ? null : GuardErrors.ManifestNotSigned, proof.Error);
    }

    /// <summary>As <c>docs/access-manifest.md</c> shows it.</summary>
    [Fact]
    public void Ed25519_IsVerifiedByTheLibraryThatAServiceBrings()
    {
        var (assembly, bytes) = Build(dirty: false);
        var trusted = new Ed25519PrivateKeyParameters(new SecureRandom());
        var signer = new Ed25519Signer();
        signer.Init(forSigning: true, trusted);
        var message = DsseEnvelope.PreAuthentication(DsseEnvelope.StatementType, bytes);
        signer.BlockUpdate(message, 0, message.Length);
        File.WriteAllText(GuardedCode.PathOf(assembly, DsseEnvelope.FileSuffix), new DsseEnvelope(DsseEnvelope.StatementType, bytes, [new(null, signer.GenerateSignature())]).Write().ToString());

        Assert.Null(BuildProof.Of(assembly, Any, null, Verifier(trusted)).Problem);
        Assert.Equal(GuardErrors.ManifestNotSigned, BuildProof.Of(assembly, Any, null, Verifier(new(new SecureRandom()))).Error);

        static Func<byte[], byte[], bool> Verifier(Ed25519PrivateKeyParameters key) => (message, signature) =>
        {
            var verifier = new Ed25519Signer();
            verifier.Init(forSigning: false, key.GeneratePublicKey());
            verifier.BlockUpdate(message, 0, message.Length);
            return verifier.VerifySignature(signature);
        };
    }

    [Theory]
    [InlineData("always", true, true)]
    [InlineData("always", null, true)]
    [InlineData("always", false, false)]
    [InlineData("ci", true, false)]
    [InlineData("never", true, false)]
    public void DirtyBuild_IsRefusedWhereThePolicyForbidsIt(string requireClean, bool? dirty, bool refused)
    {
        var proof = BuildProof.Of(Build(dirty).Assembly, new() { RequireClean = requireClean }, null);
        Assert.Equal(refused ? GuardErrors.DirtyBuild : null, proof.Error);
    }

    /// <summary>Of a file its bytes count, whatever name the manifest says: the signed one of another assembly must not pass for its own.</summary>
    [Theory]
    [InlineData("ImmutableGuard.Runtime.Tests.dll", true, null)]
    [InlineData("ImmutableGuard.Runtime.Tests.dll", false, GuardErrors.ManifestMismatch)]
    [InlineData("NotThere.dll", true, GuardErrors.ManifestMismatch)]
    [InlineData("NotThere.dll", false, GuardErrors.ManifestMismatch)]
    public void ManifestOfAnAssemblyThatIsAFile_SpeaksOfThatFile(string name, bool sameBytes, string? error)
    {
        var assembly = typeof(BuildProofTests).Assembly;
        var file = GuardedCode.PathOf(assembly, ManifestStatement.FileSuffix);
        var sha256 = BuildProof.Sha256(File.ReadAllBytes(assembly.Location));
        File.WriteAllText(file, new ManifestStatement(name, sameBytes ? sha256 : new string('0', 64), Manifest).Write().ToString());
        try
        {
            Assert.Equal(error, BuildProof.Of(assembly, Any, null).Error);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData(true, "own", null)]
    [InlineData(true, "none", null)]
    [InlineData(true, "another", GuardErrors.ManifestMismatch)]
    [InlineData(false, "own", GuardErrors.ManifestMismatch)]
    public void ManifestOfAnAssemblyThatIsNoFile_SpeaksOfItsNameAndItsModule(bool sameName, string module, string? error)
    {
        var assembly = GuardedCode.Define(Manifest);
        var mvid = module switch { "own" => assembly.ManifestModule.ModuleVersionId.ToString("D"), "none" => null, _ => Guid.NewGuid().ToString("D") };
        var statement = new ManifestStatement((sameName ? assembly.GetName().Name : "Other") + ".dll", new string('0', 64), Manifest with { Mvid = mvid });
        File.WriteAllText(GuardedCode.PathOf(assembly, ManifestStatement.FileSuffix), statement.Write().ToString());

        Assert.Equal(error, BuildProof.Of(assembly, Any, null).Error);
    }

    [Fact]
    public void EnforcingAssembly_RefusesToStart_AndAnObservingOneWarns()
    {
        var warnings = new List<string>();
        Guard.Configure(new GuardOptions { PublicKey = key.ExportSubjectPublicKeyInfoPem(), Warn = warnings.Add });
        Assert.Equal(GuardErrors.ManifestNotSigned, Assert.Throws<AccessDeniedException>(GuardedAssembly.Register(Build(dirty: false).Assembly).Verify).Id);
        var observing = GuardedCode.Define(Manifest with { Policy = new() { Mode = PolicyMode.Observe } });
        GuardedCode.WriteManifest(observing, Manifest);
        GuardedAssembly.Register(observing).Verify();
        Assert.Contains("IG4014", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Signatures_AreVerifiedAsTheFrameworkDoes()
    {
        var message = Encoding.UTF8.GetBytes("delete");
        var trusted = TrustedKey.Read(key.ExportSubjectPublicKeyInfoPem());
        // Numbers that start with zeros, or need one in front, come up by chance.
        for (var i = 0; i < 500; i++)
        {
            var signature = key.SignData(message, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
            Assert.True(trusted.Verifies(message, signature));
            signature[i % signature.Length] ^= 1;
            Assert.Equal(key.VerifyData(message, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence), trusted.Verifies(message, signature));
            Assert.False(trusted.Verifies(message, signature[..(i % signature.Length)]));
        }
    }

    public void Dispose()
    {
        key.Dispose();
        Guard.Configure(new GuardOptions());
        GuardedCode.DeleteFiles();
    }

    private static (Assembly Assembly, byte[] File) Build(bool? dirty)
    {
        var assembly = GuardedCode.Define(Manifest);
        return (assembly, GuardedCode.WriteManifest(assembly, Manifest with { Stamp = new("c0ffee", null, null, dirty, null) }));
    }

    private static void Sign(Assembly assembly, byte[] payload, ECDsa key, string type = DsseEnvelope.StatementType)
    {
        var signature = key.SignData(DsseEnvelope.PreAuthentication(type, payload), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        File.WriteAllText(GuardedCode.PathOf(assembly, DsseEnvelope.FileSuffix), new DsseEnvelope(type, payload, [new(null, signature)]).Write().ToString());
    }

    private static void IsNotSigned(string why, Assembly assembly, string pem)
    {
        var proof = BuildProof.Of(assembly, Any, pem);
        Assert.Equal(GuardErrors.ManifestNotSigned, proof.Error);
        Assert.Contains(why, proof.Problem, StringComparison.Ordinal);
    }
}
