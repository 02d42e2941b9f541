using ImmutableGuard.Analyzers.Sites.Uses;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImmutableGuard.Analyzers.Sites.Names;

/// <summary>
/// The name that a call of a look-up looks for, as far as syntax tells: code that works with expression trees calls
/// <c>Expression.Call</c> hundreds of times, and hardly ever with the name of a sink.
/// </summary>
internal static class LookUpNames
{
    /// <summary>Whether an argument may be the constant name of a sink.</summary>
    /// <param name="call">The call of a method that looks others up.</param>
    /// <param name="method">The method's name.</param>
    /// <param name="model">The file's semantic model.</param>
    /// <param name="isSink">Whether a sink has a name.</param>
    public static bool MayBeSinks(InvocationExpressionSyntax call, string method, SemanticModel model, Func<string, bool> isSink)
    {
        var arguments = call.ArgumentList.Arguments;
        for (var i = 0; i < arguments.Count; i++)
            if ((arguments[i].NameColon is not null || NamedUse.IsPlaceOfName(method, i)) && MayBe(arguments[i].Expression, model, isSink))
                return true;
        return false;
    }

    private static bool MayBe(ExpressionSyntax value, SemanticModel model, Func<string, bool> isSink) => value switch
    {
        LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.StringLiteralExpression) && isSink(literal.Token.ValueText),
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" }, ArgumentList.Arguments: [var named] } =>
            isSink(named.GetLastToken().ValueText) || named.Expression is not (IdentifierNameSyntax or MemberAccessExpressionSyntax),
        IdentifierNameSyntax { Identifier.ValueText: var name } => MayBeConstant(name, value, model),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } access =>
            DeclaredTypes.Of(access.Expression, model) is not { } holder || DeclaredTypes.Members(holder, name).Any(IsConstant),
        // Nothing of these is constant.
        InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or ElementAccessExpressionSyntax or TypeOfExpressionSyntax or ThisExpressionSyntax or AwaitExpressionSyntax
            or AnonymousFunctionExpressionSyntax or ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax or CollectionExpressionSyntax => false,
        _ => true,
    };

    private static bool MayBeConstant(string name, ExpressionSyntax value, SemanticModel model) => Scope.Of(model.Compilation).Find(name, value, model, out var declaration) is { } beyond
        ? beyond.Any(IsConstant)
        : declaration is null || declaration is VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax { IsConst: true } };

    private static bool IsConstant(ISymbol symbol) => symbol is IFieldSymbol { IsConst: true } or ILocalSymbol { IsConst: true };
}
