using ImmutableGuard.Analyzers.Sites.Derived;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Values;

/// <summary>
/// What a command's property holds where the command is executed: set at its creation or before the call, here or in this
/// project's own methods that make or fill the command.
/// </summary>
internal sealed class CommandValues
{
    private const int MostSteps = 1000, Deepest = 6;

    private readonly SourceCode code;
    private readonly string property;
    private readonly HashSet<(IOperation, Frame)> reading = [];
    private int steps;

    private readonly Givens? givens;

    private CommandValues(SourceCode code, string property, Givens? givens) => (this.code, this.property, this.givens) = (code, property, givens);

    /// <summary>Whether a value is a command, whose text its property has.</summary>
    public static bool Are(IOperation value) =>
        value.WithoutConversions().Type is { } type && type.AllInterfaces.Append(type).Any(candidate => candidate is { Name: "IDbCommand", ContainingNamespace: { Name: "Data", ContainingNamespace.Name: "System" } });

    /// <summary>
    /// The values of <c>CommandText</c>; null where not all can be seen. For a command that the callers give, and that is left open, the parameter itself
    /// stands for what its property holds.
    /// </summary>
    public static IReadOnlyList<Value>? Texts(Value command, SourceCode code, Givens? givens = null) =>
        Read(command, code, "CommandText", givens) is { Values: { Count: > 0 } values } ? values : null;

    /// <summary>The values of <c>CommandType</c>, and whether it can be what it is at first; null where not all can be seen.</summary>
    public static (IReadOnlyList<Value> Values, bool CanBeDefault)? Kinds(Value command, SourceCode code, Givens? givens = null) => Read(command, code, "CommandType", givens);

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
            case IInvocationOperation call when code.BodyOf(call.Definition()) is { } body && SourceCode.ReturnsOf(body) is { } returns:
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

    /// <summary>Whether a library's extension method takes a command and gives one, and no text for it.</summary>
    private static bool IsFluent(IInvocationOperation call) =>
        call is { TargetMethod: { IsExtensionMethod: true, Parameters: var parameters, ReturnType: var type }, Arguments: [{ Value: var receiver }, ..] } && IsLibrarys(call.TargetMethod)
        && IsCommand(type) && receiver.WithoutConversions().Type is { } held && IsCommand(held)
        && parameters.All(parameter => parameter.Type.TypeKind != TypeKind.Delegate && !(parameter.Type.SpecialType == SpecialType.System_String && MayBeText(parameter.Name)));

    private static bool IsCommand(ITypeSymbol type) => type.Name == "IDbCommand" || type.AllInterfaces.Any(one => one is { Name: "IDbCommand", ContainingNamespace.Name: "Data" });

    // Of a parameter's name and value no text is made.
    private static bool MayBeText(string parameter) =>
        parameter.IndexOf("sql", StringComparison.OrdinalIgnoreCase) >= 0 || parameter.IndexOf("text", StringComparison.OrdinalIgnoreCase) >= 0
        || parameter.IndexOf("query", StringComparison.OrdinalIgnoreCase) >= 0 || parameter.IndexOf("statement", StringComparison.OrdinalIgnoreCase) >= 0
        || parameter.IndexOf("command", StringComparison.OrdinalIgnoreCase) >= 0;

    private bool ReadImplementations(IInvocationOperation call, IReadOnlyList<(IMethodSymbol Method, IOperation Body)> bodies, Frame frame, List<Value> values, ref bool canBeDefault)
    {
        foreach (var (method, body) in bodies)
        {
            var inner = Frame.Empty;
            foreach (var argument in call.Arguments)
                if (argument.Parameter is { } parameter)
                    inner = inner.With(method.Parameters[parameter.Ordinal], new(argument.Value, frame));
            if (SourceCode.ReturnsOf(body) is not { } returns)
                return false;
            foreach (var returned in returns)
                if (!Read(new(returned, inner), values, ref canBeDefault))
                    return false;
        }

        return true;
    }

