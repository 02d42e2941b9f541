using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites;

/// <summary>
/// The texts an ADO.NET command carries when it is executed, where its whole life is in one member: it is created there, kept in
/// one local, and not handed to anybody who could change it.
/// </summary>
internal static class CommandTexts
{
    private const string CommandText = "CommandText";

    /// <summary>All texts the executed command can carry; null where that isn't known.</summary>
    public static IReadOnlyList<string>? Of(IInvocationOperation execute)
    {
        var receiver = execute.ReceiverValue()?.WithoutConversions();
        if (receiver is IObjectCreationOperation created)
            return TextsAtCreation(created) is [var value] ? ConstantTexts.Of(value) : null;
        if (receiver is not ILocalReferenceOperation { Local: var local })
            return null;

        var values = new List<IOperation>();
        foreach (var operation in execute.Root().DescendantsAndSelf())
        {
            if (operation is IVariableDeclaratorOperation declarator && Is(declarator.Symbol))
            {
                if (declarator.GetVariableInitializer()?.Value.WithoutConversions() is { } initial)
                {
                    if (!IsFresh(initial))
                        return null;
                    values.AddRange(TextsAtCreation(initial));
                }
            }
            else if (operation is ILocalReferenceOperation use && Is(use.Local))
            {
                // A cast changes nobody: ((IDbCommand)command).ExecuteNonQuery()
                var parent = use.Parent;
                while (parent is IConversionOperation or IParenthesizedOperation)
                    parent = parent.Parent;
                switch (parent)
                {
                    case IPropertyReferenceOperation { Property.Name: CommandText, Parent: ISimpleAssignmentOperation assignment } property
                        when assignment.Target == property:
                        values.Add(assignment.Value);
                        break;
                    case IPropertyReferenceOperation { Property.Name: CommandText, Parent: ICompoundAssignmentOperation }:
                    // A command whose kind is set may not carry SQL at all.
                    case IPropertyReferenceOperation { Property.Name: "CommandType", Parent: ISimpleAssignmentOperation }:
                        return null;
                    case IPropertyReferenceOperation or IInvocationOperation or IUsingOperation or IConditionalAccessOperation
                        or IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Parent.Parent: IUsingDeclarationOperation } }:
                        break;
                    default:
                        return null;
                }
            }
        }

        var texts = values.Select(ConstantTexts.Of).ToList();
        return texts.Count == 0 || texts.Any(some => some is null) ? null : [.. texts.SelectMany(some => some!).Distinct()];

        bool Is(ILocalSymbol other) => SymbolEqualityComparer.Default.Equals(other, local);
    }

    /// <summary>A command nobody else knows: made by its constructor, or by a connection's or data source's factory method.</summary>
    private static bool IsFresh(IOperation value) =>
        value is IObjectCreationOperation or IInvocationOperation { TargetMethod.Name: "CreateCommand" };

    /// <summary>The texts a new command starts with: a constructor's or factory's string argument, and an object initializer's.</summary>
    private static IReadOnlyList<IOperation> TextsAtCreation(IOperation value)
    {
        var initializers = value is IObjectCreationOperation { Initializer: { } initializer }
            ? initializer.Initializers.OfType<ISimpleAssignmentOperation>()
                .Where(assignment => assignment.Target is IPropertyReferenceOperation { Property.Name: CommandText })
                .Select(assignment => assignment.Value)
                .ToList()
            : [];
        if (initializers.Count > 0)
            return initializers;
        var arguments = value switch
        {
            IObjectCreationOperation creation => creation.Arguments,
            IInvocationOperation factory => factory.Arguments,
            _ => [],
        };
        return [.. arguments.Where(argument => argument.Parameter?.Type.SpecialType == SpecialType.System_String).Select(argument => argument.Value)];
    }
}
