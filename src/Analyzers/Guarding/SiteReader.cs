using ImmutableGuard.Analyzers.Sites;
using ImmutableGuard.Analyzers.Sites.Derived;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImmutableGuard.Analyzers.Guarding;

/// <summary>Reads the site that a name in source stands in, to what the generator caches.</summary>
internal static class SiteReader
{
    /// <summary>The site; null where the name doesn't call or hand out a sink.</summary>
    public static SiteModel? Read(SimpleNameSyntax name, SemanticModel model, SiteFinder finder, CancellationToken cancellation)
    {
        if (!finder.MayBeSite(name.Identifier.ValueText))
            return null;
        return ReadAny(name, model, finder, cancellation) is { Wrappers: null } site ? site : null;
    }

    /// <summary>The site of a derived sink; null where the name calls none.</summary>
    public static SiteModel? ReadDerived(SimpleNameSyntax name, SemanticModel model, SiteFinder finder, CancellationToken cancellation) =>
        ReadAny(name, model, finder, cancellation) is { Wrappers: not null } site ? site : null;

    private static SiteModel? ReadAny(SimpleNameSyntax name, SemanticModel model, SiteFinder finder, CancellationToken cancellation)
    {
        var use = Use(name);
        if (model.GetOperation(use, cancellation) is not { } operation
            || model.GetEnclosingSymbol(use.SpanStart, cancellation) is not { } containing
            || finder.Find(operation, containing) is not { } site)
            return null;
        var (interception, notGuarded) = Interceptor.Of(site, model, cancellation);
        var span = use.GetLocation().GetLineSpan();
        return new(
            site.MemberId, use.SyntaxTree.FilePath, span.StartLinePosition.Line + 1, name.SpanStart, site.SinkId,
            new(site.Effects.Items), site.Effects.Reason, DapperAot.HarmlessEffects(site) is { } harmless ? new(harmless) : null, interception, notGuarded)
        {
            GivenBy = new(site.GivenBy),
            Own = ReferenceEquals(site.Own, site.Effects) ? null : (new(site.Own.Items), site.Own.Reason),
            // Not by today's date: the same source must give the same assembly tomorrow.
            Wrappers = WrapperSanctions.Of(site, finder.Derived, DateTime.MinValue),
        };
    }

    /// <summary>The call that a name stands in, or the method group that it ends.</summary>
    private static SyntaxNode Use(SyntaxNode name)
    {
        var group = name.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == name => access,
            MemberBindingExpressionSyntax binding => binding,
            _ => name,
        };
        return group.Parent is InvocationExpressionSyntax call && call.Expression == group ? call : group;
    }
}
