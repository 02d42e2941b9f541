using ImmutableGuard.Analyzers.Sites.Derived;
using ImmutableGuard.Analyzers.Sites.Strings;
using ImmutableGuard.Analyzers.Sites.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Commands;

/// <summary>
/// What a command's property holds where the command is executed: set at its creation or before the call, here or in this
/// project's own methods that make or fill the command.
/// </summary>
internal sealed class CommandValues
{
    private const int MostSteps = 1000;
    private const string TextProperty = "CommandText", KindProperty = "CommandType";

    private readonly SourceCode code;
    private readonly string property;
    private readonly Fillings fillings;
    private readonly HashSet<(IOperation, Frame)> reading = [];
    private int steps;

    private readonly Givens? givens;

    private CommandValues(SourceCode code, string property, Givens? givens) => (this.code, this.property, this.givens, fillings) = (code, property, givens, new(code, property, givens));

    /// <summary>Whether a value is a command, whose text its property has.</summary>
    public static bool Are(IOperation value) => value.WithoutConversions().Type is { } type && IsCommand(type);

    /// <summary>
    /// The values of <c>CommandText</c>; null where not all can be seen. For a command that the callers give, and that is left open, the parameter itself
    /// stands for what its property holds.
    /// </summary>
    public static IReadOnlyList<Value>? Texts(Value command, SourceCode code, Givens? givens = null) =>
        Read(command, code, TextProperty, givens) is { Values: { Count: > 0 } values } ? values : null;

    /// <summary>The values of <c>CommandType</c>, and whether it can be what it is at first; null where not all can be seen.</summary>
    public static (IReadOnlyList<Value> Values, bool CanBeDefault)? Kinds(Value command, SourceCode code, Givens? givens = null) => Read(command, code, KindProperty, givens);

    private static (IReadOnlyList<Value> Values, bool CanBeDefault)? Read(Value command, SourceCode code, string property, Givens? givens)
    {
        var reader = new CommandValues(code, property, givens);
        var values = new List<Value>();
        var canBeDefault = false;
        return reader.Read(command, values, ref canBeDefault) ? (values, canBeDefault) : null;
    }

    private bool Read(Value command, List<Value> values, ref bool canBeDefault)
    {
        var (operation, frame) = (command.Operation.WithoutConversions(), command.Frame);
        if (++steps > MostSteps || !reading.Add((operation, frame)))
            return false;
        switch (operation)
        {
            case ILocalReferenceOperation or IParameterReferenceOperation:
                return ReadVariable(operation, frame, values, ref canBeDefault);
            case IFieldReferenceOperation { Field: var field }:
                return ReadField(field.OriginalDefinition, values, ref canBeDefault);
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return Read(new(conditional.WhenTrue, frame), values, ref canBeDefault) && Read(new(whenFalse, frame), values, ref canBeDefault);
            case ICoalesceOperation coalesce:
                return Read(new(coalesce.Value, frame), values, ref canBeDefault) && Read(new(coalesce.WhenNull, frame), values, ref canBeDefault);
            case var _ when Tasks.ResultIn(operation) is { } task:
                return ReadTask(new(task, frame), values, ref canBeDefault);
            case IThrowOperation or { ConstantValue: { HasValue: true, Value: null } }:
                return true;
            case IObjectCreationOperation { Constructor: { } constructor } creation when IsLibrarys(constructor):
                ReadCreation(creation.Initializer, creation.Arguments, frame, values, ref canBeDefault);
                return true;
            case IInvocationOperation { TargetMethod.Name: "CreateCommand" or "CreateBatchCommand" } factory when IsLibrarys(factory.TargetMethod):
                ReadCreation(null, factory.Arguments, frame, values, ref canBeDefault);
                return true;
            // A library's method that returns the command it is made on, as one that adds a parameter does.
            case IInvocationOperation fluent when IsFluent(fluent):
                return Read(new(fluent.Arguments[0].Value, frame), values, ref canBeDefault);
            case IInvocationOperation call when code.BodyOf(call.Definition()) is { } body && ReturnedValues.Of(body) is { } returns:
                var inner = Origins.FrameOf(call, frame);
                foreach (var returned in returns)
                    if (!Read(new(returned, inner), values, ref canBeDefault))
                        return false;
                return true;
            // Whoever overrides a method that makes commands makes one of the text it is given; the guard reads the actual one.
            case IInvocationOperation call when code.BodiesHere(call.Definition()) is { } bodies:
                return ReadImplementations(call, bodies, frame, values, ref canBeDefault);
            default:
                return false;
        }
    }

