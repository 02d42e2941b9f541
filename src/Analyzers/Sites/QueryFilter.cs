using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites;

/// <summary>Whether a query that is deleted or updated is limited.</summary>
internal static class QueryFilter
{
    private static readonly HashSet<string> Limiting = new(StringComparer.Ordinal) { "Where", "Take", "FromSql", "FromSqlRaw", "FromSqlInterpolated" };

    /// <summary>Whether a filtering call stands in the chain the call is made on; one whose predicate is constantly true doesn't count.</summary>
    public static bool Limits(IInvocationOperation call)
    {
        for (var receiver = call.ReceiverValue()?.WithoutConversions() as IInvocationOperation; receiver is not null;
            receiver = receiver.ReceiverValue()?.WithoutConversions() as IInvocationOperation)
            if (Limiting.Contains(receiver.TargetMethod.Name) && !IsAlwaysTrue(receiver))
                return true;
        return false;
    }

    private static bool IsAlwaysTrue(IInvocationOperation where) =>
        where.Arguments.LastOrDefault()?.Value.WithoutConversions() is IAnonymousFunctionOperation
        {
            Body.Operations: [IReturnOperation { ReturnedValue.ConstantValue: { HasValue: true, Value: true } }],
        };
}
