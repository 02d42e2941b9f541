using System.Security.Cryptography;
using System.Text;

namespace ImmutableGuard.Ledger;

/// <summary>SHA-256 as records spell it.</summary>
internal static class Digest
{
    /// <summary>The SHA-256 of some bytes, in lower-case hex.</summary>
    public static string Hex(byte[] content)
    {
        using var sha = SHA256.Create();
        var text = new StringBuilder();
        foreach (var b in sha.ComputeHash(content))
            text.Append(b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
        return text.ToString();
    }
}
