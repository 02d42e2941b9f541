using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites;

/// <summary>What every question about a call starts with.</summary>
internal static class OperationExtensions
{
    /// <summary>The value passed for a parameter of the method's definition; null where it has no such parameter.</summary>
    public static IOperation? ArgumentValue(this IInvocationOperation call, string parameter) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value;

    /// <summary>What the call is made on: the instance, or an extension method's first argument.</summary>
    public static IOperation? ReceiverValue(this IInvocationOperation call)
    {
        var receiver = call.Instance ?? (call.TargetMethod.IsExtensionMethod ? call.Arguments.FirstOrDefault()?.Value : null);
        if (receiver is not IConditionalAccessInstanceOperation)
            return receiver;
        // a?.M(): the instance stands for what the conditional access around it is made on.
        for (IOperation? parent = call.Parent; parent is not null; parent = parent.Parent)
            if (parent is IConditionalAccessOperation access)
                return access.Operation;
        return receiver;
    }

    /// <summary>The operation within parentheses and conversions, but for those that run somebody's code.</summary>
    public static IOperation WithoutConversions(this IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation { OperatorMethod: null } conversion: operation = conversion.Operand; break;
                case IParenthesizedOperation parenthesized: operation = parenthesized.Operand; break;
                default: return operation;
            }
        }
    }

    /// <summary>The outermost operation around this one: a member's whole body, lambdas included.</summary>
    public static IOperation Root(this IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation;
    }
}
