using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ImmutableGuard.Manifests;

/// <summary>Makes the ids of access sites.</summary>
public static class SiteId
{
    /// <summary>
    /// The id of a site: twelve hex digits over its member, its sink and its place among the member's calls of that sink, so
    /// that it changes with the code around it only where that adds or removes such a call in front.
    /// </summary>
    /// <param name="member">The documentation-comment id of the member.</param>
    /// <param name="sink">The documentation-comment id of the sink.</param>
    /// <param name="ordinal">How many calls of the sink stand before it in the member.</param>
    public static string Create(string member, string sink, int ordinal)
    {
        var text = string.Concat(member, "\n", sink, "\n", ordinal.ToString(CultureInfo.InvariantCulture));
        using var sha256 = SHA256.Create();
        var hash = sha256.ComputeHash(Encoding.UTF8.GetBytes(text));
        return string.Concat(hash.Take(6).Select(part => part.ToString("x2", CultureInfo.InvariantCulture)));
    }
}
