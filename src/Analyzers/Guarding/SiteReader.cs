using ImmutableGuard.Analyzers.Sites;
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
        if (finder.Find(name, model, cancellation) is not var (site, operation))
            return null;
        var (interception, notGuarded) = Interceptor.Of(site, model, cancellation);
        var span = operation.Syntax.GetLocation().GetLineSpan();
        return new(
            site.MemberId, name.SyntaxTree.FilePath, span.StartLinePosition.Line + 1, name.SpanStart, site.SinkId,
            new(site.Effects.Items), site.Effects.Reason, DapperAot.HarmlessEffects(site) is { } harmless ? new(harmless) : null, interception, notGuarded);
    }
}
