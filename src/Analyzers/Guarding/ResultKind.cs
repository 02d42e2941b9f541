using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Guarding;

/// <summary>How a call's result comes.</summary>
internal enum ResultKind
{
    /// <summary>There is none.</summary>
    Void,

    /// <summary>At once.</summary>
    Value,

    /// <summary>A task without a value.</summary>
    Task,

    /// <summary>A task with a value.</summary>
    TaskOfValue,
}

/// <summary>Tells how a method's result comes.</summary>
internal static class ResultKinds
{
    public static ResultKind Of(IMethodSymbol method) =>
        method.ReturnsVoid ? ResultKind.Void
        : !IsTask(method.ReturnType) ? ResultKind.Value
        : ((INamedTypeSymbol)method.ReturnType).TypeArguments.Length == 0 ? ResultKind.Task
        : ResultKind.TaskOfValue;

    /// <summary>Whether a type is <c>Task</c> or <c>ValueTask</c>, with or without a value.</summary>
    public static bool IsTask(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "Task" or "ValueTask", ContainingNamespace: { } space }
        && space.ToDisplayString() == "System.Threading.Tasks";

    /// <summary>Whether the result is an <c>int</c>, at once or from a task.</summary>
    public static bool IsInt32(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_Int32
        || IsTask(type) && ((INamedTypeSymbol)type).TypeArguments is [{ SpecialType: SpecialType.System_Int32 }];
}
