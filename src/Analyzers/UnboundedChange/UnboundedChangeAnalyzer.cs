using System.Collections.Immutable;
using ImmutableGuard.Policies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImmutableGuard.Analyzers.UnboundedChange;

/// <summary>A delete or update touches everything there is, and no sanction says that it may.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnboundedChangeAnalyzer : SiteAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Descriptors.Create(
        RuleIds.UnboundedChange,
        "Delete or update without an effective predicate",
        "This {0} of {1} has no predicate that limits it, so every row is touched: add one, or sanction 'truncate' of {1} where the whole is meant",
        "A missing WHERE, one that is always true and a join that filters nothing all mean the whole table. "
        + "A sanction that also grants 'truncate' says that the whole table is meant.");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override object[]? Check(CheckedSite found)
    {
        foreach (var effect in found.Site.Effects.Items)
            if (!effect.Bounded && !found.ChangesAppendOnly(effect) && !GrantsTheWhole(found.DecisionOnKnown, effect))
                return [effect.Operation.ToName(), effect.Resource];
        return null;
    }

    private static bool GrantsTheWhole(Decision decision, Effect effect) =>
        decision is { IsAllowed: true, Sanction: { } sanction } && sanction.Covers(effect with { Operation = Operation.Truncate });
}
