using System.Text;

namespace ImmutableGuard.Ledger;

/// <summary>UTF-8 that refuses what isn't: two different byte sequences never read as the same text.</summary>
internal static class StrictUtf8
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="DecoderFallbackException">The bytes are not UTF-8.</exception>
    public static string Decode(byte[] content) => Encoding.GetString(content);
}
