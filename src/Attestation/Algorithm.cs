using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace ImmutableGuard.Attestation;

/// <summary>The algorithm of a key. Both give the same signature each time, so that a build that changes nothing writes nothing.</summary>
internal static class Algorithm
{
    /// <summary>Ed25519 (RFC 8032), or ECDSA with SHA-256, its nonce from key and text (RFC 6979) and its signature as DER.</summary>
    public static ISigner Of(AsymmetricKeyParameter key) => key is ECKeyParameters
        ? new DsaDigestSigner(new ECDsaSigner(new HMacDsaKCalculator(new Sha256Digest())), new Sha256Digest())
        : new Ed25519Signer();
}
