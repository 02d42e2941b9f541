using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImmutableGuard.Analyzers.Sites.Names;

/// <summary>What declarations alone tell of an expression's type: binding an expression binds the whole member that it is in.</summary>
internal static class DeclaredTypes
{
    /// <summary>The type of an expression, or that it names; null where declarations alone don't tell.</summary>
    public static ITypeSymbol? Of(ExpressionSyntax expression, SemanticModel model) => expression switch
    {
        ParenthesizedExpressionSyntax inner => Of(inner.Expression, model),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure => Of(sure.Operand, model),
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } or InterpolatedStringExpressionSyntax
            or PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.StringKeyword } => model.Compilation.GetSpecialType(SpecialType.System_String),
        ThisExpressionSyntax => Enclosing(expression, model),
        BaseExpressionSyntax => Enclosing(expression, model)?.BaseType,
        ObjectCreationExpressionSyntax { Type: var made } => Named(made, model),
        CastExpressionSyntax { Type: var cast } => Named(cast, model),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AsExpression, Right: TypeSyntax cast } => Named(cast, model),
        // Only a type has type arguments and members.
        GenericNameSyntax generic => Named(generic, model),
        IdentifierNameSyntax { Identifier: { IsMissing: false, ValueText: var name } } => OfName(name, expression, model),
        MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression, Name: IdentifierNameSyntax { Identifier.ValueText: var name } } access =>
            Of(access.Expression, model) is { } holder ? OfMember(holder, name) : null,
        _ => null,
    };

    /// <summary>The type that <c>new(…)</c> makes, where the declaration that it stands in says it; null where it stands elsewhere.</summary>
    public static ITypeSymbol? OfTarget(ImplicitObjectCreationExpressionSyntax creation, SemanticModel model)
    {
        var type = creation.Parent is not EqualsValueClauseSyntax value ? null : value.Parent switch
        {
            VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type: { IsVar: false } told } } => Named(told, model),
            PropertyDeclarationSyntax property => Named(property.Type, model),
            _ => null,
        };
        // Nullable<T> x = new(…) makes a T.
        return type?.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T ? null : type;
    }

    /// <summary>The members that a name stands for in a type, the nearest first; none where it may be an extension or something else.</summary>
    public static IEnumerable<ISymbol> Members(ITypeSymbol type, string name)
    {
        for (var current = type; current is not null; current = current.BaseType)
            foreach (var member in current.GetMembers(name))
                yield return member;
        if (type.TypeKind == TypeKind.Interface)
            foreach (var member in type.AllInterfaces.SelectMany(ancestor => ancestor.GetMembers(name)))
                yield return member;
    }

    private static ITypeSymbol? OfName(string name, ExpressionSyntax expression, SemanticModel model)
    {
        if (Scope.Of(model.Compilation).Find(name, expression, model, out var declaration) is { } beyond)
            return beyond is not [var symbol] ? null : symbol is INamedTypeSymbol type ? Known(type) : TypeOf(symbol);
        return declaration switch
        {
            ParameterSyntax { Type: { } told } => Named(told, model),
            VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type: { IsVar: false } told } } => Named(told, model),
            // What 'var' stands for is told by the initializer, which may have to be bound.
            VariableDeclaratorSyntax { Initializer.Value: ObjectCreationExpressionSyntax or CastExpressionSyntax or BinaryExpressionSyntax } variable => Of(variable.Initializer.Value, model),
            _ => null,
        };
    }

    private static ITypeSymbol? OfMember(ITypeSymbol holder, string name) => Members(holder, name).FirstOrDefault() is { } member ? TypeOf(member) : null;

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        IParameterSymbol { ContainingSymbol: not IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } } parameter => Known(parameter.Type),
        IFieldSymbol field => Known(field.Type),
        IPropertySymbol property => Known(property.Type),
        _ => null,
    };

    /// <summary>
    /// The type that a name in a member means: the same wherever it stands. Where a method around it has type parameters of its own, what is
    /// made of these isn't told.
    /// </summary>
    private static ITypeSymbol? Named(TypeSyntax type, SemanticModel model)
    {
        if (type is NullableTypeSyntax { ElementType: var element })
            type = element;
        MemberDeclarationSyntax? member = null;
        var isOpen = false;
        for (SyntaxNode? around = type; member is null && around is not null; around = around.Parent)
        {
            isOpen |= around is MethodDeclarationSyntax { TypeParameterList: not null } or LocalFunctionStatementSyntax { TypeParameterList: not null };
            member = around as MemberDeclarationSyntax;
        }

        if (member is not { Parent: TypeDeclarationSyntax } || isOpen && type is not (GenericNameSyntax or PredefinedTypeSyntax))
            return null;
        var known = Known(Scope.Of(model.Compilation).Type(type, member, model));
        return isOpen ? known?.OriginalDefinition : known;
    }

    /// <summary>A type whose members are all there is to call on it, but for extensions.</summary>
    private static ITypeSymbol? Known(ITypeSymbol? type) => type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Interface or TypeKind.Struct or TypeKind.Enum } named ? named : null;

    private static INamedTypeSymbol? Enclosing(SyntaxNode node, SemanticModel model) =>
        node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration ? model.GetDeclaredSymbol(declaration) as INamedTypeSymbol : null;
}
