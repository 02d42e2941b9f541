using ImmutableGuard.Analyzers.Sites;
using ImmutableGuard.Analyzers.Sites.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.AppendOnlyChange;

/// <summary>
/// Tells of an assignment whether it changes a row that Entity Framework tracks, which <c>SaveChanges</c> then updates: the
/// instance comes from a query of a set in the same member. Where it comes from elsewhere, nobody can tell here whether it is
/// tracked.
/// </summary>
internal static class TrackedEntity
{
    private const string Framework = "Microsoft.EntityFrameworkCore";

    // A local may be made from itself.
    private const int LongestChain = 100;

    private static readonly HashSet<string> Untracking = new(StringComparer.Ordinal) { "AsNoTracking", "AsNoTrackingWithIdentityResolution", "Select", "SelectMany" };

    /// <summary>The entity type of the row that is changed; null where none is, as far as can be told.</summary>
    public static INamedTypeSymbol? ChangedBy(IOperation operation)
    {
        var target = operation switch
        {
            IAssignmentOperation assignment => assignment.Target,
            IIncrementOrDecrementOperation step => step.Target,
            _ => null,
        };
        return target is IPropertyReferenceOperation { Instance: { Type: INamedTypeSymbol entity } instance } && IsTracked(instance.WithoutConversions()) ? entity : null;
    }

    private static bool IsTracked(IOperation instance) => instance switch
    {
        ILocalReferenceOperation { Local: var local } reference => IsLoopOverQuery(local, reference)
            || VariableDefinitions.Of(reference) is { Reaching: { Count: > 0 } reaching } && reaching.Any(definition => VariableDefinitions.ValueOf(definition) is { } value && IsQuery(value)),
        _ => IsQuery(instance),
    };

    private static bool IsLoopOverQuery(ILocalSymbol local, IOperation use)
    {
        for (var parent = use.Parent; parent is not null; parent = parent.Parent)
            if (parent is IForEachLoopOperation loop && loop.Locals.Contains(local, SymbolEqualityComparer.Default))
                return IsQuery(loop.Collection);
        return false;
    }

    /// <summary>Whether a value is what a chain of calls gives that begins with a set and keeps its entities tracked.</summary>
    private static bool IsQuery(IOperation value)
    {
        var step = value.WithoutConversions();
        for (var i = 0; step is not null && i < LongestChain; i++)
        {
            if (step.Type is INamedTypeSymbol { Name: "DbSet", TypeArguments.Length: 1 } set && set.ContainingNamespace.ToDisplayString() == Framework)
                return true;
            switch (step)
            {
                case IAwaitOperation awaited:
                    step = awaited.Operation.WithoutConversions();
                    break;
                case ITranslatedQueryOperation translated:
                    step = translated.Operation.WithoutConversions();
                    break;
                case IInvocationOperation call when IsLibrarys(call) && !Untracking.Contains(call.TargetMethod.Name):
                    step = call.ReceiverValue()?.WithoutConversions();
                    break;
                // What a tracked row refers to is tracked too.
                case IPropertyReferenceOperation { Instance: { } holder }:
                    step = holder.WithoutConversions();
                    break;
                case ILocalReferenceOperation { Local: var looped } loop when IsLoopOverQuery(looped, loop):
                    return true;
                case ILocalReferenceOperation local when VariableDefinitions.Of(local)?.Reaching is [var definition] && VariableDefinitions.ValueOf(definition) is { } given:
                    step = given.WithoutConversions();
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    private static bool IsLibrarys(IInvocationOperation call) => call.Definition().DeclaringSyntaxReferences.IsEmpty;
}
