using System.Text.RegularExpressions;

namespace ImmutableGuard.Inspection;

/// <summary>Names the member a compiler-made method or type belongs to: async methods, iterators, lambdas, local functions.</summary>
internal static class UserMember
{
    // <Erase>d__3 and <Erase>b__0 are made for Erase; <Main>$ is the entry point of top-level statements and stays.
    private static readonly Regex Made = new(@"^<(?<member>[^<>]+)>[a-zA-Z]_", RegexOptions.CultureInvariant);

    /// <summary>The member, as <c>Type.Name</c>.</summary>
    /// <param name="type">The full metadata name of the type, with <c>+</c> before nested ones.</param>
    /// <param name="method">The method's name.</param>
    public static string Of(string type, string method)
    {
        var parts = type.Split('+').ToList();
        var member = Made.Match(method) is { Success: true } made ? made.Groups["member"].Value : method;
        while (parts.Count > 1 && parts[parts.Count - 1].StartsWith("<", StringComparison.Ordinal))
        {
            if (Made.Match(parts[parts.Count - 1]) is { Success: true } machine)
                member = machine.Groups["member"].Value;
            parts.RemoveAt(parts.Count - 1);
        }

        return $"{string.Join(".", parts)}.{member}";
    }
}
