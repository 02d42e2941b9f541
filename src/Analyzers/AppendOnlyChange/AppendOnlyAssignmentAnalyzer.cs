using System.Collections.Immutable;
using ImmutableGuard.Analyzers.Policies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImmutableGuard.Analyzers.AppendOnlyChange;

/// <summary>A property of a tracked row of append-only data is set, or the row's state: the next <c>SaveChanges</c> would update or delete it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AppendOnlyAssignmentAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [AppendOnlyChangeAnalyzer.Descriptor];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        if (context.Compilation.GetTypesByMetadataName("Microsoft.EntityFrameworkCore.DbContext").Length == 0
            || CheckedSites.Of(context.Compilation, context.Options, context.CancellationToken) is not { } sites
            || !sites.Policy.HasAppendOnly)
            return;
        context.RegisterOperationAction(
            use => Check(use, sites),
            OperationKind.SimpleAssignment, OperationKind.CompoundAssignment, OperationKind.CoalesceAssignment, OperationKind.Increment, OperationKind.Decrement,
            OperationKind.Invocation);
    }

    private static void Check(OperationAnalysisContext use, CheckedSites sites)
    {
        var through = EntryChange.Of(use.Operation);
        if ((through?.Entity ?? TrackedEntity.ChangedBy(use.Operation)) is not { } entity)
            return;
        // An access site like any other, where its table is known.
        if (EntryChange.IsState(use.Operation) && sites.Tables.EntityFramework.Of(entity) is not null)
            return;
        var operation = through?.Operation ?? Operation.Update;
        var resource = "sql:" + (sites.Tables.EntityFramework.Of(entity) ?? entity.Name);
        var rule = AppendOnlyEntities.Is(entity) ? "[AppendOnly]" : sites.Policy.AppendOnlyRule(new(operation, resource))?.Pattern.Text;
        if (rule is not null)
            use.ReportDiagnostic(Diagnostic.Create(
                AppendOnlyChangeAnalyzer.Descriptor, use.Operation.Syntax.GetLocation(),
                use.ContainingSymbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat), operation.ToName(), resource, $"by '{rule}'"));
    }
}
