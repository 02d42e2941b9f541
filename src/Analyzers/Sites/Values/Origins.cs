using ImmutableGuard.Analyzers.Sites.Collections;
using ImmutableGuard.Analyzers.Sites.Derived;
using ImmutableGuard.Analyzers.Sites.Strings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Values;

/// <summary>
/// Follows a value back to the expressions that make it: through locals, parameters, fields, properties, tuples, calls of this
/// project's own methods, and the delegates that are handed to them. Every way the value can come counts.
/// </summary>
/// <param name="code">The source code.</param>
/// <param name="givens">The parameters that are left open, and so are origins themselves; null where none is.</param>
/// <param name="passesOver">Whether what can't be seen is passed over, for those who ask for what can.</param>
internal sealed class Origins(SourceCode code, Givens? givens = null, bool passesOver = false)
{
    // Bounds that no text in real code comes near, so that none can take the compiler's time or stack.
    private const int MostSteps = 4000, Deepest = 300, MostOrigins = 64;

    private readonly HashSet<(IOperation, Frame)> following = [];
    private readonly Dictionary<(IOperation, Frame), IReadOnlyList<Value>> known = [];
    private int steps;

    /// <summary>The expressions that make a value, at least one; null where it can come from elsewhere, or from too many.</summary>
    public IReadOnlyList<Value>? Of(Value value)
    {
        var found = new List<Value>();
        return Follow(value, found) && found.Count > 0 ? found : null;
    }

    private bool Follow(Value value, List<Value> found)
    {
        var (operation, frame) = (value.Operation.WithoutConversions(), value.Frame);
        var key = (operation, frame);
        if (++steps > MostSteps || following.Count > Deepest || !following.Add(key))
            return passesOver;
        var isKnown = operation switch
        {
            _ when operation.ConstantValue.HasValue => Add(new(operation, frame)),
            IConditionalOperation { WhenFalse: { } whenFalse } conditional => FollowAll([conditional.WhenTrue, whenFalse]),
            ICoalesceOperation coalesce => FollowAll([coalesce.Value, coalesce.WhenNull]),
            ICoalesceAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation } kept => FollowAll([kept.Target, kept.Value]),
            ISwitchExpressionOperation choice => FollowAll([.. choice.Arms.Select(arm => arm.Value)]),
            IThrowOperation => true,
            ISimpleAssignmentOperation assignment => Follow(new(assignment.Value, frame), found),
            ILocalReferenceOperation => FollowVariable(operation, null),
            IParameterReferenceOperation parameter => FollowVariable(operation, parameter.Parameter),
            IFieldReferenceOperation field => FollowField(field),
            IPropertyReferenceOperation property => FollowProperty(property),
            IArrayElementReferenceOperation { Indices: [var index] } element => FollowElement(element.ArrayReference, index),
            IInvocationOperation call => FollowCall(call),
            IAwaitOperation { Operation: var task } => FollowAwaited(task),
            _ => Add(new(operation, frame)),
        };
        following.Remove(key);
        return (isKnown || passesOver) && found.Count <= MostOrigins;

        bool Add(Value origin)
        {
            if (!found.Contains(origin))
                found.Add(origin);
            return true;
        }

        // A variable's value is asked for at each of its uses.
        bool FollowOnce(Value given)
        {
            if (!known.TryGetValue((given.Operation, given.Frame), out var origins))
            {
                var own = new List<Value>();
                if (!Follow(given, own))
                    return false;
                known[(given.Operation, given.Frame)] = origins = own;
            }

            foreach (var origin in origins)
                Add(origin);
            return true;
        }

        bool FollowAll(IReadOnlyList<IOperation> values)
        {
            foreach (var other in values)
                if (!Follow(new(other, frame), found))
                    return false;
            return true;
        }

