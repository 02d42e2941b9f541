using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Sites.Mapping;

/// <summary>The tables of ASP.NET Core's identities, which the contexts of that library configure where nobody sees it.</summary>
internal static class IdentityTable
{
    private const string Space = "Microsoft.AspNetCore.Identity";

    private static readonly Dictionary<string, string> ByType = new(StringComparer.Ordinal)
    {
        ["IdentityUser"] = "AspNetUsers",
        ["IdentityRole"] = "AspNetRoles",
        ["IdentityUserRole"] = "AspNetUserRoles",
        ["IdentityUserClaim"] = "AspNetUserClaims",
        ["IdentityUserLogin"] = "AspNetUserLogins",
        ["IdentityUserToken"] = "AspNetUserTokens",
        ["IdentityRoleClaim"] = "AspNetRoleClaims",
    };

    /// <summary>The table of an identity, or of what derives from one, unless the model says otherwise; null of anything else.</summary>
    public static string? Of(INamedTypeSymbol entity)
    {
        for (var type = entity; type is not null; type = type.BaseType)
            if (ByType.TryGetValue(type.Name, out var table) && type.ContainingNamespace?.ToDisplayString() == Space)
                return table;
        return null;
    }
}
