using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Sites.Mapping;

/// <summary>
/// The tables that the contexts of ASP.NET Core Identity configure for its users, roles and what belongs to them, whatever the sets are
/// called: <c>IdentityUserContext.OnModelCreating</c>, which no compilation shows.
/// </summary>
internal static class IdentityTables
{
    private const string Identity = "Microsoft.AspNetCore.Identity", Contexts = Identity + ".EntityFrameworkCore";

    /// <summary>The names of the types that a context of Identity derives from.</summary>
    public static readonly IReadOnlyList<string> ContextNames = ["IdentityDbContext", "IdentityUserContext"];

    private static readonly Dictionary<string, string> ByName = new(StringComparer.Ordinal)
    {
        ["IdentityUser"] = "AspNetUsers",
        ["IdentityUserClaim"] = "AspNetUserClaims",
        ["IdentityUserLogin"] = "AspNetUserLogins",
        ["IdentityUserToken"] = "AspNetUserTokens",
        ["IdentityUserPasskey"] = "AspNetUserPasskeys",
        ["IdentityUserRole"] = "AspNetUserRoles",
        ["IdentityRole"] = "AspNetRoles",
        ["IdentityRoleClaim"] = "AspNetRoleClaims",
    };

    /// <summary>The entities that a context configures because it derives from one of Identity's, and their tables; none where it doesn't.</summary>
    public static IEnumerable<(INamedTypeSymbol Entity, string Table)> In(INamedTypeSymbol context)
    {
        for (var above = context.BaseType; above is not null; above = above.BaseType)
        {
            if (!IsContext(above))
                continue;
            foreach (var entity in above.TypeArguments.OfType<INamedTypeSymbol>())
                if (Of(entity) is { } table)
                    yield return (entity, table);
        }
    }

    /// <summary>Whether a type is a context of the library itself.</summary>
    public static bool IsContext(INamedTypeSymbol type) => ContextNames.Contains(type.Name) && type.ContainingNamespace?.ToDisplayString() == Contexts;

    private static string? Of(INamedTypeSymbol entity)
    {
        for (var type = entity; type is not null; type = type.BaseType)
            if (ByName.TryGetValue(type.Name, out var table) && type.ContainingNamespace?.ToDisplayString() == Identity)
                return table;
        return null;
    }
}
