using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Values;

/// <summary>Ways in which a variable gets another value though it isn't assigned: by reference, and a part at a time.</summary>
internal static class PartWrites
{
    /// <summary>Whether a reference is handed on so that others can write through it: <c>ref x</c> in a local, a return or a choice, <c>out x</c>, <c>&amp;x</c>.</summary>
    public static bool IsByReference(IOperation reference)
    {
        var syntax = reference.Syntax;
        while (syntax.Parent is ParenthesizedExpressionSyntax)
            syntax = syntax.Parent;
        return syntax.Parent is RefExpressionSyntax || reference.Parent is IAddressOfOperation
            // Unsafe.AsRef takes 'ref readonly' and gives 'ref'.
            or IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out or RefKind.RefReadOnlyParameter }
            or IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None } };
    }

    /// <summary>Whether a part of a value is written where it is referred to: <c>pair.Item1 = x</c>, <c>ref query.Sql</c>, a method of a structure that may do so.</summary>
    public static bool InPart(IOperation reference)
    {
        var held = reference;
        while (held.Type is { IsValueType: true })
        {
            if (held.Parent is IInvocationOperation { TargetMethod: { IsReadOnly: false, IsImplicitlyDeclared: false, DeclaringSyntaxReferences.IsEmpty: false } } call && call.Instance == held)
                return true;
            if (held.Parent is not IMemberReferenceOperation part || part.Instance != held)
                return false;
            if (IsWritten(part))
                return true;
            held = part;
        }

        return false;
    }

    private static bool IsWritten(IOperation part) => IsByReference(part) || part.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == part,
        IIncrementOrDecrementOperation => true,
        ITupleOperation tuple => tuple.Parent is ITupleOperation || tuple.Parent is IDeconstructionAssignmentOperation taken && taken.Target == tuple,
        _ => false,
    };
}
