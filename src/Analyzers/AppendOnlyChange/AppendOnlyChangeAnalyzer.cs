using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImmutableGuard.Analyzers.AppendOnlyChange;

/// <summary>Data that may only be added to is changed or removed, which no sanction allows.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AppendOnlyChangeAnalyzer : SiteAnalyzer
{
    internal static readonly DiagnosticDescriptor Descriptor = Descriptors.Create(
        RuleIds.AppendOnlyChange,
        "Change of append-only data",
        "'{0}' may {1} {2}, which is append-only ({3}): no sanction allows that; insert what corrects it instead",
        "A policy or [AppendOnly] says of some data that it is only added: an audit log, a journal, what the law wants kept. Nothing may "
        + "update, delete, truncate or drop it, whoever asks.",
        DiagnosticSeverity.Error);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override object[]? Check(CheckedSite found) => found.AppendOnlyChange is not var (effect, rule)
        ? null
        : [found.Site.MemberName, effect.Drops ? effect.Operation == Operation.Insert ? "replace" : "drop" : effect.Operation.ToName(), effect.Resource, $"by '{rule.Pattern.Text}'"];
}
