using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImmutableGuard.Analyzers.UnprovenAccess;

/// <summary>What an access does can't be told from the code, and no sanction allows that.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnprovenAccessAnalyzer : SiteAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Descriptors.Create(
        RuleIds.UnprovenAccess,
        "Access that can't be proven",
        "What '{0}' does to data here can't be proven ({1}): make the text constant, or sanction '{2}' to this caller (the guard checks the actual text when it runs)",
        "Where the text of an access is made at run time, or a stored routine is called, nobody can tell from the code what is "
        + "deleted. The guard decides then, by the actual text.");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override object[]? Check(CheckedSite found)
    {
        // IG1008 says why not even the guard can tell.
        if (found.Decision.IsAllowed || found.Obstacle is not null)
            return null;
        if (found.Site.Effects.Reason is { } reason)
            return [found.Site.MemberName, reason, Operation.Unknown.ToName()];
        var opaque = found.Site.Effects.Items.FirstOrDefault(effect => (effect.Operation & (Operation.Call | Operation.Unknown)) != 0);
        return opaque is null ? null : [found.Site.MemberName, $"what {opaque.Resource} does can't be seen", opaque.Operation.ToName()];
    }
}
