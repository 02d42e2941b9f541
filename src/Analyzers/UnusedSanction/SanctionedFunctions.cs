using ImmutableGuard.Analyzers.Policies;
using ImmutableGuard.Analyzers.Sites;
using ImmutableGuard.Analyzers.Sites.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImmutableGuard.Analyzers.UnusedSanction;

/// <summary>Sanctions on lambdas and local functions: those have no name to be granted anything by, and what is in them counts to their member.</summary>
internal static class SanctionedFunctions
{
    /// <summary>Where such sanctions stand, with the function as people call it and the member around it.</summary>
    public static IEnumerable<(Location Place, string Function, string Member)> In(SemanticModel model, CancellationToken cancellation)
    {
        if (model.SyntaxTree.Text().IndexOf(InCodeSanctions.ShortName, StringComparison.Ordinal) < 0)
            yield break;
        foreach (var function in model.SyntaxTree.GetRoot(cancellation).DescendantNodes())
        {
            var (attributes, symbol) = function switch
            {
                LocalFunctionStatementSyntax { AttributeLists.Count: > 0 } local => (local.AttributeLists, model.GetDeclaredSymbol(local, cancellation)),
                LambdaExpressionSyntax { AttributeLists.Count: > 0 } lambda => (lambda.AttributeLists, model.GetSymbolInfo(lambda, cancellation).Symbol),
                _ => default,
            };
            if (symbol is null)
                continue;
            foreach (var attribute in attributes.SelectMany(list => list.Attributes))
                if (model.GetTypeInfo(attribute, cancellation).Type?.ToDisplayString() == InCodeSanctions.Attribute)
                    yield return (attribute.GetLocation(), function is LambdaExpressionSyntax ? "a lambda" : $"the local function '{symbol.Name}'", Name(SiteFinder.MemberAround(symbol)));
        }
    }

    private static string Name(ISymbol member) => member.Name == WellKnownMemberNames.TopLevelStatementsEntryPointMethodName
        ? "a method of a type, since top-level statements can carry none"
        : $"'{member.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}'";
}
