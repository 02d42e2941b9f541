using System.Collections.Immutable;
using System.Globalization;
using ImmutableGuard.Policies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImmutableGuard.Analyzers.ExpiredSanction;

/// <summary>A sanction has ended, so that what it granted isn't allowed any more; or it soon will.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ExpiredSanctionAnalyzer : SanctionAnalyzer
{
    private const int DaysOfNotice = 30;

    private static readonly DiagnosticDescriptor Expired = Descriptors.Create(
        RuleIds.ExpiredSanction,
        "Sanction expired",
        "The sanction '{0}' ended on {1}: renew it, or remove it together with the access",
        "A sanction holds up to and including the day it names. Afterwards the guard denies what it granted.");

    private static readonly DiagnosticDescriptor EndsSoon = Descriptors.Create(
        RuleIds.SanctionEndsSoon,
        "Sanction ends soon",
        "The sanction '{0}' ends on {1}: from then on what it grants is denied; renew it, or remove it together with the access",
        "The last day of a sanction is at most thirty days away, so that what runs then has to be built by then.",
        DiagnosticSeverity.Info);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Expired, EndsSoon];

    private protected override string Field => "expires";

    private protected override (DiagnosticDescriptor, object[])? Check(Sanction sanction, Compilation compilation)
    {
        if (sanction.Expires is not { } last)
            return null;
        object[] arguments = [sanction.Id, last.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)];
        var now = DateTime.UtcNow;
        return sanction.IsExpired(now) ? (Expired, arguments)
            : sanction.IsExpired(now.AddDays(DaysOfNotice)) ? (EndsSoon, arguments)
            : null;
    }
}
