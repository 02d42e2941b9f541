using System.Globalization;
using System.Text;
using ImmutableGuard.Analyzers.Sites.Collections;
using ImmutableGuard.Analyzers.Sites.Commands;
using ImmutableGuard.Analyzers.Sites.Derived;
using ImmutableGuard.Analyzers.Sites.Values;
using ImmutableGuard.Sql;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Strings;

/// <summary>
/// Reads the texts an expression can be, wherever they are made. What isn't known becomes a hole that keeps its place, so that
/// the classifier can still tell what surrounds it.
/// </summary>
internal sealed class Texts
{
    private const int MostAlternatives = 32;

    // A sum of thousands of parts is nested as deep; the compiler's stack must not be ours to exhaust.
    private const int Deepest = 150;

    private static readonly string Hole = SqlEffects.Hole.ToString();

    // With how many were being read before it, and what it is made of.
    private readonly Dictionary<(IOperation, Frame), (int Depth, IReadOnlyList<Value> Made)> reading = [];
    private readonly SourceCode code;
    private readonly Origins origins;
    private readonly Givens? givens;

    private readonly bool passesOver;

    private Texts(SourceCode code, Givens? givens, bool passesOver = false) =>
        (this.code, this.givens, this.passesOver, origins) = (code, givens, passesOver, new Origins(code, givens, passesOver));

    /// <summary>All texts a value can be; null where it isn't known at all, or can be too many.</summary>
    public static IReadOnlyList<string>? Of(Value value, SourceCode code, Givens? givens = null) => new Texts(code, givens).Read(value);

    /// <summary>All texts that one of some values can be; null where one isn't known, or there are too many or none.</summary>
    /// <param name="values">The values.</param>
    /// <param name="code">The source code.</param>
    /// <param name="givens">What is left open, as a mark in the text; null where nothing is.</param>
    public static IReadOnlyList<string>? OfAll(IReadOnlyList<Value> values, SourceCode code, Givens? givens = null)
    {
        var texts = new Texts(code, givens);
        return texts.Union(values.Select(texts.Read));
    }

    /// <summary>Those texts of some values that are known, where others aren't.</summary>
    public static IReadOnlyList<string> Known(IReadOnlyList<Value> values, SourceCode code)
    {
        var texts = new Texts(code, givens: null, passesOver: true);
        return texts.Union(values.Select(texts.Read)) ?? [];
    }

    private IReadOnlyList<string>? Read(Value value)
    {
        if (value.Others is { } others)
            return Read(new Value(value.Operation, value.Frame)) is { } texts ? Union(texts.Select(text => Otherwise.Of(text, () => Union(others.Select(Read)) ?? []))) : null;
        var key = (value.Operation, value.Frame);
        // A text that is made from itself is a hole in itself.
        if (reading.Count == Deepest || reading.ContainsKey(key))
            return null;
        if (origins.Of(value) is not { } made)
            return null;
        var depth = reading.Count;
        reading.Add(key, (depth, made));
        var read = Repetition.Unrolled(Union(made.Select(ReadMade)), Repetition.Before(depth), Hole);
        reading.Remove(key);
        // Nothing but holes is nothing known.
        return read is null || read.Count > MostAlternatives || read.All(text => text.All(c => c == SqlEffects.Hole)) && read.Any(text => text.Length > 0) ? null : read;
    }

    /// <summary>What a text was before something was added to it: in a loop, what the turn before left.</summary>
    private IReadOnlyList<string>? ReadBefore(Value value)
    {
        // Wherever it is asked for, what is made of the same is the same.
        foreach (var (depth, made) in reading.Values)
            if (made.Count > 1 && origins.Of(value) is { } same && same.Count == made.Count && same.All(made.Contains))
                return [Repetition.Before(depth).ToString()];
        return Read(value);
    }

