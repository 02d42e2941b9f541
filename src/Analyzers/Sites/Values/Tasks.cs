using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Values;

/// <summary>The tasks of which a value is the result.</summary>
internal static class Tasks
{
    /// <summary>The task that is awaited, or waited for by <c>Result</c> or <c>GetAwaiter().GetResult()</c>; null for any other value.</summary>
    public static IOperation? ResultIn(IOperation value) => value switch
    {
        IAwaitOperation { Operation: var task } => Configured(task),
        IPropertyReferenceOperation { Property: { Name: "Result", ContainingType.Name: "Task" or "ValueTask" }, Instance: { } task } => Configured(task),
        IInvocationOperation { TargetMethod.Name: "GetResult", Instance: { } awaiter } when awaiter.WithoutConversions() is IInvocationOperation { TargetMethod.Name: "GetAwaiter", Instance: { } task } => Configured(task),
        _ => null,
    };

    private static IOperation Configured(IOperation task) =>
        task.WithoutConversions() is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } configured } ? configured.WithoutConversions() : task.WithoutConversions();
}
