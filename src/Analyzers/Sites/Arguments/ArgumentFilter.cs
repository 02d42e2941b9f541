using ImmutableGuard.Analyzers.Sites.Strings;
using ImmutableGuard.Analyzers.Sites.Values;
using ImmutableGuard.Sql;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Arguments;

/// <summary>Whether an argument that selects what is deleted or updated really limits it.</summary>
internal static class ArgumentFilter
{
    private const int Deepest = 20;

    // As a library puts the condition it is given into a statement.
    private static readonly string[] Statements = ["DELETE FROM t WHERE ", "DELETE ", "DELETE FROM t ", "UPDATE t "];

    /// <summary>
    /// Whether a filter is given that isn't one of those that let everything through: <c>_ => true</c>, <c>Filter.Empty</c>, an
    /// empty document or text, a condition in SQL that is always true, a whole table, null.
    /// </summary>
    public static bool Limits(IOperation filter, SourceCode code) => Limits(new(filter, Frame.Empty), code, 0);

    private static bool Limits(Value filter, SourceCode code, int depth) =>
        // What comes from elsewhere is somebody's filter; only what is seen to be none is none.
        depth == Deepest || QueryFilter.IsLessened(filter.Operation) || (new Origins(code).Of(filter) is not { } origins ? !QueryFilter.IsWhole(filter, code) : origins.All(origin => origin.Operation switch
        {
            { ConstantValue: { HasValue: true, Value: var constant } } => constant is string text && Limits(text),
            { Type.SpecialType: SpecialType.System_String } => Texts.Of(origin, code) is not { } texts || texts.All(Limits),
            // Conversions that run the library's code, as from a text or a lambda to a filter.
            IConversionOperation conversion => Limits(new(conversion.Operand, origin.Frame), code, depth + 1),
            IDelegateCreationOperation created => Limits(new(created.Target, origin.Frame), code, depth + 1),
            IAnonymousFunctionOperation { Body.Operations: [IReturnOperation { ReturnedValue.ConstantValue: { HasValue: true, Value: true } }] } => false,
            // A list is filled later.
            IObjectCreationOperation { Arguments.IsEmpty: true, Initializer: null, Type: { } made } when made.ContainingNamespace is not { Name: "Generic", ContainingNamespace.Name: "Collections" } => false,
            IDefaultValueOperation => false,
            IMemberReferenceOperation { Member.Name: "Empty" } => false,
            IObjectCreationOperation { Type.Name: var name } => !name.StartsWith("MatchAll", StringComparison.Ordinal),
            _ => !QueryFilter.IsWhole(origin, code),
        }));

    private static bool Limits(string text) =>
        text.Trim(' ', '{', '}').Length > 0 && (Statements.Select(statement => SqlEffects.Of(statement + text, SqlDialect.Any)).FirstOrDefault(effects => effects.Complete) is not { } read || read.Items.All(effect => effect.Bounded));
}