    private IReadOnlyList<string>? ReadMade(Value value)
    {
        var (operation, frame) = (value.Operation, value.Frame);
        if (operation.ConstantValue is { HasValue: true, Value: var constant })
            return constant is null ? [""] : operation.Type?.TypeKind == TypeKind.Enum ? null : constant is string or char or IFormattable ? [Convert.ToString(constant, CultureInfo.InvariantCulture)!] : null;
        return operation switch
        {
            IInterpolatedStringOperation interpolated => Join(interpolated.Parts.Select(part => part switch
            {
                IInterpolatedStringTextOperation text => Read(new(text.Text, frame)),
                IInterpolationOperation { Alignment: null, FormatString: null } hole => Read(new(hole.Expression, frame)),
                // Of a handler: the call that adds the part.
                IInterpolatedStringAppendOperation { AppendCall: IInvocationOperation { Arguments: [var added, .. var more] } } when more.All(argument => argument.ArgumentKind == ArgumentKind.DefaultValue) => Read(new(added.Value, frame)),
                _ => null,
            })),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, OperatorMethod: null, Type.SpecialType: SpecialType.System_String } sum =>
                Join(Operands(sum).Select(part => Read(new(part, frame)))),
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add, OperatorMethod: null } added =>
                Join([ReadBefore(new(added.Target, frame)), Read(new(added.Value, frame))]),
            IAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "Length", ContainingType.Name: "StringBuilder" } } length } change => ReadShortened(length, change, frame),
            IIncrementOrDecrementOperation { Target: IPropertyReferenceOperation { Property: { Name: "Length", ContainingType.Name: "StringBuilder" } } length } change => ReadShortened(length, change, frame),
            IInterpolatedStringHandlerCreationOperation { Content: IInterpolatedStringOperation handed } => ReadMade(new(handed, frame)),
            ICoalesceAssignmentOperation coalesced => Union([Read(new(coalesced.Target, frame)), Read(new(coalesced.Value, frame))]),
            // What a function makes that callers give.
            IInvocationOperation call when origins.OpenIn(call, frame) is { } made => [made.ToString()],
            IInvocationOperation call => ReadCall(call, frame),
            IParameterReferenceOperation { Parameter: var given } => !frame.IsKept && givens?.MarkOf(given) is { } mark ? [mark.ToString()] : null,
            IPropertyReferenceOperation { Property: { Name: "Name", ContainingNamespace: { Name: "Reflection" } or { Name: "System" } }, Instance: ITypeOfOperation { TypeOperand: var type } } => NameOf(type, frame),
            IPropertyReferenceOperation { Property: { Name: "NewLine", ContainingType: { Name: "Environment", ContainingNamespace.Name: "System" } } } => ["\n"],
            IPropertyReferenceOperation raw when SqlBuilderTexts.IsOne(raw.Property) => SqlBuilderTexts.Of(raw, frame, origins, Read),
            IFieldReferenceOperation { Field: { Name: "Empty", ContainingType.SpecialType: SpecialType.System_String } } => [""],
            // What a command was given before more is added to it.
            IPropertyReferenceOperation { Property.Name: "CommandText", Instance: { } command } =>
                CommandValues.Texts(new(command, frame), code, givens) is { } given ? Union(given.Select(Read)) : null,
            IObjectCreationOperation { Type.Name: "StringBuilder" } created =>
                created.Arguments.FirstOrDefault(argument => argument.Parameter?.Type.SpecialType == SpecialType.System_String) is { } initial ? Read(new(initial.Value, frame)) : [""],
            _ => null,
        };
    }

    /// <summary>What <c>Type.Name</c> is.</summary>
    private IReadOnlyList<string>? NameOf(ITypeSymbol type, Frame frame) => type switch
    {
        INamedTypeSymbol named => [named.MetadataName],
        ITypeParameterSymbol parameter when !frame.IsKept && givens?.MarkOf(parameter) is { } mark => [mark.ToString()],
        _ => null,
    };

    /// <summary>The operands of a sum from left to right, however long it is.</summary>
    private static Stack<IOperation> Operands(IBinaryOperation sum)
    {
        var operands = new Stack<IOperation>();
        IOperation left = sum;
        while (left is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, OperatorMethod: null, Type.SpecialType: SpecialType.System_String, ConstantValue.HasValue: false } inner)
        {
            operands.Push(inner.RightOperand);
            left = inner.LeftOperand.WithoutConversions();
        }

        operands.Push(left);
        return operands;
    }

    private IReadOnlyList<string>? ReadCall(IInvocationOperation call, Frame frame)
    {
        IReadOnlyList<string>? Argument(int index) => index < call.Arguments.Length ? Read(new(call.Arguments[index].Value, frame)) : null;
        IReadOnlyList<string>? Instance() => call.Instance is { } instance ? Read(new(instance, frame)) : null;
        IReadOnlyList<string>? Builder() => call.Instance is { } instance ? ReadBefore(new(instance, frame)) : null;

        var method = call.TargetMethod;
        switch (method.ContainingType?.SpecialType == SpecialType.System_String ? "String" : method.ContainingType?.Name, method.Name)
        {
            case ("String", "Concat"):
                return Elements(call, 0, frame) is { } parts ? Join(parts.Select(Read))
                    : Projected(call, 0, frame) is { } one ? Repetition.Joined([""], one, Hole) : null;
            case ("String", "Join"):
                return Argument(0) is not { } separator ? null
                    : Elements(call, 1, frame) is { } joined ? Join(joined.SelectMany((part, index) => index == 0 ? new[] { Read(part) } : [separator, Read(part)]))
                    : Projected(call, 1, frame) is { } each ? Repetition.Joined(separator, each, Hole) : null;
            case ("String", "Format"):
                var format = method.Parameters[0].Type.Name == "IFormatProvider" ? 1 : 0;
                return (IsParsed(method.Parameters[format].Type) ? Parsed(call.Arguments[format].Value, frame) : Argument(format)) is { } formats && Elements(call, format + 1, frame) is { } arguments
                    ? Union(formats.Select(text => Format(text, arguments)))
                    : null;
            case ("String", "Create") when call.Arguments is [_, { Value: var text }] && text.WithoutConversions() is IInterpolatedStringHandlerCreationOperation:
                return Read(new(text, frame));
            case ("FormattableString", "Invariant" or "CurrentCulture"):
                return Argument(0);
            case ("FormattableString", "ToString"):
                return Instance();
            case ("String", "Replace") when call.Arguments.Length >= 2:
                return Instance() is { } whole && Argument(0) is [var old] && old.Length > 0 && IsKnown(old)
                    ? Union(whole.Select(text => (IReadOnlyList<string>)[.. (Argument(1) ?? [Hole]).Select(replacement => Unmarked(text).Replace(old, replacement))]))
                    : null;
            case ("String", "Trim" or "TrimEnd" or "TrimStart") when Characters(call) is { } ends:
                return Instance()?.Select(text => method.Name switch { "Trim" => text.Trim(ends), "TrimEnd" => text.TrimEnd(ends), _ => text.TrimStart(ends) }).ToList();
            case ("String", "ToUpperInvariant" or "ToUpper" or "ToLowerInvariant" or "ToLower"):
                return Instance()?.Select(text => method.Name.StartsWith("ToUpper", StringComparison.Ordinal) ? Unmarked(text).ToUpperInvariant() : Unmarked(text).ToLowerInvariant()).ToList();
            case ("String", "ToString") or ("StringBuilder", "ToString") when call.Arguments.IsEmpty:
                return Instance();
            case ("StringBuilder", "Append") when call.Arguments.Length == 1 || method.Parameters[1].Type.Name == "AppendInterpolatedStringHandler":
                return Join([Builder(), Argument(call.Arguments.Length - 1)]);
            case ("StringBuilder", "AppendLine"):
                return Join([Builder(), call.Arguments.IsEmpty ? [""] : Argument(call.Arguments.Length - 1), ["\n"]]);
            case ("StringBuilder", "AppendFormat") when method.Parameters[0].Type.SpecialType == SpecialType.System_String:
                return Argument(0) is { } patterns && Elements(call, 1, frame) is { } values
                    ? Join([Builder(), Union(patterns.Select(text => Format(text, values)))])
                    : null;
            case ("StringBuilder", "Insert") when call.Arguments is [{ Value.ConstantValue: { HasValue: true, Value: 0 } }, _]:
                return Join([Argument(1), Builder()]);
            case ("StringBuilder", "Clear"):
                return [""];
            case ("Path", "Combine") when Elements(call, 0, frame) is { Count: > 0 } steps:
                return Join(steps.SelectMany((part, index) => index == 0 ? new[] { Read(part) } : [["/"], Read(part)]));
            // As the variable of a loop, each of its parts.
            case var _ when TextParts.IsSplit(call):
                return TextParts.Of(call, frame, origins, code, value => Read(value)?.Select(Unmarked).ToList());
            case var _ when FileTexts.IsReading(call):
                return FileTexts.Of(call, frame, code, Read);
            default:
                return null;
        }
    }

    /// <summary>Whether a text is all known.</summary>
    public static bool IsKnown(string text) => text.IndexOf(SqlEffects.Hole) < 0 && !Marks.AreIn(text);

    /// <summary>What each element is of a list that is made of another's; null where it is made otherwise.</summary>
    private IReadOnlyList<string>? Projected(IInvocationOperation call, int argument, Frame frame) =>
        argument < call.Arguments.Length && Lists.ProjectionsOf(new(call.Arguments[argument].Value, frame), origins, code) is { } projected ? Union(projected.Select(Read)) : null;

    /// <summary>What callers give would be changed too, to what nobody knows.</summary>
    private static string Unmarked(string text) => Marks.AreIn(text) ? string.Concat(text.Select(c => Marks.Is(c) ? SqlEffects.Hole : c)) : text;

    /// <summary>The arguments from one on, those of a parameter array or a list that stands in the code one by one; null where it is made otherwise.</summary>
    private IReadOnlyList<Value>? Elements(IInvocationOperation call, int start, Frame frame)
    {
        var values = call.Arguments.Where(argument => argument.Parameter?.Ordinal >= start).Select(argument => new Value(argument.Value.WithoutConversions(), frame)).ToList();
        return !values.Any(value => value.Operation.Type is IArrayTypeSymbol || value.Operation.Type is { SpecialType: not SpecialType.System_String } type && type.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable)
                || value.Operation is ICollectionExpressionOperation) ? values
            : values is [var list] && origins.Of(list) is [var only] && only.Operation is not IInvocationOperation ? Lists.ElementsOf(only, code) : null;
    }

    private static bool IsParsed(ITypeSymbol type) => type.Name == "CompositeFormat";

    /// <summary>The texts that a composite format was made of ahead.</summary>
    private IReadOnlyList<string>? Parsed(IOperation format, Frame frame) => origins.Of(new(format, frame)) is { } made
        ? Union(made.Select(one => one.Operation is IInvocationOperation { TargetMethod: { Name: "Parse", ContainingType: var type }, Arguments: [{ Value: var text }] } && IsParsed(type) ? Read(new(text, one.Frame)) : null))
        : null;

    /// <summary>The constant characters that a call takes away, none of which an unknown part is; null where they aren't constant.</summary>
    private static char[]? Characters(IInvocationOperation call)
    {
        var given = call.Arguments.SelectMany(argument => argument.Value.WithoutConversions() switch
        {
            IArrayCreationOperation { Initializer.ElementValues: var some } => some,
            ICollectionExpressionOperation { Elements: var some } => some,
            var one => [one],
        }).ToList();
        return given.All(one => one.ConstantValue is { HasValue: true, Value: char }) ? [.. given.Select(one => (char)one.ConstantValue.Value!)] : null;
    }

    /// <summary>A builder's text when its length was made less by a constant number, or nothing; null where that may cut what isn't known.</summary>
    private IReadOnlyList<string>? ReadShortened(IPropertyReferenceOperation length, IOperation change, Frame frame)
    {
        if (change is ISimpleAssignmentOperation { Value.ConstantValue: { HasValue: true, Value: 0 } })
            return [""];
        var less = change switch
        {
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Subtract, Value.ConstantValue: { HasValue: true, Value: int some } } => some,
            IIncrementOrDecrementOperation { Kind: OperationKind.Decrement } => 1,
            _ => -1,
        };
        return less >= 0 && length.Instance is { } builder && ReadBefore(new(builder, frame)) is { } before && before.All(text => text.Length >= less && IsKnown(text.Substring(text.Length - less)))
            ? [.. before.Select(text => text.Substring(0, text.Length - less))] : null;
    }

    /// <summary>A composite format with its arguments; a part that has an alignment or a format of its own is a hole.</summary>
    private IReadOnlyList<string>? Format(string format, IReadOnlyList<Value> arguments)
    {
        var parts = new List<IReadOnlyList<string>?>();
        var plain = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] is '{' or '}' && i + 1 < format.Length && format[i + 1] == format[i])
            {
                plain.Append(format[i++]);
                continue;
            }

            if (format[i] == '}')
                return null;
            if (format[i] != '{')
            {
                plain.Append(format[i]);
                continue;
            }

            var end = format.IndexOf('}', i);
            if (end < 0)
                return null;
            parts.Add([plain.ToString()]);
            plain.Clear();
            parts.Add(int.TryParse(format.Substring(i + 1, end - i - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < arguments.Count
                ? Read(arguments[index])
                : null);
            i = end;
        }

        parts.Add([plain.ToString()]);
        return Join(parts);
    }

    private IReadOnlyList<string>? Union(IEnumerable<IReadOnlyList<string>?> alternatives)
    {
        var texts = new List<string>();
        foreach (var some in alternatives)
        {
            if (some is null && passesOver)
                continue;
            if (some is null)
                return null;
            texts.AddRange(some.Where(text => !texts.Contains(text)));
        }

        return texts.Count is > 0 and <= MostAlternatives ? texts : null;
    }

    /// <summary>The parts one after the other, in every combination; one that isn't known, or makes them too many, is a hole.</summary>
    private static IReadOnlyList<string> Join(IEnumerable<IReadOnlyList<string>?> parts)
    {
        var texts = new List<string> { "" };
        foreach (var part in parts)
        {
            // Two loops' worth of names in one text, say: what is too much is a hole, the rest stays known.
            var alternatives = part is not null && texts.Count * part.Count <= MostAlternatives ? part : [Hole];
            texts = [.. texts.SelectMany(text => alternatives.Select(alternative => text + alternative)).Distinct()];
        }

        return texts;
    }
}