    /// <summary>Reads the command that a task brings: of an asynchronous method, of another that hands one on, or one that is there already.</summary>
    private bool ReadTask(Value task, List<Value> values, ref bool canBeDefault)
    {
        var (operation, frame) = (task.Operation.WithoutConversions(), task.Frame);
        if (++steps > MostSteps)
            return false;
        switch (operation)
        {
            case IParameterReferenceOperation { Parameter: var parameter } reference when VariableDefinitions.Of(reference) is { Reaching.Count: 0 } && frame.Of(parameter) is { } argument:
                return ReadTask(argument, values, ref canBeDefault);
            case IInvocationOperation { TargetMethod: { Name: "FromResult", ContainingType.Name: "Task" or "ValueTask" }, Arguments: [{ Value: var result }] }:
                return Read(new(result, frame), values, ref canBeDefault);
            case IInvocationOperation call when code.BodyOf(call.Definition()) is { } body && ReturnedValues.Of(body) is { } returns:
                var inner = Origins.FrameOf(call, frame);
                foreach (var returned in returns)
                    if (!(call.Definition().IsAsync ? Read(new(returned, inner), values, ref canBeDefault) : ReadTask(new(returned, inner), values, ref canBeDefault)))
                        return false;
                return true;
            default:
                return false;
        }
    }

    /// <summary>Whether a library's extension method takes a command and gives one, and no text for it.</summary>
    public static bool IsFluent(IInvocationOperation call) =>
        call is { TargetMethod: { IsExtensionMethod: true, Parameters: var parameters, ReturnType: var type }, Arguments: [{ Value: var receiver }, ..] } && IsLibrarys(call.TargetMethod)
        && IsCommand(type) && receiver.WithoutConversions().Type is { } held && IsCommand(held)
        && parameters.All(parameter => parameter.Type.TypeKind != TypeKind.Delegate && !(parameter.Type.SpecialType == SpecialType.System_String && MayBeText(parameter.Name)));

    /// <summary>Whether a type is that of commands.</summary>
    public static bool IsCommand(ITypeSymbol type) =>
        type.AllInterfaces.Append(type).Any(one => one is { Name: "IDbCommand", ContainingNamespace: { Name: "Data", ContainingNamespace.Name: "System" } });

    // Of a parameter's name and value no text is made.
    private static bool MayBeText(string parameter) =>
        parameter.IndexOf("sql", StringComparison.OrdinalIgnoreCase) >= 0 || parameter.IndexOf("text", StringComparison.OrdinalIgnoreCase) >= 0
        || parameter.IndexOf("query", StringComparison.OrdinalIgnoreCase) >= 0 || parameter.IndexOf("statement", StringComparison.OrdinalIgnoreCase) >= 0
        || parameter.IndexOf("command", StringComparison.OrdinalIgnoreCase) >= 0;

    private bool ReadImplementations(IInvocationOperation call, IReadOnlyList<(IMethodSymbol Method, IOperation Body)> bodies, Frame frame, List<Value> values, ref bool canBeDefault)
    {
        foreach (var (method, body) in bodies)
        {
            var inner = Origins.FrameOf(method, call.Arguments, frame);
            if (ReturnedValues.Of(body) is not { } returns)
                return false;
            foreach (var returned in returns)
                if (!Read(new(returned, inner), values, ref canBeDefault))
                    return false;
        }

        return true;
    }

    private bool ReadVariable(IOperation use, Frame frame, List<Value> values, ref bool canBeDefault)
    {
        if (VariableDefinitions.Of(use, reference => fillings.Setting(reference, frame), setting => fillings.Leaves(setting, frame)) is not { } definitions || IsOutOfSight(use, frame))
            return false;
        var before = new List<Value>();
        var isDefault = false;
        if (use is IParameterReferenceOperation { Parameter: var parameter } && definitions.ReachesFromStart && !ReadFromStart(use, parameter, frame, before, ref isDefault))
            return false;
        // In the order of the code: one that counts only where something is given stands for what was there before where nothing is.
        foreach (var definition in definitions.Reaching.OrderBy(one => one.Syntax.SpanStart))
        {
            var given = new List<Value>();
            if (definition is not (IInvocationOperation or IAssignmentOperation { Target: IPropertyReferenceOperation }))
            {
                if (VariableDefinitions.ValueOf(definition) is not { } value || !Read(new(value, frame), given, ref isDefault))
                    return false;
            }
            else if (!fillings.Read(definition, frame, given))
            {
                return false;
            }

            var decides = given is [var only] && Conditions.DecideOn(definition, only, frame, use);
            // Whoever gives a function that sets no kind leaves it what it is at first.
            isDefault &= !(decides && before.Count == 0);
            before = decides && property == TextProperty && before.Count > 0 ? [given[0].Unless(before)] : [.. before, .. given];
        }

        values.AddRange(before);
        canBeDefault |= isDefault;
        return true;
    }

