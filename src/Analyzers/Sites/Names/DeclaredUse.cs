using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImmutableGuard.Analyzers.Sites.Names;

/// <summary>Tells of a name whether declarations alone say that it is no use of a sink.</summary>
internal static class DeclaredUse
{
    /// <summary>Whether what a name stands for can be of one of the sinks' types; true where only binding tells.</summary>
    /// <param name="name">The name.</param>
    /// <param name="model">The file's semantic model.</param>
    /// <param name="sinks">The sinks.</param>
    public static bool MayBeSink(SimpleNameSyntax name, SemanticModel model, KnownSinks sinks)
    {
        var method = name.Identifier.ValueText;
        if (IsUnqualified(name))
            return MayBeUnqualified(name, method, model, sinks);
        if (ReceiverOf(name) is not { } receiver)
            return true;
        if (DeclaredTypes.Of(receiver, model) is not { } type)
            return true;
        // Where something is called, a property of that name doesn't keep an extension from being meant.
        if (NamedUses.UseOf(name) is not InvocationExpressionSyntax && DeclaredTypes.Members(type, method).FirstOrDefault() is { } member and not IMethodSymbol)
            return false;
        return sinks.MayBeOf(type, method);
    }

    /// <summary>Whether a name may stand for a member of this compilation that no interface has and nothing overrides; true where only binding tells.</summary>
    /// <param name="name">The name.</param>
    /// <param name="model">The file's semantic model.</param>
    /// <param name="member">The member, as it is declared.</param>
    public static bool MayBe(SimpleNameSyntax name, SemanticModel model, ISymbol member)
    {
        if (member is IMethodSymbol { IsExtensionMethod: true } or IMethodSymbol { MethodKind: not MethodKind.Ordinary } || member.ContainingType is not { } type)
            return true;
        if (IsUnqualifiedCall(name))
            return Scope.Of(model.Compilation).Find(name.Identifier.ValueText, name, model, out _) is not { Length: > 0 } found
                || found.Any(symbol => symbol is not IMethodSymbol || SymbolEqualityComparer.Default.Equals(symbol.OriginalDefinition, member));
        if (ReceiverOf(name) is not { } receiver || DeclaredTypes.Of(receiver, model) is not { } known)
            return true;
        for (var ancestor = known; ancestor is not null; ancestor = ancestor.BaseType)
            if (ancestor.TypeKind == TypeKind.Error || SymbolEqualityComparer.Default.Equals(ancestor.OriginalDefinition, type))
                return true;
        return known.TypeKind == TypeKind.Interface && known.AllInterfaces.Any(ancestor => SymbolEqualityComparer.Default.Equals(ancestor.OriginalDefinition, type));
    }

    /// <summary>Whether a constructor may be called where its type is named, or by <c>new</c>, <c>this</c> or <c>base</c> alone; true where only binding tells.</summary>
    /// <param name="node">The name, the <c>new(…)</c> or the <c>: base(…)</c>.</param>
    /// <param name="model">The file's semantic model.</param>
    /// <param name="constructor">The constructor, as it is declared.</param>
    public static bool MayCreate(SyntaxNode node, SemanticModel model, IMethodSymbol constructor) => node switch
    {
        ConstructorInitializerSyntax { Parent.Parent: TypeDeclarationSyntax around } initializer => MayTake(constructor, initializer.ArgumentList)
            && (model.GetDeclaredSymbol(around) is not INamedTypeSymbol declared
                || Same(initializer.IsKind(SyntaxKind.ThisConstructorInitializer) ? declared : declared.BaseType, constructor.ContainingType)),
        ImplicitObjectCreationExpressionSyntax creation => MayTake(constructor, creation.ArgumentList)
            && (DeclaredTypes.OfTarget(creation, model) is not { } made || Same(made, constructor.ContainingType)),
        // A type is named for many reasons: only where one is made, derived from or an attribute, a constructor is called.
        SimpleNameSyntax name => TypeOf(name).Parent switch
        {
            ObjectCreationExpressionSyntax { ArgumentList: var arguments } => arguments is null || MayTake(constructor, arguments),
            PrimaryConstructorBaseTypeSyntax above => MayTake(constructor, above.ArgumentList),
            AttributeSyntax => true,
            _ => false,
        },
        _ => true,
    };

    private static SyntaxNode TypeOf(NameSyntax name) => name.Parent is QualifiedNameSyntax or AliasQualifiedNameSyntax ? TypeOf((NameSyntax)name.Parent) : name;

    /// <summary>Whether a method may be called with some arguments, by their number.</summary>
    private static bool MayTake(IMethodSymbol method, ArgumentListSyntax arguments) =>
        (arguments.Arguments.Count <= method.Parameters.Length || method.IsVararg || method.Parameters.Any(parameter => parameter.IsParams))
        && arguments.Arguments.Count >= method.Parameters.Count(parameter => !parameter.IsOptional && !parameter.IsParams);

    private static bool Same(ITypeSymbol? one, ITypeSymbol other) => SymbolEqualityComparer.Default.Equals(one?.OriginalDefinition, other.OriginalDefinition);

    private static bool IsUnqualifiedCall(SimpleNameSyntax name) => name.Parent is InvocationExpressionSyntax call && call.Expression == name;

    private static bool IsUnqualified(SimpleNameSyntax name) => name.Parent is not (MemberAccessExpressionSyntax or MemberBindingExpressionSyntax or NameSyntax or NameColonSyntax or NameEqualsSyntax);

    /// <summary>Whether a name without a receiver may be that of a sink: of a method of the types around it, or of a type that is used as a whole.</summary>
    private static bool MayBeUnqualified(SimpleNameSyntax name, string method, SemanticModel model, KnownSinks sinks)
    {
        if (Scope.Of(model.Compilation).Find(method, name, model, out var declaration) is not { } found)
            return declaration is not (ParameterSyntax or VariableDeclaratorSyntax or SingleVariableDesignationSyntax);
        // What can't be seen is another generator's, or unfinished.
        return found.IsEmpty || found.Any(symbol => symbol is IMethodSymbol own ? sinks.IsDeclaredIn(own.ContainingType, method) : IsUnqualifiedCall(name) && !CanBeCalled(symbol));
    }

    /// <summary>Whether what isn't a method can be called: what can't, a call looks past, <c>bool Delete => Delete(path)</c>.</summary>
    private static bool CanBeCalled(ISymbol symbol) =>
        symbol is IEventSymbol or IFieldSymbol { Type.TypeKind: TypeKind.Delegate or TypeKind.Dynamic or TypeKind.FunctionPointer } or IPropertySymbol { Type.TypeKind: TypeKind.Delegate or TypeKind.Dynamic or TypeKind.FunctionPointer };

    /// <summary>Whether what a name stands for, which is made or set, can be of one of the sinks' types; true where only binding tells.</summary>
    /// <param name="name">The name of the type, or of the property.</param>
    /// <param name="method">The name of the constructor or setter.</param>
    /// <param name="model">The file's semantic model.</param>
    /// <param name="sinks">The sinks.</param>
    public static bool MayBeSet(SimpleNameSyntax name, string method, SemanticModel model, KnownSinks sinks) =>
        ReceiverOf(name) is not { } receiver || DeclaredTypes.Of(receiver, model) is not { } type || sinks.MayBeOf(type, method);

    private static ExpressionSyntax? ReceiverOf(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Name == name => access.Expression,
        MemberBindingExpressionSyntax { Parent: InvocationExpressionSyntax { Parent: ConditionalAccessExpressionSyntax access } call } when access.WhenNotNull == call => access.Expression,
        _ => null,
    };
}
