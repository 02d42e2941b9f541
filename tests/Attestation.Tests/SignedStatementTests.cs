using System.Text;
using CsCheck;
using ImmutableGuard.Json;
using ImmutableGuard.Manifests;

namespace ImmutableGuard.Attestation.Tests;

public sealed class SignedStatementTests : IDisposable
{
    private static readonly byte[] Statement = Encoding.UTF8.GetBytes("{\"_type\":\"https://in-toto.io/Statement/v1\"}\n");

    private readonly OpenSsl openSsl = new();

    public void Dispose() => openSsl.Dispose();

    // The vector of secure-systems-lab/dsse, protocol.md.
    [Fact]
    public void Pre_authentication_encoding_is_that_of_the_specification() => Assert.Equal(
        "DSSEv1 29 http://example.com/HelloWorld 11 hello world",
        Encoding.UTF8.GetString(DsseEnvelope.PreAuthentication("http://example.com/HelloWorld", Encoding.UTF8.GetBytes("hello world"))));

    [SkippableTheory]
    [InlineData("EC")]
    [InlineData("ED25519")]
    public void Signature_is_verified_by_openssl(string algorithm)
    {
        OpenSsl.Require();
        var (privateKey, publicKey) = openSsl.NewKey(algorithm);

        var envelope = DsseEnvelope.Read(SignedStatement.Sign(Statement, SigningKey.Read(File.ReadAllText(privateKey))).Write().ToString());

        Assert.Equal("application/vnd.in-toto+json", envelope.PayloadType);
        Assert.Equal(Statement, envelope.Payload);
        var signed = openSsl.Write("signed", Encoding.UTF8.GetBytes($"DSSEv1 28 application/vnd.in-toto+json {Statement.Length} {Encoding.UTF8.GetString(Statement)}"));
        var signature = openSsl.Write("signature", Assert.Single(envelope.Signatures).Bytes);
        string[] how = algorithm == "EC" ? ["-digest", "sha256"] : [];
        Assert.Contains("Signature Verified Successfully",
            openSsl.Run(["pkeyutl", "-verify", "-pubin", "-inkey", publicKey, "-rawin", .. how, "-in", signed, "-sigfile", signature]), StringComparison.Ordinal);
        openSsl.Run("pkey", "-pubin", "-in", publicKey, "-outform", "DER", "-out", "key.der");
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(openSsl.Folder, "key.der")))),
            envelope.Signatures[0].KeyId);
    }

    [SkippableTheory]
    [InlineData("EC")]
    [InlineData("ED25519")]
    public void Signature_of_openssl_is_verified(string algorithm)
    {
        OpenSsl.Require();
        var (privateKey, publicKey) = openSsl.NewKey(algorithm);
        var signed = openSsl.Write("signed", DsseEnvelope.PreAuthentication(DsseEnvelope.StatementType, Statement));
        string[] how = algorithm == "EC" ? ["-digest", "sha256"] : [];
        openSsl.Run(["pkeyutl", "-sign", "-inkey", privateKey, "-rawin", .. how, "-in", signed, "-out", "signature"]);

        var envelope = new DsseEnvelope(DsseEnvelope.StatementType, Statement, [new(null, File.ReadAllBytes(Path.Combine(openSsl.Folder, "signature")))]);

        Assert.True(SignedStatement.IsSignedBy(envelope, VerifyingKey.Read(File.ReadAllText(publicKey))));
    }

    [SkippableTheory]
    [InlineData("EC")]
    [InlineData("ED25519")]
    public void Envelope_is_verified_by_sigstore(string algorithm)
    {
        OpenSsl.Require();
        var modules = Environment.GetEnvironmentVariable("IMMUTABLEGUARD_NODE_MODULES");
        Skip.If(modules is null, "needs an implementation of DSSE from npm: npm install @sigstore/core, and IMMUTABLEGUARD_NODE_MODULES=<its node_modules>");
        var (privateKey, publicKey) = openSsl.NewKey(algorithm);
        var envelope = openSsl.Write("envelope.json", Encoding.UTF8.GetBytes(
            SignedStatement.Sign(Statement, SigningKey.Read(File.ReadAllText(privateKey))).Write().ToString()));
        const string script = """
            const [modules, envelopeFile, keyFile] = process.argv.slice(1);
            const { crypto, dsse } = require(modules + '/@sigstore/core');
            const fs = require('fs');
            const envelope = JSON.parse(fs.readFileSync(envelopeFile));
            const signed = dsse.preAuthEncoding(envelope.payloadType, Buffer.from(envelope.payload, 'base64'));
            const key = crypto.createPublicKey(fs.readFileSync(keyFile, 'utf8'));
            const algorithm = key.asymmetricKeyType === 'ec' ? 'sha256' : undefined;
            console.log(crypto.verify(signed, key, Buffer.from(envelope.signatures[0].sig, 'base64'), algorithm));
            """;

        Assert.Equal((0, "true\n"), OpenSsl.TryRun(openSsl.Folder, "node", "-e", script, modules!, envelope, publicKey));
    }

    [SkippableTheory]
    [InlineData("EC")]
    [InlineData("ED25519")]
    public void Anything_changed_is_not_signed(string algorithm)
    {
        OpenSsl.Require();
        var (privateKey, publicKey) = openSsl.NewKey(algorithm);
        var key = VerifyingKey.Read(File.ReadAllText(publicKey));
        var envelope = SignedStatement.Sign(Statement, SigningKey.Read(File.ReadAllText(privateKey)));
        var signature = envelope.Signatures[0];

        Assert.True(SignedStatement.IsSignedBy(envelope, key));
        Assert.True(SignedStatement.IsSignedBy(envelope with { Signatures = [new("some other", [1, 2, 3]), new(null, []), signature] }, key));
        Assert.False(SignedStatement.IsSignedBy(envelope with { PayloadType = "text/plain" }, key));
        Assert.False(SignedStatement.IsSignedBy(envelope with { Signatures = [] }, key));
        Gen.Int[0, Statement.Length - 1].Sample(place => Assert.False(SignedStatement.IsSignedBy(envelope with { Payload = Flipped(Statement, place) }, key)), iter: 20);
        Gen.Int[0, signature.Bytes.Length - 1].Sample(
            place => Assert.False(SignedStatement.IsSignedBy(envelope with { Signatures = [signature with { Bytes = Flipped(signature.Bytes, place) }] }, key)), iter: 20);
        Assert.False(SignedStatement.IsSignedBy(envelope, VerifyingKey.Read(File.ReadAllText(openSsl.NewKey(algorithm).Public))));
    }

    [SkippableTheory]
    [InlineData("EC")]
    [InlineData("ED25519")]
    public void Signing_twice_gives_the_same(string algorithm)
    {
        OpenSsl.Require();
        var key = SigningKey.Read(File.ReadAllText(openSsl.NewKey(algorithm).Private));

        Assert.Equal(SignedStatement.Sign(Statement, key).Write().ToString(), SignedStatement.Sign(Statement, key).Write().ToString());
    }

    [SkippableFact]
    public void Key_as_older_openssl_writes_it_is_read()
    {
        OpenSsl.Require();
        openSsl.Run("ecparam", "-name", "prime256v1", "-genkey", "-out", "sec1.pem");
        var text = File.ReadAllText(Path.Combine(openSsl.Folder, "sec1.pem"));

        Assert.Contains("BEGIN EC PARAMETERS", text, StringComparison.Ordinal);
        Assert.Equal(64, SigningKey.Read(text).Public.Id.Length);
    }

    [SkippableFact]
    public void Keys_that_cant_be_used_are_refused_with_the_reason()
    {
        OpenSsl.Require();
        var (privateKey, publicKey) = openSsl.NewKey("EC");
        openSsl.Run("genpkey", "-algorithm", "RSA", "-out", "rsa.pem");
        openSsl.Run("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384", "-out", "p384.pem");
        openSsl.Run("pkey", "-in", privateKey, "-aes256", "-passout", "pass:secret", "-out", "locked.pem");

        Assert.Equal("there is no private key in it (PEM)", Problem(File.ReadAllText(publicKey)));
        Assert.Equal("there is no private key in it (PEM)", Problem("no key at all"));
        Assert.Equal("the key is neither ECDSA on P-256 nor Ed25519", Problem(Read("rsa.pem")));
        Assert.Equal("the key is neither ECDSA on P-256 nor Ed25519", Problem(Read("p384.pem")));
        Assert.Equal("the key is encrypted; give it without a password, from a secret of the build system", Problem(Read("locked.pem")));
        Assert.Equal("the key is damaged, or not in PEM", Problem(File.ReadAllText(privateKey).Replace("MIG", "AAA")));
        Assert.Equal("there is no public key in it (PEM)", Assert.Throws<FormatException>(() => VerifyingKey.Read(File.ReadAllText(privateKey))).Message);

        string Read(string name) => File.ReadAllText(Path.Combine(openSsl.Folder, name));

        static string Problem(string pem) => Assert.Throws<FormatException>(() => SigningKey.Read(pem)).Message;
    }

    [Theory]
    [InlineData("_-8", new byte[] { 0xff, 0xef })]
    [InlineData("/+8=", new byte[] { 0xff, 0xef })]
    [InlineData("", new byte[0])]
    public void Both_alphabets_of_base64_are_read(string text, byte[] bytes) => Assert.Equal(
        bytes, DsseEnvelope.Read($$$"""{"payload":"{{{text}}}","payloadType":"t","signatures":[{"sig":"{{{text}}}","later":1}],"later":{} }""").Signatures[0].Bytes);

    [Theory]
    [InlineData("[]", "not a DSSE envelope")]
    [InlineData("{}", "not a DSSE envelope")]
    [InlineData("""{"payload":"","payloadType":"t","signatures":[]}""", "not a DSSE envelope")]
    [InlineData("""{"payload":"","payloadType":"t","signatures":[{}]}""", "not a signature of a DSSE envelope")]
    [InlineData("""{"payload":"a","payloadType":"t","signatures":[{"sig":""}]}""", "not base64")]
    [InlineData("""{"payload":"?","payloadType":"t","signatures":[{"sig":""}]}""", "not base64")]
    public void Text_that_is_no_envelope_is_refused(string text, string problem) =>
        Assert.Equal(problem, Assert.Throws<JsonSyntaxException>(() => DsseEnvelope.Read(text)).Problem);

    private static byte[] Flipped(byte[] bytes, int place)
    {
        var copy = (byte[])bytes.Clone();
        copy[place] ^= 1;
        return copy;
    }
}
