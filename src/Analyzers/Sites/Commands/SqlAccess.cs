using ImmutableGuard.Analyzers.Sites.Derived;
using ImmutableGuard.Analyzers.Sites.Strings;
using ImmutableGuard.Analyzers.Sites.Values;
using ImmutableGuard.Sinks;
using ImmutableGuard.Sql;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Commands;

/// <summary>What a call does that carries SQL: by every text it can be given, and every kind of command it can be.</summary>
internal sealed class SqlAccess(SourceCode code, ProjectDialects dialects)
{
    public static readonly Effects NotConstant = Effects.Unknown("the SQL text is not constant");

    // System.Data.CommandType's values.
    public const int Text = 1;

    private const int StoredProcedure = 4, TableDirect = 512;

    /// <summary>All effects the call can have; not complete where one of its texts can't be seen.</summary>
    public Effects EffectsOf(IInvocationOperation call, Sink sink)
    {
        var (values, kinds) = sink.Text is ["this"] ? FromCommand(call) : FromArguments(call, sink);
        if (values is null || Texts.OfAll(values, code) is not { } texts)
            return Unseen(values ?? [], kinds, Dialect(call, sink));
        // No routine and no table has a sentence for a name.
        kinds ??= texts.All(IsSentence) ? [Text] : null;
        if (kinds is null)
            return Effects.Unknown("what kind of command carries the text can't be seen");
        var dialect = Dialect(call, sink);
        return Together([.. kinds.SelectMany(kind => texts.Select(text => EffectHere(text, kind, dialect)))]);
    }

    private static bool IsSentence(string text) => text.Split((char[]?)null, 4, StringSplitOptions.RemoveEmptyEntries).Length > 3;

    /// <summary>Whether a text is a sentence of which callers give nothing: of such a one nobody need say what kind it is.</summary>
    public static bool IsPlainSentence(string? text) => text is not null && !Marks.AreIn(text) && IsSentence(text);

    /// <summary>What is known although not everything is, with the parameter that brings the text where one does.</summary>
    private Effects Unseen(IReadOnlyList<Value> values, IReadOnlyList<int>? kinds, SqlDialect dialect)
    {
        var reason = values.Select(value => GivenByCallers.Parameter(value, code)).FirstOrDefault(parameter => parameter is not null) is { } given
            ? $"the callers give the SQL text, in the parameter '{given.Name}'"
            : NotConstant.Reason;
        var known = Texts.Known(values, code).Where(IsSentence).Select(text => EffectHere(text, kinds is [StoredProcedure] ? StoredProcedure : Text, dialect));
        return new([.. known.SelectMany(effects => effects.Items).Distinct()], reason);
    }

    /// <summary>
    /// The texts the call can be given, with what is left open as marks; null where one isn't known. A kind less than 0 is the
    /// complement of the ordinal of the parameter that tells it.
    /// </summary>
    public IReadOnlyList<(string Text, int Kind, SqlDialect Dialect)>? TextsOf(IInvocationOperation call, Sink sink, Givens givens)
    {
        var (values, kinds) = sink.Text is ["this"] ? FromCommand(call, givens) : FromArguments(call, sink, givens);
        if (values is null || kinds is null || Texts.OfAll(values, code, givens) is not { } texts)
            return null;
        var dialect = Dialect(call, sink);
        return [.. kinds.SelectMany(kind => texts.Select(text => (text, kind < 0 && IsPlainSentence(text) ? Text : kind, dialect)))];
    }

    /// <summary>
    /// What kinds of command a value of type <c>CommandType</c>, a command, or a function that fills one can mean, as in <see cref="TextsOf"/>; null where
    /// that isn't known.
    /// </summary>
    public IReadOnlyList<int>? KindsOf(IOperation teller, Givens? givens)
    {
        if (IsFunction(teller))
            return OpenOf(teller, givens) is { } open ? [~open.Ordinal]
                : CommandValues.KindsOfFunctions(new(teller, Frame.Empty), code, givens) is { } filled ? Constants(filled.Values, filled.CanBeDefault, givens)
                : null;
        return !CommandValues.Are(teller) ? KindsOf((teller, Frame.Empty), givens)
            : CommandValues.Kinds(new(teller, Frame.Empty), code, givens) is { } found ? Constants(found.Values, found.CanBeDefault, givens)
            : null;
    }

