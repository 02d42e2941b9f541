using ImmutableGuard.Analyzers.Sites.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Collections;

/// <summary>Which part of a pair, a tuple or a record is meant, and what it was made with.</summary>
internal static class Parts
{
    /// <summary>The argument that a part was made with: that of its name, or else of its place.</summary>
    public static IOperation? Argument(IReadOnlyList<IArgumentOperation> arguments, int part, string name) =>
        arguments.FirstOrDefault(argument => string.Equals(argument.Parameter?.Name, name, StringComparison.OrdinalIgnoreCase))?.Value
        ?? arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == part)?.Value;

    /// <summary>The place of <c>Item2</c>; -1 for another name.</summary>
    public static int Number(string name) =>
        name.StartsWith("Item", StringComparison.Ordinal) && int.TryParse(name.Substring(4), out var number) ? number - 1 : -1;

    /// <summary>Which argument of its maker a property of a pair, a tuple or a record holds; null where it is no such property.</summary>
    public static int? Of(IPropertySymbol property) => property.ContainingType switch
    {
        { Name: "KeyValuePair", ContainingNamespace.Name: "Generic" } => property.Name == "Key" ? 0 : 1,
        { Name: "Tuple", ContainingNamespace.Name: "System" } => Number(property.Name),
        { IsRecord: true } record when record.InstanceConstructors.FirstOrDefault(constructor => constructor.DeclaringSyntaxReferences.Length > 0 && constructor.Parameters.Any(parameter => parameter.Name == property.Name)) is { } primary
            && property.DeclaringSyntaxReferences is [var declaration] && declaration.GetSyntax() is ParameterSyntax =>
            primary.Parameters.First(parameter => parameter.Name == property.Name).Ordinal,
        _ => null,
    };

    /// <summary>What an initializer sets a property to; null where it doesn't.</summary>
    public static IOperation? Set(IObjectOrCollectionInitializerOperation initializer, string name) =>
        initializer.Initializers.OfType<ISimpleAssignmentOperation>().LastOrDefault(set => set.Target is IMemberReferenceOperation { Member.Name: var member } && member == name)?.Value;

    /// <summary>Whether two keys may be the same to a dictionary, which may pass over case.</summary>
    public static bool IsSameKey(object one, object other) => one is string text ? string.Equals(text, other as string, StringComparison.OrdinalIgnoreCase) : one.Equals(other);

    /// <summary>Whether a setter with code of its own may keep another value than it gets (<c>set => field = value.Trim()</c>).</summary>
    public static bool ChangesWhatItIsSetTo(IPropertySymbol property) =>
        property.SetMethod?.DeclaringSyntaxReferences is [var setter] && setter.GetSyntax() is AccessorDeclarationSyntax { Body: not null } or AccessorDeclarationSyntax { ExpressionBody: not null };

    /// <summary>Which part of a tuple a declared variable takes; -1 where it takes none.</summary>
    public static int DeclaredIn(IOperation target, ILocalSymbol variable) => (target is IDeclarationExpressionOperation { Expression: var declared } ? declared : target) is ITupleOperation tuple
        ? tuple.Elements.ToList().FindIndex(element => (element is IDeclarationExpressionOperation { Expression: var inner } ? inner : element) is ILocalReferenceOperation { Local: var local, IsDeclaration: true }
            && SymbolEqualityComparer.Default.Equals(local, variable))
        : -1;

    /// <summary>Whether a variable gets another value where it is used.</summary>
    public static bool IsSet(IOperation use) => use.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == use && assignment is not IDeconstructionAssignmentOperation || assignment is ISimpleAssignmentOperation { IsRef: true },
        ITupleOperation tuple => !((ILocalReferenceOperation)use).IsDeclaration && tuple.Parent is IDeconstructionAssignmentOperation assignment && assignment.Target == tuple,
        _ => PartWrites.IsByReference(use),
    };
}
