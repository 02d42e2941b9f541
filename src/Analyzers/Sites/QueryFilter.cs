using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites;

/// <summary>Whether a query that is deleted or updated is limited.</summary>
internal static class QueryFilter
{
    private static readonly HashSet<string> Limiting = new(StringComparer.Ordinal) { "Where", "Take", "FromSql", "FromSqlRaw", "FromSqlInterpolated" };

    /// <summary>
    /// Whether a filtering call stands in the chain the call is made on, through locals too; one whose predicate is constantly
    /// true doesn't count.
    /// </summary>
    public static bool Limits(IInvocationOperation call) =>
        IsLimited(call.ReceiverValue(), new(SymbolEqualityComparer.Default));

    private static bool IsLimited(IOperation? query, HashSet<ISymbol> followed)
    {
        while (true)
        {
            switch (query?.WithoutConversions())
            {
                case IInvocationOperation call:
                    if (Limiting.Contains(call.TargetMethod.Name) && !IsAlwaysTrue(call))
                        return true;
                    query = call.ReceiverValue();
                    break;
                case ITranslatedQueryOperation translated:
                    query = translated.Operation;
                    break;
                case ILocalReferenceOperation local:
                    // A local that is made from itself is as limited as what it began with.
                    return !followed.Add(local.Local)
                        || LocalValues.Of(local) is { Count: > 0 } values && values.All(value => IsLimited(value, followed));
                default:
                    return false;
            }
        }
    }

    private static bool IsAlwaysTrue(IInvocationOperation where) =>
        where.Arguments.LastOrDefault()?.Value.WithoutConversions() is IAnonymousFunctionOperation
        {
            Body.Operations: [IReturnOperation { ReturnedValue.ConstantValue: { HasValue: true, Value: true } }],
        };
}