        bool FollowVariable(IOperation variable, IParameterSymbol? parameter)
        {
            if (VariableDefinitions.Of(variable, KeptValues.AskedFor) is not { } definitions)
                return parameter is null && variable is ILocalReferenceOperation local && !IsBuilder(local.Type) && (FollowElements(local) || FollowDeconstructed(local));
            foreach (var definition in definitions.Reaching)
            {
                if (definition is IInvocationOperation { Instance: { } dictionary, TargetMethod.Name: "TryGetValue" } asked)
                {
                    if (!KeptValues.IsFound(asked, variable) || !FollowKept(dictionary))
                        return false;
                    continue;
                }

                // A definition that builds on the one before is a value of its own: whoever reads texts puts them together.
                if (VariableDefinitions.ValueOf(definition) is { } given ? !FollowOnce(new(given, frame)) : !Add(new(definition, frame)))
                    return false;
            }

            if (parameter is null || !definitions.ReachesFromStart)
                return definitions.Reaching.Count > 0;
            // Any member may assign what a primary constructor was given.
            if (code.IsReassigned(parameter))
                return false;
            return frame.Of(parameter) is { } argument ? Follow(argument, found)
                : !frame.IsKept && givens?.MarkOf(parameter) is not null ? Add(new(operation, frame))
                : ArgumentsOf(parameter, frame) is { } arguments && arguments.All(one => Follow(one, found));
        }

        // The variable of a loop over a list that stands in the code, or over the parts of a text.
        bool FollowElements(ILocalReferenceOperation local) =>
            local.Root().DescendantsAndSelf().OfType<IForEachLoopOperation>().FirstOrDefault(candidate =>
                candidate.LoopControlVariable is IVariableDeclaratorOperation declarator && SymbolEqualityComparer.Default.Equals(declarator.Symbol, local.Local)) is { } loop
            && Of(new(loop.Collection, frame)) is { } collections
            && collections.All(collection => (Lists.PartsIn(collection, this, code) ?? Lists.ElementsOf(collection, code)) is { Count: > 0 } elements && elements.All(element => Follow(element, found)));

        // An element of a list that stands in the code: the one that is meant, or any.
        bool FollowElement(IOperation list, IOperation index) =>
            Of(new(list, frame)) is { } lists && lists.All(one => Lists.ElementsOf(one, code) is { Count: > 0 } elements
                && (index.ConstantValue is { HasValue: true, Value: int at } ? at >= 0 && at < elements.Count && Follow(elements[at], found) : elements.All(element => Follow(element, found))));

        // What a dictionary that stands in the code has under a key: that of the key where it is constant, or any.
        bool FollowEntry(IOperation dictionary, IOperation key) =>
            Of(new(dictionary, frame)) is { } dictionaries && dictionaries.All(one => Lists.EntriesOf(one, this, code) is { Count: > 0 } entries
                && entries.Where(entry => entry.Key.ConstantValue is not { HasValue: true, Value: { } known } || key.ConstantValue is not { HasValue: true, Value: { } meant } || Parts.IsSameKey(known, meant)).ToList() is { Count: > 0 } meant
                && meant.All(entry => Follow(entry.Value, found)));

        // A variable that is declared where a tuple is taken apart, and not assigned again.
        bool FollowDeconstructed(ILocalReferenceOperation local) =>
            local.Root().DescendantsAndSelf().OfType<IDeconstructionAssignmentOperation>().Select(taken => (taken.Value, Part: Parts.DeclaredIn(taken.Target, local.Local))).FirstOrDefault(taken => taken.Part >= 0) is { Value: { } whole } taken
            && whole.WithoutConversions().Type is { } type && (type.IsTupleType || type.Name == "KeyValuePair")
            && !local.Root().DescendantsAndSelf().Any(use => use is ILocalReferenceOperation { Local: var other } && SymbolEqualityComparer.Default.Equals(other, local.Local) && Parts.IsSet(use))
            && FollowPart(whole, taken.Part, "");

        bool FollowField(IFieldReferenceOperation field)
        {
            if (field.Field.ContainingType.IsTupleType)
                return field.Instance is { } tuple && !IsBuilder(field.Type) && FollowPart(tuple, Parts.Number(field.Field.CorrespondingTupleField?.Name ?? field.Field.Name), field.Field.Name);
            if (field.Field is { Name: "Empty", ContainingType.SpecialType: SpecialType.System_String })
                return Add(new(field, frame));
            return field.Field.DeclaringSyntaxReferences.Length > 0 && FollowMember(field.Field.OriginalDefinition, field.Field.IsReadOnly ? field.Instance : null, field.Instance);
        }

