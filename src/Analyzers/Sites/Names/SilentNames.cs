using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImmutableGuard.Analyzers.Sites.Names;

/// <summary>Tells where a name stands for a constructor or a setter, as far as syntax tells.</summary>
internal static class SilentNames
{
    /// <summary>The creation of what a name names, or the assignment to it; null where it stands otherwise.</summary>
    public static SyntaxNode? UseOf(SimpleNameSyntax name)
    {
        SyntaxNode named = name;
        while (named.Parent is QualifiedNameSyntax qualified && qualified.Right == named || named.Parent is AliasQualifiedNameSyntax aliased && aliased.Name == named)
            named = named.Parent;
        return named.Parent switch
        {
            ObjectCreationExpressionSyntax creation when creation.Type == named => creation,
            MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } access when access.Name == name && IsSet(assignment, access) => assignment,
            MemberBindingExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } binding when IsSet(assignment, binding) => assignment,
            // FileStream stream = new(path, mode)
            VariableDeclarationSyntax { Variables: [{ Initializer.Value: ImplicitObjectCreationExpressionSyntax creation }] } declaration when declaration.Type == named => creation,
            _ => Unnamed(name),
        };
    }

    /// <summary>
    /// The creation that doesn't name its type, or by another name: <c>new(path, FileMode.Truncate)</c>, <c>: base(path, FileMode.Truncate)</c>, of
    /// which a name is that of an enumeration which says what is made; null for any other.
    /// </summary>
    private static SyntaxNode? Unnamed(SimpleNameSyntax name)
    {
        SyntaxNode value = name;
        if (value.Parent is MemberAccessExpressionSyntax qualified && qualified.Name == value)
            value = qualified;
        if (value.Parent is not MemberAccessExpressionSyntax member || member.Expression != value)
            return null;
        for (value = member; value.Parent is ParenthesizedExpressionSyntax or ConditionalExpressionSyntax or SwitchExpressionArmSyntax or SwitchExpressionSyntax;)
            value = value.Parent;
        return value.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: BaseObjectCreationExpressionSyntax or ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax } arguments }
            ? arguments.Parent : null;
    }

    private static bool IsSet(AssignmentExpressionSyntax assignment, ExpressionSyntax target) => assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) && assignment.Left == target;
}
