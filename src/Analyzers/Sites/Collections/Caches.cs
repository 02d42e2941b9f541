using ImmutableGuard.Analyzers.Sites.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Collections;

/// <summary>What a cache of texts makes: what the factory gives that it is asked with, where nothing else gets into it under the same key.</summary>
internal static class Caches
{
    /// <summary>The factory of a <c>GetOrAdd</c> and what it is given; null where the cache may hold what another made.</summary>
    /// <param name="call">The call.</param>
    /// <param name="frame">What its parameters stand for.</param>
    /// <param name="code">The source code.</param>
    /// <param name="passesOver">Whether those who may fill the cache out of sight are passed over.</param>
    public static (IOperation Function, IReadOnlyList<Value?> Arguments)? FactoryOf(IInvocationOperation call, Frame frame, SourceCode code, bool passesOver)
    {
        if (!IsAsked(call) || call is not { Instance: { } cache, Arguments: [{ Value: var entry }, { Value: var made }, ..] } || made.Type is not { TypeKind: TypeKind.Delegate }
            || cache.WithoutConversions() is not IFieldReferenceOperation { Field: var field }
            || code.UsesOf(field.OriginalDefinition) is not { } uses || !uses.All(IsHarmless)
            || code.AssignedTo(field.OriginalDefinition) is not { } caches || !caches.All(IsEmpty))
            return null;
        var asks = uses.Select(use => use.Parent).OfType<IInvocationOperation>().Where(IsAsked).ToList();
        var isAlone = made.WithoutConversions() is IParameterReferenceOperation { Parameter: var given }
            ? frame.Of(given) is { } factory && (passesOver || asks.Count == 1 && IsAlone(factory.Operation, entry, given, code))
            : passesOver || asks.Count == 1 || HasOwnKey(entry, asks.Where(ask => !IsSame(ask, call)).Select(ask => ask.Arguments[0].Value));
        return isAlone ? (made, [.. call.Arguments.Where((_, index) => index != 1).Select(argument => (Value?)new Value(argument.Value, frame))]) : null;
    }

    private static bool IsAsked(IInvocationOperation call) =>
        call is { TargetMethod: { Name: "GetOrAdd", ContainingType: { Name: "ConcurrentDictionary", ContainingNamespace.Name: "Concurrent" } }, Arguments.Length: 2 or 3 };

    /// <summary>Whether a use of a cache puts nothing into it but what it is asked with.</summary>
    private static bool IsHarmless(IOperation use) => use.Parent switch
    {
        IInvocationOperation call => call.Instance == use && (IsAsked(call) && call.Arguments[1].Value.Type?.TypeKind == TypeKind.Delegate || call.TargetMethod.Name is "Clear" or "TryRemove" or "TryGetValue" or "ContainsKey"),
        IPropertyReferenceOperation { Property.Name: "Count" or "IsEmpty" } => true,
        ISimpleAssignmentOperation assignment => assignment.Target == use,
        _ => false,
    };

    /// <summary>Whether a cache is made with nothing in it; a comparer or a capacity is none of its texts.</summary>
    private static bool IsEmpty(IOperation cache) => cache.WithoutConversions() switch
    {
        IObjectCreationOperation { Arguments: var arguments, Initializer: null or { Initializers.IsEmpty: true } } => arguments.All(argument => argument.Parameter?.Type is { SpecialType: SpecialType.System_Int32 } or { Name: "IEqualityComparer" }),
        ICollectionExpressionOperation { Elements.IsEmpty: true } => true,
        _ => false,
    };

    /// <summary>Whether of all who hand a factory to the method that asks the cache, one has its key for itself.</summary>
    private static bool IsAlone(IOperation factory, IOperation entry, IParameterSymbol given, SourceCode code)
    {
        if (given.ContainingSymbol is not IMethodSymbol method || code.UsesOf(method.Definition()) is not { } callers || CallWith(factory) is not { } own)
            return false;
        return callers.Count == 1 || entry.WithoutConversions() is IParameterReferenceOperation { Parameter: var key }
            && own.ArgumentValue(key.Name) is { } ownKey
            && HasOwnKey(ownKey, callers.Where(caller => !IsSame(caller, own)).Select(caller => (caller as IInvocationOperation)?.ArgumentValue(key.Name)));
    }

    private static IInvocationOperation? CallWith(IOperation argument)
    {
        while (argument.Parent is IConversionOperation or IDelegateCreationOperation or IParenthesizedOperation)
            argument = argument.Parent;
        return argument.Parent is IArgumentOperation { Parent: IInvocationOperation call } ? call : null;
    }

    private static bool HasOwnKey(IOperation own, IEnumerable<IOperation?> others) =>
        own.ConstantValue is { HasValue: true, Value: { } key } && others.All(other => other?.ConstantValue is { HasValue: true, Value: { } value } && !value.Equals(key));

    private static bool IsSame(IOperation one, IOperation other) => one.Syntax.Span == other.Syntax.Span && one.Syntax.SyntaxTree == other.Syntax.SyntaxTree;
}
