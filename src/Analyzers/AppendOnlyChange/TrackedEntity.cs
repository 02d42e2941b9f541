using ImmutableGuard.Analyzers.Sites;
using ImmutableGuard.Analyzers.Sites.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.AppendOnlyChange;

/// <summary>
/// Tells of a change of an object whether it is a row that Entity Framework tracks, which <c>SaveChanges</c> then updates: it comes from a
/// query of a set, here or in a method of this project that was called, or was attached before. Where it comes from elsewhere, nobody can tell here.
/// </summary>
internal sealed class TrackedEntity(SourceCode code)
{
    private const string Framework = "Microsoft.EntityFrameworkCore";

    // A local may be made from itself, and a method call itself.
    private const int LongestChain = 100, DeepestCall = 4;

    private static readonly HashSet<string> Untracking = new(StringComparer.Ordinal) { "AsNoTracking", "AsNoTrackingWithIdentityResolution", "Select", "SelectMany" };

    /// <summary>The objects that an operation may change: whose properties it sets, or on which it calls a method of their own.</summary>
    public static IEnumerable<(INamedTypeSymbol Entity, IOperation Instance)> ChangedBy(IOperation operation) => operation switch
    {
        IDeconstructionAssignmentOperation { Target: var target } => target.DescendantsAndSelf().OfType<IPropertyReferenceOperation>().Where(part => part.Parent is ITupleOperation).SelectMany(InstanceOf),
        IAssignmentOperation { Target: IPropertyReferenceOperation property } => InstanceOf(property),
        IIncrementOrDecrementOperation { Target: IPropertyReferenceOperation property } => InstanceOf(property),
        IInvocationOperation { Instance: { Type: INamedTypeSymbol entity } instance } call when !call.Definition().DeclaringSyntaxReferences.IsEmpty => [(entity, instance)],
        _ => [],
    };

    private static IEnumerable<(INamedTypeSymbol, IOperation)> InstanceOf(IPropertyReferenceOperation property) =>
        property.Instance is { Type: INamedTypeSymbol entity } instance && IsMapped(property.Property) ? [(entity, instance)] : [];