    /// <summary>The texts that a value is, that a command holds, or that a function sets, where one that sets none gives an empty text; null where they aren't known.</summary>
    public IReadOnlyList<string>? TextsOf(IOperation value, Givens? givens)
    {
        if (IsFunction(value) && OpenOf(value, givens) is null)
            return CommandValues.TextsOfFunctions(new(value, Frame.Empty), code, givens, out var leaves) is not { } set ? null
                : leaves ? [.. set.Count == 0 ? [] : Texts.OfAll(set, code, givens) ?? [SqlEffects.Hole.ToString()], ""]
                : Texts.OfAll(set, code, givens);
        // One that makes a text.
        if (FunctionTypeOf(value) is { ReturnType.SpecialType: SpecialType.System_String } && OpenOf(value, givens) is null)
            return new Origins(code, givens).FunctionsOf(new(value, Frame.Empty)) is not { Count: > 0 } functions || functions.Any(one => ReturnedValues.Of(one.Body) is null) ? null
                : Texts.OfAll([.. functions.SelectMany(one => ReturnedValues.Of(one.Body)!.Select(returned => new Value(returned, one.Frame)))], code, givens);
        return !CommandValues.Are(value) ? Texts.Of(new(value, Frame.Empty), code, givens)
            : CommandValues.Texts(new(value, Frame.Empty), code, givens) is { } values ? Texts.OfAll(values, code, givens)
            : null;
    }

    /// <summary>Whether a value is a function that is handed a command.</summary>
    private static bool IsFunction(IOperation value) => FunctionTypeOf(value)?.Parameters.Any(parameter => CommandValues.IsCommand(parameter.Type)) == true;

    private static IMethodSymbol? FunctionTypeOf(IOperation value) => ((value.WithoutConversions().Type ?? value.Type) as INamedTypeSymbol)?.DelegateInvokeMethod;

    /// <summary>The parameter that brings a function from the callers; null where that is left open to none.</summary>
    private IParameterSymbol? OpenOf(IOperation function, Givens? givens) =>
        givens is not null && new Origins(code, givens).Of(new(function, Frame.Empty)) is [{ Operation: IParameterReferenceOperation { Parameter: var given } }] && givens.MarkOf(given) is not null ? given : null;

    /// <summary>All effects of a batch or a data adapter; null where not all its commands, or a text of them, can be seen.</summary>
    public Effects? EffectsOfSeveral(IInvocationOperation call, Sink sink)
    {
        if (SeveralCommands.Of(call) is not { } several)
            return null;
        var dialect = Dialect(call, sink);
        var all = new List<Effects>();
        foreach (var query in several.Queries.Where(IsText))
        {
            if (Texts.OfAll([query], code) is not { } texts)
                return null;
            all.AddRange(texts.Select(text => dialects.EffectsOf(text, dialect)));
        }

        foreach (var command in several.Commands.Concat(several.Queries.Where(query => !IsText(query))))
        {
            if (Assigned(command, "CommandText", CommandValues.Texts(command, code)) is not { } values || Texts.OfAll(values, code) is not { } texts
                || CommandValues.Kinds(command, code) is not { } found || Assigned(command, "CommandType", found.Values) is not { } types || Constants(types, found.CanBeDefault) is not { } kinds)
                return null;
            all.AddRange(kinds.SelectMany(kind => texts.Select(text => EffectHere(text, kind, dialect))));
        }

        foreach (var selection in several.Selections)
        {
            var queries = IsText(selection) ? [selection] : Assigned(selection, "CommandText", CommandValues.Texts(selection, code));
            if (queries is null || Texts.OfAll(queries, code) is not { } texts)
                return null;
            all.AddRange(texts.Select(text => Built(dialects.EffectsOf(text, dialect))));
        }

        return all.All(effects => effects.Complete) ? Together(all) : null;
    }

    private static bool IsText(Value query) => query.Operation.Type?.SpecialType == SpecialType.System_String;

    /// <summary>What a <c>DbCommandBuilder</c>'s commands do to the tables of a query.</summary>
    private static Effects Built(Effects query) => !query.Complete || query.Items.Any(effect => effect.Operation != Operation.Read) ? NotConstant
        : new([.. query.Items.SelectMany(effect => new[] { Operation.Insert, Operation.Update, Operation.Delete }.Select(operation => new Effect(operation, effect.Resource)))]);

    /// <summary>The values of a command's property, with those that a variable that holds it is given before or later; null where one can't be seen.</summary>
    private static IReadOnlyList<Value>? Assigned(Value command, string property, IReadOnlyList<Value>? values)
    {
        if (values is null || command.Operation.WithoutConversions() is not ILocalReferenceOperation local)
            return values;
        var settings = local.Root().DescendantsAndSelf().OfType<IAssignmentOperation>().Where(assignment =>
            assignment.Target is IPropertyReferenceOperation { Instance: { } instance } target && target.Property.Name == property
            && instance.WithoutConversions() is ILocalReferenceOperation { Local: var holder } && SymbolEqualityComparer.Default.Equals(holder, local.Local)).ToList();
        return settings.All(setting => setting is ISimpleAssignmentOperation) ? [.. values, .. settings.Select(setting => new Value(setting.Value, Frame.Empty))] : null;
    }

    /// <summary>What a text does that a command of some kind carries.</summary>
    public static Effects Effect(string text, int kind, SqlDialect dialect) => kind switch
    {
        StoredProcedure => CommandEffects.OfProcedure(text),
        TableDirect => CommandEffects.OfTable(text),
        _ => SqlEffects.Of(text, dialect),
    };

