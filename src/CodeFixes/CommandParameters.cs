using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.CodeFixes;

/// <summary>
/// <c>command.CommandText = "… " + id;</c> becomes <c>command.CommandText = "… @id"; command.Parameters.AddWithValue("@id", id);</c>, and
/// so does the text that a local command is made with. Only of providers whose parameters take a value as it is.
/// </summary>
internal static class CommandParameters
{
    /// <summary>The change of a file; null where the call runs no local command with one text, or not every part of it is surely a value.</summary>
    public static Func<SyntaxNode, SyntaxNode>? Edit(IInvocationOperation operation, SemanticModel model, CancellationToken cancellation)
    {
        if (operation.Instance is not ILocalReferenceOperation { Local: { DeclaringSyntaxReferences: [var declared] } command } || !TakesValues(command.Type)
            || declared.GetSyntax(cancellation) is not VariableDeclaratorSyntax { Initializer.Value: { } made, Parent: VariableDeclarationSyntax { Variables.Count: 1 } } declaration
            || (UsingOf(declaration)?.Statement as BlockSyntax ?? declaration.FirstAncestorOrSelf<BlockSyntax>()) is not { } block
            || Texts(command, made, block, model, cancellation) is not [var text]
            || PlaceFor(text, block) is not var (statement, isBefore)
            || ParameterizedSql.Of(text, model, ValueToParameterFix.DialectOf(operation.Instance), cancellation) is not { } changed)
            return null;
        var indentation = statement.GetLeadingTrivia().LastOrDefault(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia));
        var end = statement.GetTrailingTrivia() is [.., { RawKind: (int)SyntaxKind.EndOfLineTrivia } line] ? line : SyntaxFactory.ElasticLineFeed;
        var added = changed.Values.Select(value => SyntaxFactory.ParseStatement($"{command.Name}.Parameters.AddWithValue(\"@{value.Key}\", {value.Value});")
            .WithLeadingTrivia(indentation).WithTrailingTrivia(end));
        return root =>
        {
            var tracked = root.TrackNodes(statement, text);
            tracked = tracked.ReplaceNode(tracked.GetCurrentNode(text)!, changed.Text);
            return isBefore ? tracked.InsertNodesBefore(tracked.GetCurrentNode(statement)!, added) : tracked.InsertNodesAfter(tracked.GetCurrentNode(statement)!, added);
        };
    }

    /// <summary>The texts that a local command gets; null where it is given to somebody who may set another.</summary>
    private static IReadOnlyList<ExpressionSyntax>? Texts(ILocalSymbol command, ExpressionSyntax made, BlockSyntax block, SemanticModel model, CancellationToken cancellation)
    {
        var texts = new List<ExpressionSyntax>();
        if (made is BaseObjectCreationExpressionSyntax creation && model.GetOperation(creation, cancellation) is IObjectCreationOperation { Initializer: null } constructed)
            texts.AddRange(constructed.Arguments.Where(argument => argument is { Parameter.Type.SpecialType: SpecialType.System_String, ArgumentKind: ArgumentKind.Explicit }).Select(argument => ((ArgumentSyntax)argument.Syntax).Expression));
        else if (made is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CreateCommand" } })
            return null;
        foreach (var name in block.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == command.Name))
        {
            if (name.Parent is not MemberAccessExpressionSyntax access || access.Expression != name)
                return null;
            if (access is { Name.Identifier.ValueText: "CommandText", Parent: AssignmentExpressionSyntax assignment } && assignment.Left == access)
            {
                if (!assignment.IsKind(SyntaxKind.SimpleAssignmentExpression))
                    return null;
                texts.Add(assignment.Right);
            }
            // One of the name may be there already.
            else if (access.Name.Identifier.ValueText is "CommandType" or "Parameters")
            {
                return null;
            }
        }

        return texts;
    }

    /// <summary>The statement that a command is declared for: <c>using (var command = …) { … }</c>.</summary>
    private static UsingStatementSyntax? UsingOf(VariableDeclaratorSyntax declaration) => declaration.Parent?.Parent as UsingStatementSyntax;

    /// <summary>The statement behind which the parameters can be added, or before which: one that the block runs by itself.</summary>
    private static (StatementSyntax, bool IsBefore)? PlaceFor(ExpressionSyntax text, BlockSyntax block)
    {
        if (text.FirstAncestorOrSelf<StatementSyntax>() is not { } statement)
            return null;
        if (statement is UsingStatementSyntax && statement == block.Parent)
            return block.Statements.FirstOrDefault() is { } first ? (first, true) : null;
        return statement.Parent == block && statement is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax } or LocalDeclarationStatementSyntax ? (statement, false) : null;
    }

    private static bool TakesValues(ITypeSymbol type)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
            foreach (var property in current.GetMembers("Parameters").OfType<IPropertySymbol>())
                return property.Type.GetMembers("AddWithValue").OfType<IMethodSymbol>().Any(method => method.Parameters is [{ Type.SpecialType: SpecialType.System_String }, { Type.SpecialType: SpecialType.System_Object }]);
        return false;
    }
}