    private bool ReadFromStart(IOperation use, IParameterSymbol parameter, Frame frame, List<Value> values, ref bool canBeDefault)
    {
        if (frame.Of(parameter) is { } argument)
            return Read(argument, values, ref canBeDefault);
        if (givens?.MarkOf(parameter) is not null)
        {
            values.Add(new(use, frame));
            return true;
        }

        if (new Origins(code).ArgumentsOf(parameter, frame) is not { } arguments)
            return false;
        foreach (var given in arguments)
            if (!Read(given, values, ref canBeDefault))
                return false;
        return true;
    }

    /// <summary>
    /// What the functions that a value can be set the text of a command to that they are handed; null where not all can be seen. An empty text
    /// stands for one that doesn't set it.
    /// </summary>
    public static IReadOnlyList<Value>? TextsOfFunctions(Value function, SourceCode code, Givens? givens, out bool leaves)
    {
        var filling = new Fillings(code, TextProperty, givens).OfFunctions(function);
        leaves = filling?.Leaves == true;
        return filling?.Values;
    }

    /// <summary>The kinds that such functions set, as <see cref="Kinds"/>.</summary>
    public static (IReadOnlyList<Value> Values, bool CanBeDefault)? KindsOfFunctions(Value function, SourceCode code, Givens? givens) =>
        new Fillings(code, KindProperty, givens).OfFunctions(function) is { } filling ? (filling.Values, filling.Leaves) : null;

    /// <summary>Whether somebody else holds the command too, in a project where such a one may set the property.</summary>
    private bool IsOutOfSight(IOperation use, Frame frame)
    {
        foreach (var other in use.Root().DescendantsAndSelf())
        {
            if (!IsSameVariable(other, use))
                continue;
            switch (Fillings.Outermost(other).Parent)
            {
                // Another variable of this method holds it too.
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation or IParameterReferenceOperation } assignment when assignment.Value == Fillings.Outermost(other):
                case IVariableInitializerOperation:
                    return true;
                case ISimpleAssignmentOperation assignment when assignment.Target == other:
                    break;
                case var _ when !code.SetsFromOutside(property):
                    break;
                default:
                    if (fillings.IsOutOfSight(other, frame))
                        return true;
                    break;
            }
        }

        return false;
    }

    private static bool IsSameVariable(IOperation operation, IOperation use) => (operation, use) switch
    {
        (ILocalReferenceOperation one, ILocalReferenceOperation other) => SymbolEqualityComparer.Default.Equals(one.Local, other.Local),
        (IParameterReferenceOperation one, IParameterReferenceOperation other) => SymbolEqualityComparer.Default.Equals(one.Parameter, other.Parameter),
        _ => false,
    };

    /// <summary>A field's command: what it is made with, and all that is set through the field.</summary>
    private bool ReadField(IFieldSymbol field, List<Value> values, ref bool canBeDefault)
    {
        if (code.AssignedTo(field) is not { Count: > 0 } assigned || code.UsesOf(field) is not { } uses)
            return false;
        foreach (var use in uses)
        {
            if (fillings.Setting(use, Frame.Empty) is { } setting ? !fillings.Read(setting, Frame.Empty, values) : !IsAssigned(use) && code.SetsFromOutside(property) && fillings.IsOutOfSight(use, Frame.Empty))
                return false;
        }

        foreach (var value in assigned)
            if (!Read(new(value, Frame.Empty), values, ref canBeDefault))
                return false;
        return true;
    }

    private static bool IsAssigned(IOperation use) => use.Parent is ISimpleAssignmentOperation assignment && assignment.Target == use;

    private void ReadCreation(IObjectOrCollectionInitializerOperation? initializer, IEnumerable<IArgumentOperation> arguments, Frame frame, List<Value> values, ref bool canBeDefault)
    {
        var isSet = false;
        foreach (var setting in initializer?.Initializers.OfType<ISimpleAssignmentOperation>() ?? [])
            if (setting.Target is IPropertyReferenceOperation target && target.Property.Name == property)
            {
                values.Add(new(setting.Value, frame));
                isSet = true;
            }

        if (!isSet && property == TextProperty && arguments.FirstOrDefault(argument => argument.Parameter?.Type.SpecialType == SpecialType.System_String) is { } text)
        {
            values.Add(new(text.Value, frame));
            isSet = true;
        }

        canBeDefault |= !isSet;
    }

    /// <summary>Whether code is a library's, which keeps ADO.NET's contract; this project's own may do anything in it.</summary>
    private static bool IsLibrarys(ISymbol symbol) => symbol.ContainingType.DeclaringSyntaxReferences.IsEmpty;
}
