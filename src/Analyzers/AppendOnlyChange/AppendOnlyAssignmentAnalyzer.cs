using System.Collections.Immutable;
using ImmutableGuard.Analyzers.Policies;
using ImmutableGuard.Analyzers.Sites.Values;
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
            OperationKind.DeconstructionAssignment, OperationKind.Invocation);
    }

    private static void Check(OperationAnalysisContext use, CheckedSites sites)
    {
        if (EntryChange.Of(use.Operation) is var (changed, how))
        {
            // An access site like any other, where its table is known.
            if (!EntryChange.IsState(use.Operation) || sites.Tables.EntityFramework.Of(changed) is null)
                Report(use, sites, changed, how, static () => true);
            return;
        }

        foreach (var (entity, instance) in TrackedEntity.ChangedBy(use.Operation))
            if (Report(use, sites, entity, Operation.Update, () => new TrackedEntity(SourceCode.Of(use.Compilation, [])).IsChange(use.Operation, instance)))
                return;
    }

    /// <summary>Reports a change of a marked entity; what costs more is asked last, of few.</summary>
    private static bool Report(OperationAnalysisContext use, CheckedSites sites, INamedTypeSymbol entity, Operation operation, Func<bool> isChange)
    {
        var resource = "sql:" + (sites.Tables.EntityFramework.Of(entity) ?? entity.Name);
        if ((AppendOnlyEntities.Is(entity) ? "[AppendOnly]" : sites.Policy.AppendOnlyRule(new(operation, resource))?.Pattern.Text) is not { } rule || !isChange())
            return false;
        use.ReportDiagnostic(Diagnostic.Create(
            AppendOnlyChangeAnalyzer.Descriptor, use.Operation.Syntax.GetLocation(),
            use.ContainingSymbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat), operation.ToName(), resource, $"by '{rule}'"));
        return true;
    }
}