    private bool ReadVariable(IOperation use, Frame frame, List<Value> values, ref bool canBeDefault)
    {
        if (VariableDefinitions.Of(use, Setting) is not { } definitions || IsOutOfSight(use, frame))
            return false;
        foreach (var definition in definitions.Reaching)
        {
            if (definition is IInvocationOperation filled)
            {
                if (!ReadFilled(filled, use, frame, values))
                    return false;
            }
            else if (definition is IAssignmentOperation { Target: IPropertyReferenceOperation } setting)
            {
                values.Add(new(setting is ISimpleAssignmentOperation ? setting.Value : setting, frame));
            }
            else if (VariableDefinitions.ValueOf(definition) is not { } value || !Read(new(value, frame), values, ref canBeDefault))
            {
                return false;
            }
        }

        if (use is not IParameterReferenceOperation { Parameter: var parameter } || !definitions.ReachesFromStart)
            return true;
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

    /// <summary>What sets the property through a reference to the command: an assignment, or a call of a method that does.</summary>
    private IOperation? Setting(IOperation reference)
    {
        var parent = Outermost(reference).Parent;
        return parent switch
        {
            IPropertyReferenceOperation { Parent: IAssignmentOperation assignment } set when set.Property.Name == property && assignment.Target == set => assignment,
            IArgumentOperation { Parameter: { } parameter, Parent: IInvocationOperation call } when FillingsIn(call, parameter).Any() => call,
            _ => null,
        };
    }

    /// <summary>The assignments to the property of a parameter, in the method that a call runs.</summary>
    private IEnumerable<ISimpleAssignmentOperation> FillingsIn(IInvocationOperation call, IParameterSymbol parameter) =>
        code.SetsFromOutside(property) && code.BodyOf(call.Definition()) is { } body
            ? body.DescendantsAndSelf().OfType<ISimpleAssignmentOperation>().Where(assignment =>
                assignment.Target is IPropertyReferenceOperation { Instance: { } instance } set && set.Property.Name == property
                && instance.WithoutConversions() is IParameterReferenceOperation { Parameter: var given } && given.Ordinal == parameter.Ordinal
                && SymbolEqualityComparer.Default.Equals(given.ContainingSymbol, call.Definition()))
            : [];

    private bool ReadFilled(IInvocationOperation call, IOperation use, Frame frame, List<Value> values)
    {
        var inner = Origins.FrameOf(call, frame);
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is not { } parameter)
                return false;
            foreach (var filling in FillingsIn(call, parameter))
            {
                // What is set only sometimes leaves what was there before, which isn't followed.
                if (IsConditional(filling))
                    return false;
                values.Add(new(filling.Value, inner));
            }
        }

