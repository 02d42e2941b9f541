using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites;

/// <summary>What a local variable can hold.</summary>
internal static class LocalValues
{
    /// <summary>
    /// Every value a local is given in its member, one that is made from itself included; null where it can get others: from a
    /// loop, a pattern, a reference to it.
    /// </summary>
    public static IReadOnlyList<IOperation>? Of(ILocalReferenceOperation reference)
    {
        var values = new List<IOperation>();
        var isDeclaredAsVariable = false;
        foreach (var operation in reference.Root().DescendantsAndSelf())
        {
            switch (operation)
            {
                // A foreach variable's declarator stands in the loop itself, a pattern's variable has none.
                case IVariableDeclaratorOperation { Parent: IVariableDeclarationOperation, Symbol.RefKind: RefKind.None } declarator when Is(declarator.Symbol):
                    isDeclaredAsVariable = true;
                    if (declarator.GetVariableInitializer() is { } initializer)
                        values.Add(initializer.Value);
                    break;
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment when Is(target.Local):
                    values.Add(assignment.Value);
                    break;
                case ILocalReferenceOperation use when Is(use.Local) && MayChange(use):
                    return null;
            }
        }

        return isDeclaredAsVariable ? values : null;

        bool Is(ILocalSymbol local) => SymbolEqualityComparer.Default.Equals(local, reference.Local);
    }

    private static bool MayChange(ILocalReferenceOperation use) => use.Parent switch
    {
        ICompoundAssignmentOperation compound => compound.Target == use,
        ICoalesceAssignmentOperation coalesce => coalesce.Target == use,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
        ISimpleAssignmentOperation { IsRef: true } => true,
        ITupleOperation or IDeclarationExpressionOperation or IAddressOfOperation => true,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None } } => true,
        _ => false,
    };
}
