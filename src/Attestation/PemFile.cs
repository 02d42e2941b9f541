using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.OpenSsl;
using Org.BouncyCastle.Security;

namespace ImmutableGuard.Attestation;

/// <summary>Reads keys from PEM, as openssl writes it.</summary>
internal static class PemFile
{
    /// <summary>The first key of a text that is private, or public, as asked.</summary>
    /// <exception cref="FormatException">There is none, it is encrypted, or of a kind that isn't supported.</exception>
    public static AsymmetricKeyParameter ReadKey(string text, bool isPrivate)
    {
        try
        {
            using var lines = new StringReader(text);
            using var pem = new PemReader(lines);
            // 'openssl ecparam -genkey' writes the curve in front of the key.
            while (pem.ReadObject() is { } found)
            {
                var key = found is AsymmetricCipherKeyPair pair ? isPrivate ? pair.Private : pair.Public : found as AsymmetricKeyParameter;
                if (key?.IsPrivate == isPrivate)
                    return IsSupported(key) ? key : throw new FormatException("the key is neither ECDSA on P-256 nor Ed25519");
            }
        }
        // The reader reports damage by whatever its parts throw.
        catch (Exception e) when (e is IOException or PemException or ArgumentException or InvalidOperationException or InvalidCastException or GeneralSecurityException)
        {
            var isEncrypted = text.Contains("BEGIN ENCRYPTED") || text.Contains("4,ENCRYPTED");
            throw new FormatException(isEncrypted ? "the key is encrypted; give it without a password, from a secret of the build system" : "the key is damaged, or not in PEM", e);
        }

        throw new FormatException($"there is no {(isPrivate ? "private" : "public")} key in it (PEM)");
    }

    private static bool IsSupported(AsymmetricKeyParameter key) => key is Ed25519PrivateKeyParameters or Ed25519PublicKeyParameters
        || key is ECKeyParameters curve && SecObjectIdentifiers.SecP256r1.Equals(curve.PublicKeyParamSet);
}
