using System.Security.Cryptography;

namespace ImmutableGuard.Runtime;

/// <summary>
/// The public key that manifests must be signed with: ECDSA on P-256, the one kind that every framework verifies by itself, so that
/// a service needs no library for it.
/// </summary>
internal sealed class TrustedKey
{
    private const string Begin = "-----BEGIN PUBLIC KEY-----", End = "-----END PUBLIC KEY-----";
    private const int Half = 32;

    /// <summary>How each SubjectPublicKeyInfo (RFC 5480, DER) of a point on P-256 starts that isn't compressed.</summary>
    private static readonly byte[] Prefix =
    [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01,
        0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
    ];

    private static readonly byte[] Ed25519Prefix = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00];

    private readonly ECParameters parameters;

    private TrustedKey(ECParameters parameters) => this.parameters = parameters;

    /// <summary>Reads a key from PEM, as openssl writes it.</summary>
    /// <exception cref="FormatException">It is none, or of another kind; the message says why, without an end.</exception>
    public static TrustedKey Read(string pem)
    {
        var begin = pem.IndexOf(Begin, StringComparison.Ordinal);
        var end = pem.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
            throw new FormatException("there is no public key in it (PEM)");
        byte[] der;
        try
        {
            der = Convert.FromBase64String(pem.Substring(begin + Begin.Length, end - begin - Begin.Length));
        }
        catch (FormatException)
        {
            throw new FormatException("the key is damaged");
        }

        if (der.Length == Ed25519Prefix.Length + Half && der.Take(Ed25519Prefix.Length).SequenceEqual(Ed25519Prefix))
            throw new FormatException("the key is Ed25519, which .NET doesn't verify; sign with ECDSA on P-256, or set GuardOptions.SignatureVerifier");
        if (der.Length != Prefix.Length + (2 * Half) || !der.Take(Prefix.Length).SequenceEqual(Prefix))
            throw new FormatException("the key isn't ECDSA on P-256; a running process verifies no other kind");
        var parameters = new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = { X = [.. der.Skip(Prefix.Length).Take(Half)], Y = [.. der.Skip(Prefix.Length + Half)] },
        };
        try
        {
            using var key = ECDsa.Create(parameters);
        }
        catch (CryptographicException)
        {
            throw new FormatException("the key is damaged: it isn't a point on the curve");
        }

        return new(parameters);
    }

    /// <summary>Whether a signature (DER) is this key's over these bytes.</summary>
    public bool Verifies(byte[] message, byte[] signature)
    {
        if (Fixed(signature) is not { } both)
            return false;
        using var key = ECDsa.Create(parameters);
        return key.VerifyData(message, both, HashAlgorithmName.SHA256);
    }

    /// <summary>The two numbers of a signature side by side, 32 bytes each; null where it isn't a signature's DER.</summary>
    private static byte[]? Fixed(byte[] der)
    {
        var both = new byte[2 * Half];
        if (der.Length < 2 || der[0] != 0x30 || der[1] != der.Length - 2)
            return null;
        var at = 2;
        return Number(der, ref at, both, Half) && Number(der, ref at, both, 2 * Half) && at == der.Length ? both : null;
    }

    private static bool Number(byte[] der, ref int at, byte[] both, int end)
    {
        if (at + 2 > der.Length || der[at] != 0x02 || at + 2 + der[at + 1] > der.Length)
            return false;
        var (start, length) = (at + 2, (int)der[at + 1]);
        at = start + length;
        for (; length > Half && der[start] == 0; length--)
            start++;
        if (length is 0 or > Half)
            return false;
        Array.Copy(der, start, both, end - length, length);
        return true;
    }
}
