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
    private const string CommandType = "CommandType";

    /// <summary>All texts the executed command can carry; null where that isn't known.</summary>
    public static IReadOnlyList<string>? Of(IInvocationOperation execute)
    {
        var values = execute.ReceiverValue()?.WithoutConversions() switch
        {
            ILocalReferenceOperation { Local: var local } => TextsGivenTo(local, execute.Root()),
            { } created => TextsAtCreation(created),
            null => null,
        };
        if (values is null)
            return null;
        var texts = values.Select(ConstantTexts.Of).ToList();
        return texts.Count == 0 || texts.Any(some => some is null) ? null : [.. texts.SelectMany(some => some!).Distinct()];
    }

    private static List<IOperation>? TextsGivenTo(ILocalSymbol command, IOperation member)
    {
        List<IOperation>? values = null;
        var assigned = new List<IOperation>();
        foreach (var operation in member.DescendantsAndSelf())
        {
            if (operation is IVariableDeclaratorOperation declarator && Is(declarator.Symbol))
            {
                if (declarator.GetVariableInitializer()?.Value.WithoutConversions() is not { } initial || TextsAtCreation(initial) is not { } first)
                    return null;
                values = first;
            }
            else if (operation is ILocalReferenceOperation use && Is(use.Local))
            {
                if (AssignedText(use) is { } text)
                    assigned.Add(text);
                else if (!LeavesTextAlone(use))
                    return null;
            }
        }

        values?.AddRange(assigned);
        return values;

        bool Is(ILocalSymbol other) => SymbolEqualityComparer.Default.Equals(other, command);
    }

    private static IOperation? AssignedText(ILocalReferenceOperation use) =>
        use.Parent is IPropertyReferenceOperation { Property.Name: CommandText, Parent: ISimpleAssignmentOperation assignment } property && assignment.Target == property
            ? assignment.Value
            : null;

    private static bool LeavesTextAlone(ILocalReferenceOperation use)
    {
        // A cast changes nobody: ((IDbCommand)command).ExecuteNonQuery()
        var parent = use.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation)
            parent = parent.Parent;
        return parent switch
        {
            IPropertyReferenceOperation { Property.Name: CommandText, Parent: IAssignmentOperation } => false,
            // A command whose kind is set may not carry SQL at all.
            IPropertyReferenceOperation { Property.Name: CommandType, Parent: IAssignmentOperation } => false,
            IPropertyReferenceOperation property => IsLibrarys(property.Property),
            IInvocationOperation call => IsLibrarys(call.TargetMethod),
            // command?.CommandText = … assigns too.
            IConditionalAccessOperation { WhenNotNull: IInvocationOperation call } => IsLibrarys(call.TargetMethod),
            IUsingOperation => true,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Parent.Parent: IUsingDeclarationOperation } } => true,
            _ => false,
        };
    }

    /// <summary>
    /// The texts a new command starts with: a constructor's or factory's string argument, and an object initializer's; null where
    /// the command isn't new, or its own code may give it a text.
    /// </summary>
    private static List<IOperation>? TextsAtCreation(IOperation value)
    {
        switch (value)
        {
            case IObjectCreationOperation { Constructor: { } constructor } creation when IsLibrarys(constructor):
                var settings = creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>()
                    .Where(setting => setting.Target is IPropertyReferenceOperation { Property.Name: CommandText or CommandType })
                    .ToList() ?? [];
                if (settings.Any(setting => setting.Target is IPropertyReferenceOperation { Property.Name: CommandType }))
                    return null;
                return settings.Count > 0 ? [.. settings.Select(setting => setting.Value)] : Texts(creation.Arguments);
            case IInvocationOperation { TargetMethod.Name: "CreateCommand" } factory when IsLibrarys(factory.TargetMethod):
                return Texts(factory.Arguments);
            default:
                return null;
        }
    }

    private static List<IOperation> Texts(IEnumerable<IArgumentOperation> arguments) =>
        [.. arguments.Where(argument => argument.Parameter?.Type.SpecialType == SpecialType.System_String).Select(argument => argument.Value)];

    /// <summary>Whether code is a library's, which keeps ADO.NET's contract; this project's own may do anything in it.</summary>
    private static bool IsLibrarys(ISymbol symbol) => symbol.ContainingType.DeclaringSyntaxReferences.IsEmpty;
}
