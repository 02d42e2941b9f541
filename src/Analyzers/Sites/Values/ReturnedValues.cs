using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Values;

/// <summary>What code gives to whoever runs it.</summary>
internal static class ReturnedValues
{
    /// <summary>The values that code returns; null where it doesn't return values as a whole.</summary>
    public static IReadOnlyList<IOperation>? Of(IOperation body) =>
        Returns(body) is var returns && returns.All(returned => returned.Kind == OperationKind.Return) ? Values(returns) : null;

    /// <summary>The values that an iterator gives one after the other; null where code isn't one.</summary>
    public static IReadOnlyList<IOperation>? OfIterator(IOperation body) => Values(Returns(body).Where(returned => returned.Kind == OperationKind.YieldReturn));

    private static IReadOnlyList<IOperation>? Values(IEnumerable<IReturnOperation> returns) =>
        returns.Select(returned => returned.ReturnedValue).OfType<IOperation>().ToList() is { Count: > 0 } values ? values : null;

    /// <summary>The returns of code itself, not those of the functions in it.</summary>
    private static List<IReturnOperation> Returns(IOperation body)
    {
        var returns = new List<IReturnOperation>();
        Read(body);
        return returns;

        void Read(IOperation operation)
        {
            foreach (var child in operation.ChildOperations)
            {
                if (child is IAnonymousFunctionOperation or ILocalFunctionOperation)
                    continue;
                if (child is IReturnOperation returned)
                    returns.Add(returned);
                Read(child);
            }
        }
    }
}
