using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;

namespace ImmutableGuard.Attestation;

/// <summary>A private key: ECDSA on P-256, or Ed25519.</summary>
public sealed class SigningKey
{
    /// <summary>The environment variable that may hold a key's PEM.</summary>
    public const string EnvironmentVariable = "IMMUTABLEGUARD_SIGNING_KEY";

    private readonly AsymmetricKeyParameter key;

    private SigningKey(AsymmetricKeyParameter key) => this.key = key;

    /// <summary>Reads a key from PEM (<c>PRIVATE KEY</c> or <c>EC PRIVATE KEY</c>, without a password).</summary>
    /// <exception cref="FormatException">The text holds no such key; the message says why, without an end, and nothing of the key.</exception>
    public static SigningKey Read(string pem) => new(PemFile.ReadKey(pem, isPrivate: true));

    /// <summary>The key that verifies what this one signs.</summary>
    public VerifyingKey Public => new(key switch
    {
        ECPrivateKeyParameters curve => new ECPublicKeyParameters("EC", curve.Parameters.G.Multiply(curve.D), curve.PublicKeyParamSet),
        _ => ((Ed25519PrivateKeyParameters)key).GeneratePublicKey(),
    });

    /// <summary>The signature over bytes.</summary>
    public byte[] Sign(byte[] message)
    {
        var signer = Algorithm.Of(key);
        signer.Init(forSigning: true, key);
        signer.BlockUpdate(message, 0, message.Length);
        return signer.GenerateSignature();
    }
}