        return true;
    }

    private static bool IsConditional(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
            if (parent is IConditionalOperation or ILoopOperation or ISwitchOperation or ITryOperation or IAnonymousFunctionOperation)
                return true;
        return false;
    }

    /// <summary>Whether somebody else holds the command too, in a project where such a one may set the property.</summary>
    private bool IsOutOfSight(IOperation use, Frame frame)
    {
        foreach (var other in use.Root().DescendantsAndSelf())
        {
            if (!IsSameVariable(other, use))
                continue;
            switch (Outermost(other).Parent)
            {
                // Another variable of this method holds it too.
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation or IParameterReferenceOperation } assignment when assignment.Value == Outermost(other):
                case IVariableInitializerOperation:
                    return true;
                case var _ when !code.SetsFromOutside(property):
                    break;
                case IArgumentOperation { Parameter: { } parameter, Parent: IInvocationOperation call }:
                    if (!FillingsIn(call, parameter).Any() && MaySet(call, parameter, frame, 0))
                        return true;
                    break;
                case ISimpleAssignmentOperation assignment when assignment.Value == Outermost(other):
                case ITupleOperation or IArrayInitializerOperation:
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether a call that is handed the command may set the property.</summary>
    private bool MaySet(IInvocationOperation call, IParameterSymbol parameter, Frame frame, int depth)
    {
        if (depth == Deepest)
            return true;
        if (call.TargetMethod.MethodKind == MethodKind.DelegateInvoke)
            return call.ReceiverValue() is not { } called || new Origins(code).FunctionsOf(new(called, frame)) is not { } functions
                || functions.Any(function => MaySet(function.Body, function.Parameters[parameter.Ordinal], function.Frame, depth));
        if (code.BodyOf(call.Definition()) is { } body)
            return MaySet(body, call.Definition().Implementation().Parameters[parameter.Ordinal], Origins.FrameOf(call, frame), depth);
        // A library leaves a command's text alone, but may hand it to the functions it is given.
        return !IsLibrarys(call.TargetMethod)
            || call.Arguments.Any(argument => argument.Value is IDelegateCreationOperation created
                && created.Descendants().OfType<IPropertyReferenceOperation>().Any(reference => reference.Property.Name == property && reference.Parent is IAssignmentOperation));
    }

    /// <summary>Whether code may set the property of what a parameter holds, or give it to somebody who may.</summary>
    private bool MaySet(IOperation body, IParameterSymbol parameter, Frame frame, int depth) =>
        body.DescendantsAndSelf().OfType<IParameterReferenceOperation>()
            .Where(use => SymbolEqualityComparer.Default.Equals(use.Parameter, parameter))
            .Any(use => Outermost(use).Parent switch
            {
                IPropertyReferenceOperation { Parent: IAssignmentOperation assignment } set => set.Property.Name == property && assignment.Target == set,
                IArgumentOperation { Parameter: { } taker, Parent: IInvocationOperation call } => MaySet(call, taker, frame, depth + 1),
                IMemberReferenceOperation or IInvocationOperation or IReturnOperation or IBinaryOperation or IIsPatternOperation or IConditionalAccessOperation or INameOfOperation => false,
                _ => true,
            });

    private static bool IsSameVariable(IOperation operation, IOperation use) => (operation, use) switch
    {
        (ILocalReferenceOperation one, ILocalReferenceOperation other) => SymbolEqualityComparer.Default.Equals(one.Local, other.Local),
        (IParameterReferenceOperation one, IParameterReferenceOperation other) => SymbolEqualityComparer.Default.Equals(one.Parameter, other.Parameter),
        _ => false,
    };

    /// <summary>An operation with the conversions and parentheses around it: a cast changes nobody.</summary>
    private static IOperation Outermost(IOperation operation)
    {
        while (operation.Parent is IConversionOperation or IParenthesizedOperation)
            operation = operation.Parent;
        return operation;
    }

    /// <summary>A field's command: what it is made with, and all that is set through the field.</summary>
    private bool ReadField(IFieldSymbol field, List<Value> values, ref bool canBeDefault)
    {
        if (code.AssignedTo(field) is not { Count: > 0 } assigned || code.UsesOf(field) is not { } uses)
            return false;
        foreach (var use in uses)
        {
            if (Outermost(use).Parent is IPropertyReferenceOperation { Parent: IAssignmentOperation assignment } set && set.Property.Name == property && assignment.Target == set)
                values.Add(new(assignment.Value, Frame.Empty));
            else if (Outermost(use).Parent is not (IMemberReferenceOperation or IInvocationOperation or IConditionalAccessOperation or ISimpleAssignmentOperation { Target: IFieldReferenceOperation }) && code.SetsFromOutside(property))
                return false;
        }

        foreach (var value in assigned)
            if (!Read(new(value, Frame.Empty), values, ref canBeDefault))
                return false;
        return true;
    }

    private void ReadCreation(IObjectOrCollectionInitializerOperation? initializer, IEnumerable<IArgumentOperation> arguments, Frame frame, List<Value> values, ref bool canBeDefault)
    {
        var isSet = false;
        foreach (var setting in initializer?.Initializers.OfType<ISimpleAssignmentOperation>() ?? [])
            if (setting.Target is IPropertyReferenceOperation target && target.Property.Name == property)
            {
                values.Add(new(setting.Value, frame));
                isSet = true;
            }

        if (!isSet && property == "CommandText" && arguments.FirstOrDefault(argument => argument.Parameter?.Type.SpecialType == SpecialType.System_String) is { } text)
        {
            values.Add(new(text.Value, frame));
            isSet = true;
        }

        canBeDefault |= !isSet;
    }

    /// <summary>Whether code is a library's, which keeps ADO.NET's contract; this project's own may do anything in it.</summary>
    private static bool IsLibrarys(ISymbol symbol) => symbol.ContainingType.DeclaringSyntaxReferences.IsEmpty;
}