    private static bool IsMapped(IPropertySymbol property) => !property.IsIndexer && !property.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "NotMappedAttribute");

    /// <summary>Whether an operation changes a tracked row: a property is set, or the method that is called sets one of its own object's.</summary>
    public bool IsChange(IOperation operation, IOperation instance) =>
        (operation is not IInvocationOperation call || ChangesItself(call.Definition(), 0)) && IsTracked(Held(instance));

    private bool ChangesItself(IMethodSymbol method, int depth) => depth < DeepestCall && code.BodyOf(method) is { } body && body.DescendantsAndSelf().Any(inner =>
        ChangedBy(inner).Any(changed => changed.Instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance })
        && (inner is not IInvocationOperation call || ChangesItself(call.Definition(), depth + 1)));

    private bool IsTracked(IOperation instance) =>
        IsQuery(instance) || IsElement(instance) || IsAttached(instance)
        // Through methods of this project, tuples, tasks: any of the ways it can come.
        || new Origins(code, passesOver: true).Of(new(instance, Frame.Empty)) is { } origins && origins.Any(origin => origin.Operation != instance && IsQuery(origin.Operation));

    /// <summary>What is tested, or called, where it isn't null (<c>row?.State = 1</c>).</summary>
    private static IOperation Held(IOperation instance)
    {
        if (instance.WithoutConversions() is not IConditionalAccessInstanceOperation)
            return instance.WithoutConversions();
        for (var parent = instance.Parent; parent is not null; parent = parent.Parent)
            if (parent is IConditionalAccessOperation access)
                return access.Operation.WithoutConversions();
        return instance;
    }

    /// <summary>Whether a variable is each row of a query: of a loop, of <c>ForEach</c>; or what a pattern finds in a row.</summary>
    private static bool IsElement(IOperation instance) => instance switch
    {
        ILocalReferenceOperation { Local: var local } reference => IsLoopOverQuery(local, reference) || Tested(local, reference) is { } tested && IsQuery(tested)
            || VariableDefinitions.Of(reference) is { Reaching: { Count: > 0 } reaching } && reaching.Any(definition => VariableDefinitions.ValueOf(definition) is { } value && IsQuery(value)),
        IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } function } } reference => IsForEach(function, reference),
        _ => false,
    };

    private static bool IsLoopOverQuery(ILocalSymbol local, IOperation use)
    {
        for (var parent = use.Parent; parent is not null; parent = parent.Parent)
            if (parent is IForEachLoopOperation loop && loop.Locals.Contains(local, SymbolEqualityComparer.Default))
                return IsQuery(loop.Collection);
        return false;
    }

    private static IOperation? Tested(ILocalSymbol local, IOperation use) => use.Root().DescendantsAndSelf().OfType<IIsPatternOperation>().FirstOrDefault(test =>
        (test.Pattern is IDeclarationPatternOperation declared ? declared.DeclaredSymbol : (test.Pattern as IRecursivePatternOperation)?.DeclaredSymbol) is { } found && SymbolEqualityComparer.Default.Equals(found, local))?.Value;

    private static bool IsForEach(IMethodSymbol function, IOperation use)
    {
        for (var parent = use.Parent; parent is not null; parent = parent.Parent)
            if (parent is IAnonymousFunctionOperation { Symbol: var around } && SymbolEqualityComparer.Default.Equals(around, function))
                return parent.Parent is IDelegateCreationOperation { Parent: IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "ForEach" or "ForEachAsync" } call } }
                    && call.ReceiverValue() is { } rows && IsQuery(rows);
        return false;
    }

    private static bool IsAttached(IOperation instance) => instance is ILocalReferenceOperation or IParameterReferenceOperation
        && instance.Root().DescendantsAndSelf().OfType<IInvocationOperation>().Any(call =>
            call is { TargetMethod: { Name: "Attach", ContainingType: { Name: "DbContext" or "DbSet" } type }, Arguments: [{ Value: var attached }, ..] } && type.ContainingNamespace.ToDisplayString() == Framework
            && call.Syntax.SpanStart < instance.Syntax.SpanStart && IsSame(attached.WithoutConversions(), instance));

    private static bool IsSame(IOperation one, IOperation other) => (one, other) switch
    {
        (ILocalReferenceOperation a, ILocalReferenceOperation b) => SymbolEqualityComparer.Default.Equals(a.Local, b.Local),
        (IParameterReferenceOperation a, IParameterReferenceOperation b) => SymbolEqualityComparer.Default.Equals(a.Parameter, b.Parameter),
        _ => false,
    };

    /// <summary>Whether a value is what a chain of calls gives that begins with a set and keeps its entities tracked.</summary>
    private static bool IsQuery(IOperation value)
    {
        var step = value.WithoutConversions();
        for (var i = 0; step is not null && i < LongestChain; i++)
        {
            if (step.Type is INamedTypeSymbol { Name: "DbSet", TypeArguments.Length: 1 } set && set.ContainingNamespace.ToDisplayString() == Framework)
                return true;
            switch (step)
            {
                case IInvocationOperation { TargetMethod: { Name: "Find" or "FindAsync", ContainingType: { Name: "DbContext" } context } } when context.ContainingNamespace.ToDisplayString() == Framework:
                    return true;
                case IAwaitOperation awaited:
                    step = awaited.Operation.WithoutConversions();
                    break;
                case ITranslatedQueryOperation translated:
                    step = translated.Operation.WithoutConversions();
                    break;
                case IInvocationOperation call when IsLibrarys(call) && !Untracking.Contains(call.TargetMethod.Name):
                    step = call.ReceiverValue()?.WithoutConversions();
                    break;
                // What a tracked row refers to is tracked too.
                case IPropertyReferenceOperation { Instance: { } holder }:
                    step = holder.WithoutConversions();
                    break;
                case ILocalReferenceOperation { Local: var looped } loop when IsLoopOverQuery(looped, loop):
                    return true;
                case ILocalReferenceOperation local when VariableDefinitions.Of(local)?.Reaching is [var definition] && VariableDefinitions.ValueOf(definition) is { } given:
                    step = given.WithoutConversions();
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    private static bool IsLibrarys(IInvocationOperation call) => call.Definition().DeclaringSyntaxReferences.IsEmpty;
}
