using ImmutableGuard.Sql;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites;

/// <summary>
/// The texts an expression can be. What isn't known becomes a hole that keeps its place, so that the classifier can still tell
/// what surrounds it.
/// </summary>
internal static class ConstantTexts
{
    private const int MostAlternatives = 16;

    /// <summary>All texts the expression can be; null where it isn't known at all, or can be too many.</summary>
    public static IReadOnlyList<string>? Of(IOperation value)
    {
        value = value.WithoutConversions();
        if (value.ConstantValue is { HasValue: true, Value: string constant })
            return [constant];
        return value switch
        {
            IConditionalOperation { WhenFalse: { } whenFalse } conditional => Either(conditional.WhenTrue, whenFalse),
            ICoalesceOperation coalesce => Either(coalesce.Value, coalesce.WhenNull),
            ISwitchExpressionOperation choice => Union([.. choice.Arms.Select(arm => arm.Value)]),
            IInterpolatedStringOperation interpolated => Join(interpolated.Parts.Select(Part)),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum =>
                Join([Of(sum.LeftOperand), Of(sum.RightOperand)]),
            ILocalReferenceOperation local => LocalTexts(local),
            _ => null,
        };
    }

    private static IReadOnlyList<string>? Part(IInterpolatedStringContentOperation part) => part switch
    {
        IInterpolatedStringTextOperation text => Of(text.Text),
        IInterpolationOperation hole => Of(hole.Expression),
        _ => null,
    };

    /// <summary>A local whose every value in its member is known: its initializer and all assignments count.</summary>
    private static IReadOnlyList<string>? LocalTexts(ILocalReferenceOperation reference)
    {
        var values = new List<IOperation>();
        foreach (var operation in reference.Root().DescendantsAndSelf())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when Is(declarator.Symbol):
                    if ((declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer)?.Value is { } initial)
                        values.Add(initial);
                    break;
                case ISimpleAssignmentOperation assignment when assignment.Target is ILocalReferenceOperation target && Is(target.Local):
                    values.Add(assignment.Value);
                    break;
                case ILocalReferenceOperation use when Is(use.Local) && ChangesItsLocal(use):
                    return null;
            }
        }

        // A text that is made from itself in a loop has no end.
        return values.Any(value => value.DescendantsAndSelf().OfType<ILocalReferenceOperation>().Any(inner => Is(inner.Local)))
            ? null
            : Union(values);

        bool Is(ILocalSymbol local) => SymbolEqualityComparer.Default.Equals(local, reference.Local);
    }

    private static bool ChangesItsLocal(ILocalReferenceOperation use) => use.Parent switch
    {
        ICompoundAssignmentOperation compound => compound.Target == use,
        ICoalesceAssignmentOperation coalesce => coalesce.Target == use,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
        ITupleOperation => true,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None } } => true,
        _ => false,
    };

    private static IReadOnlyList<string>? Either(IOperation first, IOperation second) => Union([first, second]);

    private static IReadOnlyList<string>? Union(IReadOnlyList<IOperation> values)
    {
        var texts = new List<string>();
        foreach (var value in values)
        {
            if (Of(value) is not { } some)
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
