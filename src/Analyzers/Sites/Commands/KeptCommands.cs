using ImmutableGuard.Analyzers.Sites.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Commands;

/// <summary>
/// Tells whether a command's property may be set by who gets it from where it is kept: a monitor that keeps each command for its log
/// only reads it, a pool may fill it anew.
/// </summary>
internal sealed class KeptCommands(SourceCode code, string property, Fillings fillings)
{
    private const int Deepest = 20;

    private readonly Dictionary<ISymbol, bool> known = new(SymbolEqualityComparer.Default);

    /// <summary>Whether an expression that is a command leads to the property's being set.</summary>
    public bool MaySet(IOperation command, Frame frame, int depth)
    {
        var held = Fillings.Outermost(command);
        return depth > Deepest || held.Parent switch
        {
            IPropertyReferenceOperation { Parent: IAssignmentOperation assignment } set => set.Property.Name == property && assignment.Target == set,
            IArgumentOperation { Parameter: { } taker, Parent: IInvocationOperation call } =>
                fillings.Of(call, taker, frame, depth + 1) is not { Values.Count: 0 } || CommandValues.IsCommand(call.TargetMethod.ReturnType) && MaySet(call, frame, depth + 1),
            IArgumentOperation { Parameter: { } taker, Parent: IObjectCreationOperation { Constructor: { } constructor } } => MaySetMade(constructor.OriginalDefinition, constructor.ContainingType, taker, depth + 1),
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } collection } } assignment when assignment.Value == held => MaySetIn(collection, depth + 1),
            ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member: var member } } assignment when assignment.Value == held => MaySetThrough(member.OriginalDefinition, depth + 1),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var alias } } => MaySetAs(alias, command, frame, depth + 1),
            IIsPatternOperation { Pattern: var pattern } => Declared(pattern).Any(alias => MaySetAs(alias, command, frame, depth + 1)),
            IConditionalAccessOperation access when access.Operation == held =>
                access.WhenNotNull.DescendantsAndSelf().OfType<IConditionalAccessInstanceOperation>().Any(instance => MaySet(instance, frame, depth + 1)),
            IMemberReferenceOperation or IInvocationOperation or IBinaryOperation or IConditionalAccessOperation or INameOfOperation or IUsingOperation or IExpressionStatementOperation
                or IInterpolationOperation or ILockOperation => false,
            _ => true,
        };
    }

    private static IEnumerable<ISymbol> Declared(IPatternOperation pattern) => pattern.DescendantsAndSelf()
        .Select(one => one is IDeclarationPatternOperation declaration ? declaration.DeclaredSymbol : (one as IRecursivePatternOperation)?.DeclaredSymbol).OfType<ISymbol>();

    private bool MaySetAs(ISymbol alias, IOperation command, Frame frame, int depth) =>
        command.Root().DescendantsAndSelf().OfType<ILocalReferenceOperation>().Any(use => SymbolEqualityComparer.Default.Equals(use.Local, alias) && MaySet(use, frame, depth));

    /// <summary>Whether somebody may set it through a field or a property that holds it, which is seen only where nobody else gets at that.</summary>
    private bool MaySetThrough(ISymbol member, int depth)
    {
        return Asked(member, () => member.DeclaringSyntaxReferences.IsEmpty || IsOpen(member) || code.UsesOf(member) is not { } uses
            || uses.Any(use => !IsTarget(use) && MaySet(use, Frame.Empty, depth)));
    }

    private bool Asked(ISymbol member, Func<bool> ask)
    {
        if (known.TryGetValue(member, out var maySet))
            return maySet;
        // Its own uses are looked at while it is asked for; what was found on the way about others that are kept in it holds only if it isn't set itself.
        var before = known.Keys.ToList();
        known[member] = false;
        maySet = ask();
        if (maySet)
            foreach (var other in known.Keys.Except(before, SymbolEqualityComparer.Default).OfType<ISymbol>().ToList())
                known.Remove(other);
        return known[member] = maySet;
    }

    /// <summary>Whether a library's call that is handed a command puts it into a collection, or what holds one, out of which somebody may take and set it.</summary>
    public bool MaySetFrom(IInvocationOperation call, int depth) =>
        call.Arguments.Any(argument => argument.Parameter is { RefKind: RefKind.Ref or RefKind.Out } changed && CommandValues.IsCommand(argument.Value.Type ?? changed.Type))
        || call.Instance is { Type: { } type } collection && (IsCollection(type) || Holds(type)) && MaySetIn(collection, depth);

    private static bool Holds(ITypeSymbol type) => type is INamedTypeSymbol { TypeArguments: var arguments } && arguments.Any(CommandValues.IsCommand);

    private static bool IsCollection(ITypeSymbol type) => type.SpecialType != SpecialType.System_String && type.AllInterfaces.Append(type).Any(one => one.SpecialType == SpecialType.System_Collections_IEnumerable)
        && type.ContainingNamespace?.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal) == true;

    /// <summary>Whether somebody may set it on an element of a collection, which is seen only of a member's that nobody else gets at.</summary>
    private bool MaySetIn(IOperation collection, int depth)
    {
        var held = collection.WithoutConversions();
        if (held is IConditionalAccessInstanceOperation && Around(held) is { } access)
            held = access.Operation.WithoutConversions();
        if (held is not IMemberReferenceOperation { Member: var member } || member.DeclaringSyntaxReferences.IsEmpty)
            return true;
        return Asked(member, () =>
            IsOpen(member) || code.AssignedTo(member) is not { } assigned || !assigned.All(IsNew) || code.UsesOf(member) is not { } uses || uses.Any(use => !IsTarget(use) && MaySetElements(use, depth)));
    }

    private static IConditionalAccessOperation? Around(IOperation instance)
    {
        for (var parent = instance.Parent; parent is not null; parent = parent.Parent)
            if (parent is IConditionalAccessOperation access)
                return access;
        return null;
    }

    private static bool IsNew(IOperation value) => value.WithoutConversions() is IObjectCreationOperation or ICollectionExpressionOperation { Elements.IsEmpty: true } or { ConstantValue: { HasValue: true, Value: null } };

    /// <summary>Whether what is done with a collection leads to the property's being set on an element.</summary>
    private bool MaySetElements(IOperation collection, int depth)
    {
        var held = Fillings.Outermost(collection);
        return depth > Deepest || held.Parent switch
        {
            IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation { Symbol: var element } } loop => loop.Collection != held || MaySetAs(element, held, Frame.Empty, depth + 1),
            IPropertyReferenceOperation { Property.IsIndexer: true } element => !IsTarget(element) && MaySet(element, Frame.Empty, depth + 1),
            IPropertyReferenceOperation property => property.Type?.SpecialType is not (SpecialType.System_Int32 or SpecialType.System_Boolean) && MaySetElements(property, depth + 1),
            IInvocationOperation call => MaySetResult(call, depth + 1),
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { IsExtensionMethod: true, ContainingType.Name: "Enumerable" } } call } => MaySetResult(call, depth + 1),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var alias } } =>
                held.Root().DescendantsAndSelf().OfType<ILocalReferenceOperation>().Any(use => SymbolEqualityComparer.Default.Equals(use.Local, alias) && MaySetElements(use, depth + 1)),
            IConditionalAccessOperation access when access.Operation == held => access.WhenNotNull.DescendantsAndSelf().OfType<IConditionalAccessInstanceOperation>().Any(instance => MaySetElements(instance, depth + 1)),
            ILockOperation or IBinaryOperation or IIsPatternOperation or INameOfOperation or IExpressionStatementOperation => false,
            _ => true,
        };
    }

    private bool MaySetResult(IInvocationOperation call, int depth) =>
        !call.TargetMethod.ContainingType.DeclaringSyntaxReferences.IsEmpty || call.Arguments.Any(argument => argument.Parameter?.RefKind == RefKind.Out || argument.Value is IDelegateCreationOperation)
        || call.TargetMethod.ReturnType is var type && type.SpecialType is not (SpecialType.System_Void or SpecialType.System_Boolean or SpecialType.System_Int32)
            && (CommandValues.IsCommand(type) ? MaySet(call, Frame.Empty, depth) : MaySetElements(call, depth));

    private static bool IsTarget(IOperation use) => use.Parent is ISimpleAssignmentOperation assignment && assignment.Target == use;

    /// <summary>Whether code that isn't here gets at a member.</summary>
    private static bool IsOpen(ISymbol member)
    {
        for (ISymbol? part = member; part is not (null or INamespaceSymbol); part = part.ContainingSymbol)
            if (part.DeclaredAccessibility is Accessibility.Private or Accessibility.Internal or Accessibility.ProtectedAndInternal)
                return false;
        return true;
    }

    /// <summary>Whether somebody may set it through an object that is made of it.</summary>
    private bool MaySetMade(IMethodSymbol constructor, INamedTypeSymbol made, IParameterSymbol taker, int depth)
    {
        var parameter = constructor.Parameters[taker.Ordinal];
        // What a library makes of a command leaves its text alone, but for what only holds it.
        if (constructor.DeclaringSyntaxReferences.IsEmpty && constructor.ContainingType.DeclaringSyntaxReferences.IsEmpty)
            return Holds(made) || made.Name == "WeakReference";
        if (parameter.DeclaringSyntaxReferences is not [var declaration] || code.Model(declaration.SyntaxTree) is null)
            return true;
        if (constructor.ContainingType is { IsRecord: true } record && declaration.GetSyntax().Parent?.Parent is RecordDeclarationSyntax)
            return record.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault() is not { } kept || MaySetThrough(kept, depth) || MayBeTakenApart(record);
        // All uses of a primary constructor's parameter stand in its type, but for what a base is given.
        if (declaration.GetSyntax().Parent?.Parent is TypeDeclarationSyntax type)
            return type.Modifiers.Any(SyntaxKind.PartialKeyword) || type.BaseList?.Types.OfType<PrimaryConstructorBaseTypeSyntax>().Any() == true
                || type.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == parameter.Name).Select(code.Operation).OfType<IParameterReferenceOperation>()
                    .Any(use => MaySet(use, Frame.Empty, depth));
        return declaration.GetSyntax().Parent?.Parent is not ConstructorDeclarationSyntax { Initializer: null } declared || code.Operation(declared) is not { } body
            || body.DescendantsAndSelf().OfType<IParameterReferenceOperation>().Any(use => SymbolEqualityComparer.Default.Equals(use.Parameter, parameter) && MaySet(use, Frame.Empty, depth));
    }

    /// <summary>Whether a record may be taken apart into its parts where their names don't stand.</summary>
    private bool MayBeTakenApart(INamedTypeSymbol record) => SyntaxPlaces.Scope(record) is not { } places
        // Its model is asked for so that the file is noted.
        || places.Any(place => code.Model(place.SyntaxTree) is null) || places.SelectMany(place => place.DescendantNodes()).Any(node => node is PositionalPatternClauseSyntax or ParenthesizedVariableDesignationSyntax
            || node is AssignmentExpressionSyntax { Left: TupleExpressionSyntax } or ForEachVariableStatementSyntax);
}
