using ImmutableGuard.Analyzers.Sites;
using ImmutableGuard.Analyzers.Sites.Derived;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImmutableGuard.Analyzers.Guarding;

/// <summary>Reads a site to what the generator caches.</summary>
internal static class SiteReader
{
    /// <summary>The site.</summary>
    public static SiteModel Read(SimpleNameSyntax name, FoundSite site, IOperation operation, SemanticModel model, SiteFinder finder, CancellationToken cancellation)
    {
        var (interception, notGuarded) = Interceptor.Of(site, model, cancellation);
        var span = operation.Syntax.GetLocation().GetLineSpan();
        return new(
            site.MemberId, name.SyntaxTree.FilePath, span.StartLinePosition.Line + 1, name.SpanStart, site.SinkId,
            new(site.Effects.Items), site.Effects.Reason, DapperAot.HarmlessEffects(site) is { } harmless ? new(harmless) : null, interception, notGuarded)
        {
            GivenBy = new(site.GivenBy),
            IsMark = site.IsMark,
            Own = ReferenceEquals(site.Own, site.Effects) ? null : (new(site.Own.Items), site.Own.Reason),
            // Not by today's date: the same source must give the same assembly tomorrow.
            Wrappers = WrapperSanctions.Of(site, finder.Derived, DateTime.MinValue),
        };
    }
}
