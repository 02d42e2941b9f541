using ImmutableGuard.Analyzers.Sites;
using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Guarding;

/// <summary>
/// Dapper.AOT redirects Dapper's calls too, and the compiler allows one redirection only (CS9153). Where it is switched on it wins:
/// adding our package must not break a build, and the build reports what is therefore not guarded.
/// </summary>
internal static class DapperAot
{
    private const string Attribute = "Dapper.DapperAotAttribute";
    private const Operation Harmless = Operation.Read | Operation.Insert;

    /// <summary>
    /// What a use of a sink does that only a policy can ask a guard for; null where the guard must be around it in any case. A call
    /// that Dapper.AOT takes isn't in the compiled code, which therefore needn't show what it does: what the source tells counts.
    /// </summary>
    public static IReadOnlyList<Effect>? HarmlessEffects(FoundSite site) => site.HarmlessEffects
        ?? (site.Call is { } call && site.Effects.Complete && site.Effects.Items.All(effect => (effect.Operation & ~Harmless) == 0)
            && Takes(call.Syntax.SyntaxTree.Options, site.Method, site.Member) ? site.Effects.Items : null);

    /// <summary>Whether Dapper.AOT redirects a Dapper call at a place.</summary>
    /// <param name="options">The options of the file the call is in.</param>
    /// <param name="method">The method called.</param>
    /// <param name="containing">What the call is in.</param>
    public static bool Takes(ParseOptions options, IMethodSymbol method, ISymbol containing)
    {
        if (method.ContainingType.ToDisplayString() != "Dapper.SqlMapper"
            || !options.Features.TryGetValue("InterceptorsNamespaces", out var namespaces) || !namespaces.Contains("Dapper.AOT"))
            return false;
        for (var symbol = containing; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
            if (Switch(symbol) is { } on)
                return on;
        return Switch(containing.ContainingModule) ?? Switch(containing.ContainingAssembly) ?? false;
    }

    /// <summary>What the attribute on a symbol says; null where there is none.</summary>
    private static bool? Switch(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
            if (attribute.AttributeClass?.ToDisplayString() == Attribute)
                return attribute.ConstructorArguments is not [{ Value: false }];
        return null;
    }
}
