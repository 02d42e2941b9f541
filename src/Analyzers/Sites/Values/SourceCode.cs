using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ImmutableGuard.Analyzers.Guarding;
using ImmutableGuard.Analyzers.Sites.Earlier;
using ImmutableGuard.Analyzers.Sites.Names;
using ImmutableGuard.Analyzers.Sites.Strings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Values;

/// <summary>The code of a compilation beyond the member that is looked at, read when it is first asked for.</summary>
internal sealed class SourceCode
{
    private static readonly ConditionalWeakTable<Compilation, SourceCode> ByCompilation = new();

    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> models = new();
    private readonly Remembered<IMethodSymbol, IOperation?> bodies = new(SymbolEqualityComparer.Default);
    private readonly Remembered<ISymbol, IReadOnlyList<IOperation>?> uses = new(SymbolEqualityComparer.Default);
    private readonly Remembered<ISymbol, IReadOnlyList<IOperation>> writes = new(SymbolEqualityComparer.Default);
    private readonly Compilation compilation;
    private readonly WrittenNames names;
    private readonly Remembered<string, IReadOnlyList<Setting>> settings = new(StringComparer.Ordinal);
    private readonly Lazy<bool> hasFriends;

    private SourceCode(Compilation compilation, ImmutableArray<TextFile> files)
    {
        (this.compilation, Files, Trees) = (compilation, files, AddedFiles.Without(GuardedCallsGenerator.IsOwn, compilation));
        names = new(Trees);
        hasFriends = new(() => compilation.Assembly.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "InternalsVisibleToAttribute"));
    }

    /// <summary>The files of SQL that belong to the project.</summary>
    public ImmutableArray<TextFile> Files { get; }

    /// <summary>The files of code, without the one that is generated here: what the guard does is nobody's use of anything.</summary>
    public ImmutableArray<SyntaxTree> Trees { get; }

    /// <summary>The code of a compilation, with the files of SQL that belong to its project.</summary>
    public static SourceCode Of(Compilation compilation, ImmutableArray<TextFile> files) =>
        files.IsEmpty ? ByCompilation.GetValue(compilation, key => new(key, [])) : new(compilation, files);

    /// <summary>
    /// The code that a call of a method runs; null where that is another's: of a library, or of whoever overrides it. An iterator
    /// has none either: it runs when somebody counts on.
    /// </summary>
    public IOperation? BodyOf(IMethodSymbol method)
    {
        return method.IsAbstract || method.IsExtern || (method.IsVirtual || method.IsOverride) && !method.IsSealed && !method.ContainingType.IsSealed
            ? null : DeclaredBodyOf(method);
    }

    /// <summary>
    /// The code that a call of a virtual or interface method can run in this compilation; null where it has none, or a part can't be seen.
    /// There may be more elsewhere.
    /// </summary>
    public IReadOnlyList<(IMethodSymbol Method, IOperation Body)>? BodiesHere(IMethodSymbol method)
    {
        if (method.DeclaringSyntaxReferences.IsEmpty)
            return null;
        var found = new List<(IMethodSymbol, IOperation)>();
        foreach (var implementation in Overrides.In(compilation).Of(method))
        {
            if (DeclaredBodyOf(implementation) is not { } body)
                return null;
            found.Add((implementation, body));
        }

        return found.Count > 0 ? found : null;
    }

    /// <summary>
    /// Whether nobody outside of this compilation can override or implement a method: it, a type around it or each of the type's constructors
    /// is internal at most, or the compilation is a program, from which none but its tests derive.
    /// </summary>
    public bool IsClosed(IMethodSymbol method)
    {
        if (IsInternal(method))
            return true;
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
            if (IsInternal(type))
                return true;
        return IsDerivedHereAlone(method.ContainingType);
    }

    private bool IsDerivedHereAlone(INamedTypeSymbol type) =>
        compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication
        || type is { TypeKind: TypeKind.Class, InstanceConstructors: var constructors } && constructors.All(IsInternal);

    private static bool IsInternal(ISymbol symbol) => symbol.DeclaredAccessibility is Accessibility.Private or Accessibility.Internal or Accessibility.ProtectedAndInternal;

    private IOperation? DeclaredBodyOf(IMethodSymbol method) => bodies.Of(method, key =>
        key.Implementation().DeclaringSyntaxReferences is [.., var declaration] && Model(declaration.SyntaxTree) is { } model ? model.GetOperation(declaration.GetSyntax()) : null);

    /// <summary>The initializers of a field or an automatic property, and all values assigned to it; null where it can get others.</summary>
    public IReadOnlyList<IOperation>? AssignedTo(ISymbol member)
    {
        var values = new List<IOperation>();
        foreach (var declaration in member.DeclaringSyntaxReferences)
            if (InitializerOf(declaration.GetSyntax()) is { } initializer && Operation(initializer.Value) is { } initial)
                values.Add(initial);
        if (!IsClosed(member))
            return null;
        foreach (var reference in writes.Of(member, FindWrites))
        {
            switch (reference.Parent)
            {
                case ISimpleAssignmentOperation { IsRef: false } assignment when assignment.Target == reference:
                    values.Add(assignment.Value);
                    break;
                // Kept when it is first asked for.
                case ICoalesceAssignmentOperation kept when kept.Target == reference:
                    values.Add(kept.Value);
                    break;
                case IAssignmentOperation assignment when assignment.Target == reference:
                case ITupleOperation { Parent: IDeconstructionAssignmentOperation or ITupleOperation }:
                case var _ when PartWrites.IsByReference(reference) || PartWrites.InPart(reference):
                    return null;
            }
        }

        return values;
    }

    /// <summary>Whether a parameter of a primary constructor, which any member may assign, gets another value than callers give.</summary>
    public bool IsReassigned(IParameterSymbol parameter) => parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor, DeclaringSyntaxReferences: [var declaration] }
        && declaration.GetSyntax() is TypeDeclarationSyntax
        && writes.Of(parameter, FindWrites).Any(reference => reference.Parent is IAssignmentOperation assignment && assignment.Target == reference
            || reference.Parent is ITupleOperation { Parent: IDeconstructionAssignmentOperation or ITupleOperation } || PartWrites.IsByReference(reference) || PartWrites.InPart(reference));

    private static EqualsValueClauseSyntax? InitializerOf(SyntaxNode declaration) =>
        (declaration as VariableDeclaratorSyntax)?.Initializer ?? (declaration as PropertyDeclarationSyntax)?.Initializer;

    /// <summary>All uses of a symbol, where no code beyond this compilation can use it; null otherwise.</summary>
    public IReadOnlyList<IOperation>? UsesOf(ISymbol symbol) => IsClosed(symbol) ? uses.Of(symbol, key => FindUses(key, _ => true)) : null;

    /// <summary>The uses of a symbol in this compilation, where code beyond it may use it too; null where not all of them can be seen.</summary>
    public IReadOnlyList<IOperation>? UsesHere(ISymbol symbol) => uses.Of(symbol, key => FindUses(key, _ => true));

    /// <summary>
    /// Whether code of this project sets a property of objects that it was given: then whoever is handed such an object may set
    /// it. Setting it on a local variable's object is not that, and neither is giving other names to a text's parameters.
    /// </summary>
    public bool SetsFromOutside(string property) => settings.Of(property, FindSettings).Any(setting => setting.Instance is not ILocalReferenceOperation);

    /// <summary>Whether code of this project, beyond one member, sets a property of objects that it hasn't made where it sets it.</summary>
    /// <param name="property">The property's name.</param>
    /// <param name="but">The member's declaration.</param>
    public bool SetsOfOthers(string property, SyntaxNode but) => settings.Of(property, FindSettings).Any(setting => !setting.IsOwn && setting.Member != but);

    private IReadOnlyList<Setting> FindSettings(string property)
    {
        var found = new List<Setting>();
        foreach (var (tree, name) in names.Of(property))
            if (name.Parent is SimpleNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } access } && assignment.Left == access
                && Model(tree) is { } model && model.GetOperation(access) is IPropertyReferenceOperation { Instance: { } instance }
                && !(model.GetOperation(assignment) is IAssignmentOperation operation && ParameterRewriting.Is(operation, this)))
                found.Add(new(instance.WithoutConversions()));
        return found;
    }

    /// <summary>A place where a property is set.</summary>
    private sealed class Setting(IOperation instance)
    {
        public IOperation Instance { get; } = instance;

        public SyntaxNode Member { get; } = instance.Root().Syntax;

        /// <summary>Whether it is a variable's object, made in the same member.</summary>
        public bool IsOwn { get; } = VariableDefinitions.Of(instance) is { ReachesFromStart: false } definitions
            && definitions.Reaching.All(definition => VariableDefinitions.ValueOf(definition)?.WithoutConversions() is IObjectCreationOperation);
    }

    /// <summary>Whether only this compilation's code can reach a symbol, or, for data, change it.</summary>
    private bool IsClosed(ISymbol symbol)
    {
        if (symbol is IMethodSymbol { MethodKind: MethodKind.LocalFunction })
            return true;
        if (symbol is IMethodSymbol { ExplicitInterfaceImplementations.Length: > 0 } || symbol.IsVirtual || symbol.IsOverride || symbol.IsAbstract)
            return false;
        if (symbol is IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null } && symbol.DeclaringSyntaxReferences.Length > 0)
            return true;
        if (symbol is IPropertySymbol { SetMethod.DeclaredAccessibility: Accessibility.Private })
            return true;
        return IsHidden(symbol);
    }

    /// <summary>Whether no code beyond this compilation can name a symbol.</summary>
    public bool IsHidden(ISymbol symbol)
    {
        var isInternal = false;
        for (ISymbol? part = symbol; part is not (null or INamespaceSymbol); part = part.ContainingSymbol)
        {
            if (part.DeclaredAccessibility == Accessibility.Private)
                return !Implements(symbol);
            isInternal |= part.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedAndInternal
                || part is { DeclaredAccessibility: Accessibility.Protected, ContainingType: { } type } && IsDerivedHereAlone(type);
        }

        return isInternal && !hasFriends.Value && !Implements(symbol);
    }

    /// <summary>Whether a method can be called by an interface's, which nobody sees by its name alone.</summary>
    private static bool Implements(ISymbol symbol) =>
        symbol is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsStatic: false, ContainingType: { } type } method
        && type.AllInterfaces.SelectMany(candidate => candidate.GetMembers(method.Name)).Any(member => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), method));

    private IReadOnlyList<IOperation> FindWrites(ISymbol member)
    {
        var isReference = ((member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type ?? (member as IParameterSymbol)?.Type)?.IsReferenceType == true;
        return FindUses(member, name => SyntaxPlaces.MayBeWritten(name, isReference))!;
    }

    /// <param name="symbol">What is used.</param>
    /// <param name="isMeant">Whether a place is worth being bound, which costs far more than all the rest.</param>
    private IReadOnlyList<IOperation>? FindUses(ISymbol symbol, Func<SyntaxNode, bool> isMeant)
    {
        var found = new List<IOperation>();
        var within = SyntaxPlaces.Scope(symbol);
        foreach (var (tree, name) in symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } ? names.OfConstructors(symbol.ContainingType) : names.Of(symbol.Name, within))
        {
            var node = name.Parent!;
            if (node is not (SimpleNameSyntax or ConstructorInitializerSyntax or ImplicitObjectCreationExpressionSyntax) || !isMeant(node) || Model(tree) is not { } model
                || node is SimpleNameSyntax used && !DeclaredUse.MayBe(used, model, symbol))
                continue;
            if (symbol is IMethodSymbol)
            {
                if (symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor && !DeclaredUse.MayCreate(node, model, constructor))
                    continue;
                // What a method is used for is a call, or it is handed out and may be called with anything.
                var call = node is SimpleNameSyntax ? CallAround(node) : node;
                if (call is InvocationExpressionSyntax invoked && Called(invoked) is { } called && !Same(called, symbol))
                    continue;
                var operation = call is null ? null : model.GetOperation(call);
                if (operation is IInvocationOperation invocation && Same(invocation.TargetMethod, symbol) || operation is IObjectCreationOperation creation && Same(creation.Constructor, symbol))
                    found.Add(operation);
                else if (Same(model.GetSymbolInfo(node).Symbol, symbol))
                    return null;
            }
            else if (Same(model.GetSymbolInfo(node).Symbol, symbol) && Reference(model, node) is { } reference)
            {
                found.Add(reference);
            }
        }

        return found;
    }

    private static bool Same(ISymbol? used, ISymbol symbol) =>
        SymbolEqualityComparer.Default.Equals(used is IMethodSymbol method ? method.Definition() : used?.OriginalDefinition, symbol is IMethodSymbol own ? own.Definition() : symbol.OriginalDefinition);

    /// <summary>The operation of a field or property where it is named, as a member of something or alone.</summary>
    private static IOperation? Reference(SemanticModel model, SyntaxNode name) =>
        model.GetOperation(name.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == name => access,
            MemberBindingExpressionSyntax binding => binding,
            _ => name,
        }) is (IMemberReferenceOperation or IParameterReferenceOperation) and var reference ? reference : null;

    private static SyntaxNode? CallAround(SyntaxNode name)
    {
        var callee = name.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == name => access,
            MemberBindingExpressionSyntax binding => binding,
            QualifiedNameSyntax or AliasQualifiedNameSyntax => name.Parent,
            _ => name,
        };
        return callee.Parent is InvocationExpressionSyntax call && call.Expression == callee ? call
            : callee.Parent is ObjectCreationExpressionSyntax creation && creation.Type == callee ? creation
            : callee.Parent is PrimaryConstructorBaseTypeSyntax handed && handed.Type == callee ? handed
            : null;
    }

    /// <summary>What a declaration declares.</summary>
    public ISymbol? Declared(SyntaxNode declaration, CancellationToken cancellation) => ModelOf(declaration.SyntaxTree)?.GetDeclaredSymbol(declaration, cancellation);

    /// <summary>
    /// What a name stands for, or what is called; null where only the operation tells. Where nobody asks for nullability, for this the statement alone
    /// is bound, and for an operation the whole member.
    /// </summary>
    public ISymbol? Named(SyntaxNode use) => Model(use.SyntaxTree)?.GetSymbolInfo(use).Symbol is { ContainingType: not null } symbol ? symbol : null;

    /// <summary>The method that is called, as it is declared; null where only the operation tells.</summary>
    public IMethodSymbol? Called(InvocationExpressionSyntax call) => (Named(call) as IMethodSymbol)?.Definition();

    public IOperation? Operation(SyntaxNode node) => Model(node.SyntaxTree)?.GetOperation(node);

    /// <summary>The semantic model of a file; null for one that isn't of this compilation.</summary>
    public SemanticModel? Model(SyntaxTree tree)
    {
        Readings.File(tree);
        return ModelOf(tree);
    }

    private SemanticModel? ModelOf(SyntaxTree tree) =>
        compilation.ContainsSyntaxTree(tree) ? models.GetOrAdd(tree, key => compilation.ModelOf(key)) : null;
}