    private Effects EffectHere(string text, int kind, SqlDialect dialect) => kind == Text ? dialects.EffectsOf(text, dialect) : Effect(text, kind, dialect);

    private static Effects Together(IReadOnlyList<Effects> all) => all is [var single]
        ? single
        : new([.. all.SelectMany(effects => effects.Items).Distinct()], all.FirstOrDefault(effects => !effects.Complete)?.Reason);

    /// <summary>The text where it is a constant argument: the compiled call loads it right there, for the other engine to see.</summary>
    public static string? ConstantArgument(IInvocationOperation call, Sink sink) =>
        sink.Text.Select(call.ArgumentValue).FirstOrDefault(value => value is not null)?.ConstantValue is { HasValue: true, Value: string text } ? text : null;

    private (IReadOnlyList<Value>? Texts, IReadOnlyList<int>? Kinds) FromCommand(IInvocationOperation call, Givens? givens = null)
    {
        if (call.ReceiverValue() is not { } receiver || CommandValues.Texts(new(receiver, Frame.Empty), code, givens) is not { } texts)
            return default;
        var kinds = CommandValues.Kinds(new(receiver, Frame.Empty), code, givens) is { } found ? Constants(found.Values, found.CanBeDefault, givens) : null;
        return (texts, kinds);
    }

    private (IReadOnlyList<Value>? Texts, IReadOnlyList<int>? Kinds) FromArguments(IInvocationOperation call, Sink sink, Givens? givens = null)
    {
        foreach (var path in sink.Text)
        {
            var dot = path.IndexOf('.');
            if (call.ArgumentValue(dot < 0 ? path : path.Substring(0, dot)) is not { } argument)
                continue;
            if (dot < 0)
                return ([new(argument, Frame.Empty)], KindsOf((call.ArgumentValue("commandType"), Frame.Empty), givens));
            if (argument.WithoutConversions() is IInterpolatedStringOperation format)
                // FormattableString: the interpolated text itself, of which every hole is a parameter.
                return ([new(format, Frame.Empty)], [Text]);
            return FromDefinition(argument, givens);
        }

        return default;
    }

    /// <summary>The texts of a definition that is made elsewhere: the string its constructor is given.</summary>
    private (IReadOnlyList<Value>? Texts, IReadOnlyList<int>? Kinds) FromDefinition(IOperation definition, Givens? givens)
    {
        if (new Origins(code, givens).Of(new(definition, Frame.Empty)) is not { } made)
            return default;
        var texts = new List<Value>();
        var kinds = new List<int>();
        foreach (var (operation, frame) in made)
        {
            if (operation is IInterpolatedStringOperation || operation is IParameterReferenceOperation { Parameter.Type.Name: "FormattableString" })
            {
                texts.Add(new(operation, frame));
                kinds.Add(Text);
                continue;
            }

            if (operation is not IObjectCreationOperation { Arguments: var arguments }
                || arguments.FirstOrDefault(argument => argument.Parameter?.Type.SpecialType == SpecialType.System_String)?.Value is not { } text
                || KindsOf(new(arguments.FirstOrDefault(argument => argument.Parameter?.Name == "commandType")?.Value, frame)) is not { } some)
                return default;
            texts.Add(new(text, frame));
            kinds.AddRange(some);
        }

        return (texts, [.. kinds.Distinct()]);
    }

    private IReadOnlyList<int>? KindsOf((IOperation? Operation, Frame Frame) argument, Givens? givens = null) =>
        argument.Operation is null ? [Text] : Constants([new(argument.Operation, argument.Frame)], canBeDefault: false, givens);

    private IReadOnlyList<int>? Constants(IReadOnlyList<Value> values, bool canBeDefault, Givens? givens = null)
    {
        var kinds = new List<int>();
        if (canBeDefault || values.Count == 0)
            kinds.Add(Text);
        foreach (var value in values)
        {
            if (new Origins(code, givens).Of(value) is not { } made)
                return null;
            foreach (var (operation, _) in made)
            {
                if (operation is IDefaultValueOperation or { ConstantValue: { HasValue: true, Value: null } })
                    kinds.Add(Text);
                else if (operation.ConstantValue is { HasValue: true, Value: int kind })
                    kinds.Add(kind);
                else if (operation is IParameterReferenceOperation { Parameter: var given } && givens?.MarkOf(given) is not null)
                    kinds.Add(~given.Ordinal);
                else
                    return null;
            }
        }

        return [.. kinds.Distinct()];
    }

    private SqlDialect Dialect(IInvocationOperation call, Sink sink)
    {
        var carrier = sink.Connection is { } parameter ? call.ArgumentValue(parameter)?.WithoutConversions() : call.ReceiverValue()?.WithoutConversions();
        for (var type = carrier?.Type; type is not null; type = type.BaseType)
            if (SqlDialects.OfProvider(type.ContainingNamespace?.ToDisplayString()) is var dialect and not SqlDialect.Any)
                return dialect;
        return dialects.Single;
    }
}
