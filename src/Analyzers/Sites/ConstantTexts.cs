using ImmutableGuard.Sql;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites;

/// <summary>
/// The texts an expression can be. What isn't known becomes a hole that keeps its place, so that the classifier can still tell
/// what surrounds it.
/// </summary>
internal sealed class ConstantTexts
{
    private const int MostAlternatives = 16;

    // A sum of thousands of parts is nested as deep; the compiler's stack must not be ours to exhaust.
    private const int Deepest = 200;

    private readonly Dictionary<ILocalSymbol, IReadOnlyList<string>?> locals = new(SymbolEqualityComparer.Default);
    private int depth;

    private ConstantTexts()
    {
    }

    /// <summary>All texts the expression can be; null where it isn't known at all, or can be too many.</summary>
    public static IReadOnlyList<string>? Of(IOperation value) => new ConstantTexts().Read(value);

    private IReadOnlyList<string>? Read(IOperation value)
    {
        value = value.WithoutConversions();
        if (value.ConstantValue is { HasValue: true, Value: string constant })
            return [constant];
        if (depth == Deepest)
            return null;
        depth++;
        var texts = value switch
        {
            IConditionalOperation { WhenFalse: { } whenFalse } conditional => Union([conditional.WhenTrue, whenFalse]),
            ICoalesceOperation coalesce => Union([coalesce.Value, coalesce.WhenNull]),
            ISwitchExpressionOperation choice => Union([.. choice.Arms.Select(arm => arm.Value)]),
            IInterpolatedStringOperation interpolated => Join(interpolated.Parts.Select(Part)),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, OperatorMethod: null, Type.SpecialType: SpecialType.System_String } sum =>
                Join([Read(sum.LeftOperand), Read(sum.RightOperand)]),
            ILocalReferenceOperation local => ReadLocal(local),
            _ => null,
        };
        depth--;
        return texts;
    }

    private IReadOnlyList<string>? Part(IInterpolatedStringContentOperation part) => part switch
    {
        IInterpolatedStringTextOperation text => Read(text.Text),
        IInterpolationOperation hole => Read(hole.Expression),
        _ => null,
    };

    private IReadOnlyList<string>? ReadLocal(ILocalReferenceOperation local)
    {
        if (locals.TryGetValue(local.Local, out var known))
            return known;
        // A local that is made from itself is a hole in itself.
        locals[local.Local] = null;
        return locals[local.Local] = LocalValues.Of(local) is { } values ? Union(values) : null;
    }

    private IReadOnlyList<string>? Union(IReadOnlyList<IOperation> values)
    {
        var texts = new List<string>();
        foreach (var value in values)
        {
            if (Read(value) is not { } some)
                return null;
            texts.AddRange(some.Where(text => !texts.Contains(text)));
        }

        return texts.Count is > 0 and <= MostAlternatives ? texts : null;
    }

    private static IReadOnlyList<string>? Join(IEnumerable<IReadOnlyList<string>?> parts)
    {
        var texts = new List<string> { "" };
        foreach (var part in parts)
        {
            var alternatives = part ?? [SqlEffects.Hole.ToString()];
            texts = [.. texts.SelectMany(text => alternatives.Select(alternative => text + alternative))];
            if (texts.Count > MostAlternatives)
                return null;
        }

        // Nothing but holes is nothing known.
        return texts.All(text => text.All(c => c == SqlEffects.Hole)) ? null : texts;
    }
}
