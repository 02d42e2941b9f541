using System.Globalization;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.X509;

namespace ImmutableGuard.Attestation;

/// <summary>A public key: ECDSA on P-256, or Ed25519.</summary>
public sealed class VerifyingKey
{
    private readonly AsymmetricKeyParameter key;

    internal VerifyingKey(AsymmetricKeyParameter key) => this.key = key;

    /// <summary>Reads a key from PEM (<c>PUBLIC KEY</c>).</summary>
    /// <exception cref="FormatException">The text holds no such key; the message says why, without an end.</exception>
    public static VerifyingKey Read(string pem) => new(PemFile.ReadKey(pem, isPrivate: false));

    /// <summary>The SHA-256 of the key as SubjectPublicKeyInfo (DER), in lower-case hex.</summary>
    public string Id
    {
        get
        {
            using var sha256 = SHA256.Create();
            var der = SubjectPublicKeyInfoFactory.CreateSubjectPublicKeyInfo(key).GetDerEncoded();
            return string.Concat(sha256.ComputeHash(der).Select(part => part.ToString("x2", CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>Whether a signature is this key's over these bytes.</summary>
    public bool Verifies(byte[] message, byte[] signature)
    {
        var verifier = Algorithm.Of(key);
        verifier.Init(forSigning: false, key);
        verifier.BlockUpdate(message, 0, message.Length);
        return verifier.VerifySignature(signature);
    }
}
