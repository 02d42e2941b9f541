using ImmutableGuard.Analyzers.Sites.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Collections;

/// <summary>
/// Tells whether a list keeps the elements that it is made with. An array in a field that is never assigned again may still get others, one
/// by one: everywhere it gets to, it must only be read.
/// </summary>
internal static class KeptLists
{
    private const int Deepest = 8;

    private static readonly HashSet<string> Readers = new(StringComparer.Ordinal)
    {
        "Contains", "ContainsKey", "ContainsValue", "TryGetValue", "GetValueOrDefault", "IndexOf", "LastIndexOf", "BinarySearch", "Exists", "TrueForAll", "Find", "FindAll", "FindIndex", "FindLast",
        "ForEach", "ConvertAll", "GetRange", "GetEnumerator", "GetLength", "GetUpperBound", "GetLowerBound", "ToArray", "ToList", "AsReadOnly", "Slice", "CopyTo", "ToString", "Equals", "GetHashCode", "GetType",
    };

    private static readonly HashSet<string> Views = new(StringComparer.Ordinal)
    {
        "IEnumerable", "IReadOnlyCollection", "IReadOnlyList", "IReadOnlyDictionary", "IReadOnlySet", "ReadOnlySpan", "ReadOnlyMemory", "ReadOnlyCollection", "ReadOnlyDictionary",
        "ImmutableArray", "ImmutableList", "ImmutableDictionary", "ImmutableHashSet", "FrozenSet", "FrozenDictionary", "IImmutableList", "IImmutableDictionary", "Object",
    };

    /// <summary>Whether nobody who gets a list from where it is made writes to it.</summary>
    /// <param name="list">The expression that makes the list.</param>
    /// <param name="code">The source code.</param>
    public static bool Are(IOperation list, SourceCode code) => IsRead(list, code, 0);

    private static bool IsRead(IOperation value, SourceCode code, int depth)
    {
        var held = value;
        // What stands between braces is the array around it.
        while (held.Parent is IConversionOperation or IParenthesizedOperation || held is IArrayInitializerOperation && held.Parent is IArrayCreationOperation)
            held = held.Parent;
        if (depth > Deepest || PartWrites.IsByReference(held))
            return false;
        return held.Parent switch
        {
            IForEachLoopOperation loop => loop.Collection == held && loop.Locals.All(local => local.RefKind != RefKind.Ref),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => AreRead(local, held, code, depth),
            IFieldInitializerOperation { InitializedFields: var fields } => fields.All(field => AreRead(field, code, depth)),
            IPropertyInitializerOperation { InitializedProperties: var properties } => properties.All(property => AreRead(property, code, depth)),
            ISimpleAssignmentOperation assignment when assignment.Target == held => true,
            IAssignmentOperation { Parent: IExpressionStatementOperation } assignment when assignment is ISimpleAssignmentOperation or ICoalesceAssignmentOperation => assignment.Target switch
            {
                ILocalReferenceOperation { Local: var local } => AreRead(local, held, code, depth),
                IMemberReferenceOperation { Member: var member } => AreRead(member.OriginalDefinition, code, depth),
                _ => false,
            },
            IArgumentOperation { Parameter: { } parameter, Parent: IInvocationOperation call } => IsReadBy(call, parameter, code, depth),
            IArgumentOperation { Parent: IObjectCreationOperation { Type: { } copy } } => copy.ContainingNamespace?.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal) == true,
            IPropertyReferenceOperation part when part.Instance == held => IsReadHere(part),
            IArrayElementReferenceOperation element when element.ArrayReference == held => IsReadHere(element),
            IImplicitIndexerReferenceOperation element when element.Instance == held => IsReadHere(element),
            IInvocationOperation call when call.Instance == held => Readers.Contains(call.TargetMethod.Name),
            IReturnOperation returned => IsReadWhereReturned(returned, code, depth),
            IConditionalOperation or ICoalesceOperation => IsRead(held.Parent, code, depth + 1),
            ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation choice } => IsRead(choice, code, depth + 1),
            ISpreadOperation or IBinaryOperation or IIsPatternOperation or INameOfOperation or IExpressionStatementOperation => true,
            _ => false,
        };
    }

    private static bool IsReadHere(IOperation element) => !PartWrites.IsByReference(element) && element.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target != element,
        ITupleOperation tuple => tuple.Parent is not (IDeconstructionAssignmentOperation or ITupleOperation),
        IIncrementOrDecrementOperation => false,
        _ => true,
    };

    private static bool AreRead(ILocalSymbol local, IOperation value, SourceCode code, int depth) =>
        local.RefKind == RefKind.None && value.Root().DescendantsAndSelf().OfType<ILocalReferenceOperation>()
            .All(use => !SymbolEqualityComparer.Default.Equals(use.Local, local) || IsRead(use, code, depth + 1));

    /// <summary>A field or a property that only this code sees, or that shows nobody more than a view of it.</summary>
    private static bool AreRead(ISymbol member, SourceCode code, int depth) =>
        (code.IsHidden(member) || IsView((member as IFieldSymbol)?.Type ?? ((IPropertySymbol)member).Type))
        && code.UsesOf(member) is { } uses && uses.All(use => IsRead(use, code, depth + 1));

    /// <summary>What a library takes to enumerate it, or a method of this project only reads.</summary>
    private static bool IsReadBy(IInvocationOperation call, IParameterSymbol parameter, SourceCode code, int depth)
    {
        var method = call.Definition();
        if (method.DeclaringSyntaxReferences.IsEmpty)
            return IsView(parameter.OriginalDefinition.Type) || parameter.IsParams
                || method.ContainingType is { SpecialType: SpecialType.System_String } or { Name: "Path" or "Task" }
                || method.ContainingType.SpecialType == SpecialType.System_Array && Readers.Contains(method.Name);
        return code.BodyOf(method) is { } body && method.Implementation().Parameters[parameter.Ordinal] is var own
            && body.DescendantsAndSelf().OfType<IParameterReferenceOperation>().All(use => !SymbolEqualityComparer.Default.Equals(use.Parameter, own) || IsRead(use, code, depth + 1));
    }

    /// <summary>Who calls what returns it sees the same list where that is kept, and another each time where it isn't.</summary>
    private static bool IsReadWhereReturned(IReturnOperation returned, SourceCode code, int depth) =>
        returned.SemanticModel?.GetEnclosingSymbol(returned.Syntax.SpanStart) is IMethodSymbol { MethodKind: not MethodKind.AnonymousFunction } method
        && (code.UsesOf(method.AssociatedSymbol ?? method) is { } uses ? (IsView(method.ReturnType) || code.IsHidden(method)) && uses.All(use => IsRead(use, code, depth + 1)) : IsView(method.ReturnType));

    private static bool IsView(ITypeSymbol type) => Views.Contains(type.Name);
}
