using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites;

/// <summary>Whether an argument that selects what is deleted or updated really limits it.</summary>
internal static class ArgumentFilter
{
    /// <summary>
    /// Whether a filter is given that isn't one of those that let everything through: <c>_ => true</c>, <c>Filter.Empty</c>, an
    /// empty document or text, null.
    /// </summary>
    public static bool Limits(IInvocationOperation call, string parameter) =>
        call.ArgumentValue(parameter) is { } filter && Limits(filter, new(SymbolEqualityComparer.Default));

    private static bool Limits(IOperation filter, HashSet<ISymbol> followed) => filter switch
    {
        { ConstantValue: { HasValue: true, Value: var constant } } => constant is string text && text.Trim(' ', '{', '}').Length > 0,
        // Also conversions that run the library's code, as from a text or a lambda to a filter.
        IConversionOperation conversion => Limits(conversion.Operand, followed),
        IParenthesizedOperation parenthesized => Limits(parenthesized.Operand, followed),
        IDelegateCreationOperation created => Limits(created.Target, followed),
        IAnonymousFunctionOperation { Body.Operations: [IReturnOperation { ReturnedValue.ConstantValue: { HasValue: true, Value: true } }] } => false,
        IObjectCreationOperation { Arguments.IsEmpty: true, Initializer: null } => false,
        IDefaultValueOperation => false,
        IMemberReferenceOperation { Member.Name: "Empty" } => false,
        ILocalReferenceOperation local => !followed.Add(local.Local)
            || LocalValues.Of(local) is { Count: > 0 } values && values.All(value => Limits(value, followed)),
        _ => true,
    };
}