        // Of one whole that can be seen, the part it was made with; of any, whatever all of them were made with.
        bool FollowMember(ISymbol member, IOperation? instance, IOperation? holder)
        {
            // Who holds a builder may change it.
            if (IsBuilder((member as IFieldSymbol)?.Type ?? ((IPropertySymbol)member).Type) || code.AssignedTo(member) is not { Count: > 0 } values)
                return false;
            if (instance is not null && values is [var only] && only.WithoutConversions() is IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } part }
                && Of(new(instance, frame)) is { } wholes && wholes.All(whole => whole.Operation is IObjectCreationOperation))
                return FollowPart(instance, part.Ordinal, part.Name);
            var inner = WithMade(Frame.Empty, holder);
            return values.All(assigned => Follow(new(assigned, inner), found));
        }

        bool FollowProperty(IPropertyReferenceOperation reference)
        {
            var property = reference.Property.OriginalDefinition;
            if (reference is { Instance: { } list, Arguments: [{ Value: var index }] } && property.IsIndexer && property.DeclaringSyntaxReferences.Length == 0)
                return index.Type?.SpecialType == SpecialType.System_Int32 && !IsKeyed(list.Type) ? FollowElement(list, index) : IsKeyed(list.Type) && (FollowEntry(list, index) || FollowKept(list)) || Add(new(reference, frame));
            if (reference.Instance is { } instance && Parts.Of(property) is { } part)
                return !IsBuilder(reference.Type) && FollowPart(instance, part, property.Name);
            if (property is { Name: "Value", ContainingType: { Name: "Lazy", ContainingNamespace.Name: "System" } } && reference.Instance is { } lazy)
                return FollowMade(lazy);
            if (property.DeclaringSyntaxReferences.Length == 0 || property.IsIndexer)
                return Add(new(reference, frame));
            if (property.GetMethod is { } getter && code.BodyOf(getter) is { } body && ReturnedValues.Of(body) is { } returns)
                return FollowReturns(returns, WithMade(Frame.Empty, reference.Instance));
            if (property.GetMethod is { } virtualGetter && (property.IsAbstract || property.IsVirtual || property.IsOverride))
                return FollowImplementations(virtualGetter, []);
            return IsAutomatic(property) && !Parts.ChangesWhatItIsSetTo(property) && FollowMember(property, property.SetMethod is null ? reference.Instance : null, reference.Instance);
        }

        bool FollowKept(IOperation? dictionary) => KeptValues.In(dictionary, code, this) is { } kept && kept.All(value => Follow(value, found));

        // With what an object's constructor was given, where one object alone can be meant: its members may use that.
        Frame WithMade(Frame inner, IOperation? instance) => instance is IInstanceReferenceOperation ? inner.WithConstructed(frame)
            : instance?.Type is { DeclaringSyntaxReferences.IsEmpty: false } && Of(new(instance, frame)) is [{ Operation: IObjectCreationOperation { Constructor: { } constructor } made, Frame: var by }]
                ? inner.With(constructor.OriginalDefinition.Parameters, made.Arguments, by)
                : inner;

        // The value that a factory makes: of a Lazy, or a constructor's delegate.
        bool FollowMade(IOperation lazy) =>
            Of(new(lazy, frame)) is { } lazies && lazies.All(made =>
                made.Operation is IObjectCreationOperation { Arguments: [{ Value: var factory }, ..] } && FollowInvoked(new(factory, made.Frame), []));

        bool FollowPart(IOperation whole, int part, string name) => FollowPartOf(new(whole, frame), part, name);

        bool FollowPartOf(Value whole, int part, string name) =>
            part >= 0 && Of(whole) is { } wholes && wholes.All(made => made.Operation switch
            {
                ITupleOperation tuple when part < tuple.Elements.Length => Follow(new(tuple.Elements[part], made.Frame), found),
                IWithOperation copied => Parts.Set(copied.Initializer, name) is { } set ? Follow(new(set, made.Frame), found) : FollowPartOf(new(copied.Operand, made.Frame), part, name),
                IObjectCreationOperation { Initializer: { } initializer } when Parts.Set(initializer, name) is { } set => Follow(new(set, made.Frame), found),
                IObjectCreationOperation { Arguments: var arguments } when Parts.Argument(arguments, part, name) is { } given => Follow(new(given, made.Frame), found),
                IInvocationOperation { TargetMethod: { Name: "Create", IsStatic: true }, Arguments: var arguments } when Parts.Argument(arguments, part, name) is { } given => Follow(new(given, made.Frame), found),
                _ => false,
            });

        bool FollowCall(IInvocationOperation call)
        {
            if (call.TargetMethod.MethodKind == MethodKind.DelegateInvoke)
                return OpenIn(call, frame) is not null ? Add(new(call, frame)) : call.ReceiverValue() is { } called && FollowInvoked(new(called, frame), Positional(call.Arguments, frame));
            if (Caches.FactoryOf(call, frame, code, passesOver) is { } factory)
                return FollowInvoked(new(factory.Function, frame), factory.Arguments);
            if (call.TargetMethod.Name == "GetOrAdd" && FollowKept(call.Instance))
                return true;
            var method = call.Definition();
            if (!method.IsAsync && method.DeclaringSyntaxReferences.Length > 0 && (method.IsAbstract || method.IsVirtual || method.IsOverride) && code.BodyOf(method) is null
                && (passesOver || code.IsClosed(method)) && code.BodiesHere(method) is not null)
                return FollowImplementations(method, call.Arguments);
            if (method.IsAsync || method.DeclaringSyntaxReferences.Length == 0 || code.BodyOf(method) is not { } body || ReturnedValues.OfIterator(body) is not null)
                return Add(new(call, frame));
            return ReturnedValues.Of(body) is { } returns && FollowReturns(returns, WithMade(FrameOf(call, frame), call.Instance));
        }

        // All that a call can run here. Where others may derive there can be more, but these are known.
        bool FollowImplementations(IMethodSymbol method, IReadOnlyList<IArgumentOperation> arguments)
        {
            var areAll = code.IsClosed(method);
            if (!areAll && !passesOver || code.BodiesHere(method) is not { } bodies)
                return false;
            foreach (var (implementation, body) in bodies)
            {
                if (!areAll && !passesOver)
                    break;
                areAll &= !implementation.IsAsync && ReturnedValues.Of(body) is { } returns && FollowReturns(returns, FrameOf(implementation, arguments, frame));
            }

            return areAll;
        }

        // What a task brings: of this project's methods what they return, asynchronous or not, overridden or not; of any other the task itself stands for it.
        bool FollowAwaited(IOperation task) => FollowTask(new(task, frame));

        bool FollowTask(Value awaited)
        {
            var task = new Value(awaited.Operation.WithoutConversions(), awaited.Frame);
            if (task.Operation is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } configured })
                task = task with { Operation = configured.WithoutConversions() };
            if (task.Operation is not IInvocationOperation call || FileTexts.IsReading(call))
                return task.Operation is not IParameterReferenceOperation && Add(task);
            if (call is { TargetMethod: { Name: "FromResult", ContainingType.Name: "Task" or "ValueTask" }, Arguments: [{ Value: var result }] })
                return Follow(new(result, task.Frame), found);
            var method = call.Definition();
            if (code.BodyOf(method) is { } body)
                return FollowTasks(method, body, FrameOf(call, task.Frame), (call, task.Frame));
            if (method.DeclaringSyntaxReferences.IsEmpty || code.BodiesHere(method) is not { } bodies)
                return Add(task);
            var areAll = code.IsClosed(method);
            foreach (var (implementation, own) in areAll || passesOver ? bodies : [])
                areAll &= FollowTasks(implementation, own, FrameOf(implementation, call.Arguments, task.Frame), (call, task.Frame));
            return areAll;
        }

        bool FollowTasks(IMethodSymbol method, IOperation body, Frame inner, (IOperation, Frame) by)
        {
            if (ReturnedValues.Of(body) is not { } returns || !method.IsAsync && (++steps > MostSteps || following.Count > Deepest || !following.Add(by)))
                return false;
            var areKnown = returns.All(returned => method.IsAsync ? Follow(new(returned, inner), found) : FollowTask(new(returned, inner)));
            if (!method.IsAsync)
                following.Remove(by);
            return areKnown;
        }

        bool FollowReturns(IReadOnlyList<IOperation> returns, Frame inner) => returns.All(returned => Follow(new(returned, inner), found));

        bool FollowInvoked(Value function, IReadOnlyList<Value?> arguments) =>
            FunctionsOf(function) is { } functions && functions.All(one =>
            {
                if (ReturnedValues.Of(one.Body) is not { } returns || one.Parameters.Count < arguments.Count)
                    return false;
                var inner = one.Frame;
                for (var i = 0; i < arguments.Count; i++)
                    if (arguments[i] is { } argument)
                        inner = inner.With(one.Parameters[i], argument);
                return FollowReturns(returns, inner);
            });
    }

    /// <summary>The mark of the parameter that is the function which a call invokes; null where callers don't give it.</summary>
    public char? OpenIn(IInvocationOperation call, Frame frame) =>
        givens is not null && !frame.IsKept && call is { TargetMethod.MethodKind: MethodKind.DelegateInvoke } && call.ReceiverValue() is { } called
        && Of(new(called, frame)) is [{ Operation: IParameterReferenceOperation { Parameter: var given } }] ? givens.MarkOf(given) : null;

    /// <summary>The functions that a delegate can be, null ones apart; null where one can't be seen.</summary>
    public IReadOnlyList<(IReadOnlyList<IParameterSymbol> Parameters, IOperation Body, Frame Frame)>? FunctionsOf(Value function)
    {
        if (Of(function) is not { } made)
            return null;
        var functions = new List<(IReadOnlyList<IParameterSymbol>, IOperation, Frame)>();
        foreach (var (operation, frame) in made)
        {
            switch (operation is IDelegateCreationOperation { Target: var created } ? created.WithoutConversions() : operation)
            {
                case IAnonymousFunctionOperation lambda:
                    functions.Add((lambda.Symbol.Parameters, lambda.Body, frame));
                    break;
                case IMethodReferenceOperation { Method: var method } when code.BodyOf(method.Definition()) is { } body:
                    functions.Add((method.Definition().Implementation().Parameters, body, Frame.Empty));
                    break;
                case { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation:
                    break;
                default:
                    return null;
            }
        }

        return functions;
    }

    /// <summary>
    /// What a parameter is given wherever its method is called, or its lambda by those it is handed to; null where not all those
    /// places can be seen.
    /// </summary>
    public IReadOnlyList<Value>? ArgumentsOf(IParameterSymbol parameter, Frame frame)
    {
        if (parameter.RefKind is RefKind.Ref or RefKind.Out || parameter.ContainingSymbol is not IMethodSymbol method)
            return null;
        if (method.MethodKind == MethodKind.AnonymousFunction)
            return GivenToFunctions.Of(parameter, method, frame, code);
        // A derived type's constructor may call this one without a word.
        if (method.MethodKind == MethodKind.Constructor && method.Parameters.All(one => one.IsOptional || one.IsParams))
            return null;
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.LocalFunction or MethodKind.Constructor)
            || UsesOf(method) is not { Count: > 0 } uses)
            return null;
        var values = new List<Value>();
        foreach (var use in uses)
        {
            var arguments = use is IInvocationOperation call ? call.Arguments : ((IObjectCreationOperation)use).Arguments;
            if (arguments.FirstOrDefault(argument => argument.Parameter?.OriginalDefinition.Ordinal == parameter.Ordinal)?.Value is { } value)
                values.Add(new(value, Frame.Empty));
            else
                return null;
        }

        return values;
    }

    /// <summary>All uses of a method; of one that only derived types may call, those that are here, where what can't be seen is passed over.</summary>
    private IReadOnlyList<IOperation>? UsesOf(IMethodSymbol method)
    {
        var all = code.UsesOf(method);
        if (all is not null || !passesOver || method.DeclaredAccessibility is not (Accessibility.Protected or Accessibility.ProtectedAndInternal))
            return all;
        var uses = new List<IOperation>();
        // Who calls one that is overridden calls the first that is declared.
        for (var called = method; called is not null; called = called.OverriddenMethod)
            uses.AddRange(code.UsesHere(called.OriginalDefinition) ?? []);
        return uses;
    }

    /// <summary>What a call's method sees: its arguments, and for a local function what is around it.</summary>
    public static Frame FrameOf(IInvocationOperation call, Frame frame)
    {
        var method = call.Definition().Implementation();
        return (method.MethodKind == MethodKind.LocalFunction ? frame : Frame.Empty).With(method.Parameters, call.Arguments, frame);
    }

    /// <summary>What the parameters of a method stand for that a call may run with some arguments: one that overrides or implements what is called.</summary>
    public static Frame FrameOf(IMethodSymbol method, IEnumerable<IArgumentOperation> arguments, Frame frame) => Frame.Empty.With(method.Parameters, arguments, frame);

    private static IReadOnlyList<Value?> Positional(IReadOnlyList<IArgumentOperation> arguments, Frame frame) => [.. arguments.Select(argument => (Value?)new Value(argument.Value, frame))];

    private static bool IsBuilder(ITypeSymbol? type) => type is { Name: "StringBuilder" };

    private static bool IsKeyed(ITypeSymbol? type) => type is INamedTypeSymbol { TypeArguments.Length: 2 };

    private static bool IsAutomatic(IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
}
