using ImmutableGuard.Analyzers.Sites.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Commands;

/// <summary>
/// The commands that a batch or a data adapter carries out, where it is made and filled in the member that executes it.
/// </summary>
internal sealed class SeveralCommands
{
    private static readonly HashSet<string> AdapterCommands = new(StringComparer.Ordinal) { "InsertCommand", "UpdateCommand", "DeleteCommand" };

    private readonly List<Value> commands = [];
    private readonly List<Value> selections = [];
    private readonly List<Value> queries = [];
    private readonly ILocalReferenceOperation carrier;

    private SeveralCommands(ILocalReferenceOperation carrier) => this.carrier = carrier;

    /// <summary>The commands.</summary>
    public IReadOnlyList<Value> Commands => commands;

    /// <summary>Texts of queries from which a <c>DbCommandBuilder</c> makes the commands that change the same tables.</summary>
    public IReadOnlyList<Value> Selections => selections;

    /// <summary>What an adapter fills a table from: a query's text, or a command.</summary>
    public IReadOnlyList<Value> Queries => queries;

    /// <summary>The commands that a call carries out; null where not all can be seen.</summary>
    public static SeveralCommands? Of(IInvocationOperation call)
    {
        if (call.Instance?.WithoutConversions() is not ILocalReferenceOperation local || VariableDefinitions.Of(local)?.Reaching is not [var definition]
            || VariableDefinitions.ValueOf(definition)?.WithoutConversions() is not { } made)
            return null;
        var several = new SeveralCommands(local);
        return (Inherits(local.Type, "DbBatch") ? several.ReadBatch(made)
            : Inherits(local.Type, "DbDataAdapter") && several.ReadAdapter(made, call.TargetMethod.Name == "Fill")) && several.commands.Count + several.selections.Count + several.queries.Count > 0 ? several : null;
    }

    private IEnumerable<IOperation> Uses() => carrier.Root().DescendantsAndSelf().OfType<ILocalReferenceOperation>()
        .Where(use => SymbolEqualityComparer.Default.Equals(use.Local, carrier.Local)).Select(Outermost);

    private bool ReadBatch(IOperation made)
    {
        var initializer = (made as IObjectCreationOperation)?.Initializer;
        if (made is not (IObjectCreationOperation { Constructor.DeclaringSyntaxReferences.IsEmpty: true } or IInvocationOperation { TargetMethod: { Name: "CreateBatch", DeclaringSyntaxReferences.IsEmpty: true } }))
            return false;
        foreach (var setting in initializer?.Initializers ?? [])
            if (setting is IMemberInitializerOperation { InitializedMember: IPropertyReferenceOperation { Property.Name: "BatchCommands" }, Initializer.Initializers: var added })
            {
                if (!added.All(Add))
                    return false;
            }

        return Uses().All(use => use.Parent switch
        {
            IPropertyReferenceOperation { Property.Name: "BatchCommands", Parent: IInvocationOperation adding } => Add(adding),
            IPropertyReferenceOperation { Property.Name: "BatchCommands", Parent: IPropertyReferenceOperation { Property.Name: "Count" } } => true,
            IPropertyReferenceOperation { Property.Name: not "BatchCommands" } => true,
            IInvocationOperation on => on.TargetMethod.DeclaringSyntaxReferences.IsEmpty,
            IUsingOperation or IVariableInitializerOperation or IAwaitOperation => true,
            _ => false,
        });
    }

    private bool Add(IOperation operation)
    {
        if (operation is not IInvocationOperation { TargetMethod: { Name: "Add", DeclaringSyntaxReferences.IsEmpty: true }, Arguments: [{ Value: var command }] })
            return operation is IInvocationOperation { TargetMethod.Name: "Clear" or "Contains" or "IndexOf" };
        commands.Add(new(command, Frame.Empty));
        return true;
    }

    private bool ReadAdapter(IOperation made, bool fills)
    {
        if (made is not IObjectCreationOperation { Constructor.DeclaringSyntaxReferences.IsEmpty: true } creation)
            return false;
        var selection = creation.Arguments.FirstOrDefault(argument => argument.Parameter is { Ordinal: 0 })?.Value;
        foreach (var setting in creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>() ?? [])
            if (setting.Target is IPropertyReferenceOperation { Property.Name: var name } && !Set(name, setting.Value, ref selection))
                return false;
        var isBuilt = false;
        foreach (var use in Uses())
        {
            switch (use.Parent)
            {
                case IPropertyReferenceOperation { Parent: ISimpleAssignmentOperation assignment } set when assignment.Target == set:
                    if (!Set(set.Property.Name, assignment.Value, ref selection))
                        return false;
                    break;
                // What a command that the adapter holds is made to say is set through the adapter.
                case IPropertyReferenceOperation { Property.Name: var held, Parent: IPropertyReferenceOperation { Property.Name: "CommandText" } } when AdapterCommands.Contains(held) || held == "SelectCommand":
                    return false;
                case IPropertyReferenceOperation or IUsingOperation or IVariableInitializerOperation:
                    break;
                case IInvocationOperation { TargetMethod.DeclaringSyntaxReferences.IsEmpty: true }:
                    break;
                case IArgumentOperation { Parent: IObjectCreationOperation { Type: var type } } when Inherits(type, "DbCommandBuilder"):
                    isBuilt = true;
                    break;
                default:
                    return false;
            }
        }

        if (fills)
        {
            commands.Clear();
            if (selection is not null)
                queries.Add(new(selection, Frame.Empty));
            return selection is not null;
        }

        if (isBuilt && selection is not null)
            selections.Add(new(selection, Frame.Empty));
        return !isBuilt || selection is not null;
    }

    private bool Set(string property, IOperation value, ref IOperation? selection)
    {
        if (AdapterCommands.Contains(property))
            commands.Add(new(value, Frame.Empty));
        else if (property == "SelectCommand" && selection is not null)
            return false;
        else if (property == "SelectCommand")
            selection = value;
        return true;
    }

    private static IOperation Outermost(IOperation operation)
    {
        while (operation.Parent is IConversionOperation or IParenthesizedOperation)
            operation = operation.Parent;
        return operation;
    }

    private static bool Inherits(ITypeSymbol? type, string ancestor)
    {
        for (; type is not null; type = type.BaseType)
            if (type.Name == ancestor && type.ContainingNamespace?.ToDisplayString() == "System.Data.Common")
                return true;
        return false;
    }
}
