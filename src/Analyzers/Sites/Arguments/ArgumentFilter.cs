using ImmutableGuard.Analyzers.Sites.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Arguments;

/// <summary>Whether an argument that selects what is deleted or updated really limits it.</summary>
internal static class ArgumentFilter
{
    private const int Deepest = 20;

    /// <summary>
    /// Whether a filter is given that isn't one of those that let everything through: <c>_ => true</c>, <c>Filter.Empty</c>, an
    /// empty document or text, null.
    /// </summary>
    public static bool Limits(IOperation filter, SourceCode code) => Limits(new(filter, Frame.Empty), code, 0);

    private static bool Limits(Value filter, SourceCode code, int depth) =>
        // What comes from elsewhere is somebody's filter; only what is seen to be none is none.
        depth == Deepest || new Origins(code).Of(filter) is not { } origins || origins.All(origin => origin.Operation switch
        {
            { ConstantValue: { HasValue: true, Value: var constant } } => constant is string text && text.Trim(' ', '{', '}').Length > 0,
            // Conversions that run the library's code, as from a text or a lambda to a filter.
            IConversionOperation conversion => Limits(new(conversion.Operand, origin.Frame), code, depth + 1),
            IDelegateCreationOperation created => Limits(new(created.Target, origin.Frame), code, depth + 1),
            IAnonymousFunctionOperation { Body.Operations: [IReturnOperation { ReturnedValue.ConstantValue: { HasValue: true, Value: true } }] } => false,
            IObjectCreationOperation { Arguments.IsEmpty: true, Initializer: null } => false,
            IDefaultValueOperation => false,
            IMemberReferenceOperation { Member.Name: "Empty" } => false,
            _ => true,
        });
}
