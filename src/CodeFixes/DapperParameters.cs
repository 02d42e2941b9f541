using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.CodeFixes;

/// <summary><c>Execute($"… {id}")</c> of Dapper becomes <c>Execute("… @id", new { id })</c>.</summary>
internal static class DapperParameters
{
    /// <summary>The change of a file; null where the call isn't Dapper's, passes parameters already, or not every part is surely a value.</summary>
    public static Func<SyntaxNode, SyntaxNode>? Edit(IInvocationOperation operation, InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellation)
    {
        if (TextToChange(operation) is not { } text
            || ParameterizedSql.Of(text.Expression, model, ValueToParameterFix.DialectOf(operation.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value), cancellation) is not { } changed)
            return null;
        return root => root.ReplaceNode(call.ArgumentList, WithParameters(call.ArgumentList, text, changed));
    }

    /// <summary>The argument with the text of a Dapper call that is SQL and passes no parameters yet; null for any other call.</summary>
    private static ArgumentSyntax? TextToChange(IInvocationOperation call)
    {
        if (call.TargetMethod.ContainingType.ToDisplayString() != "Dapper.SqlMapper" || !IsLeftOut("param") || !IsLeftOut("commandType"))
            return null;
        return call.Arguments.FirstOrDefault(argument => argument.Parameter is { Name: "sql", Type.SpecialType: SpecialType.System_String })?.Syntax as ArgumentSyntax;

        bool IsLeftOut(string parameter) => call.Arguments.Any(argument => argument is { ArgumentKind: ArgumentKind.DefaultValue, Parameter: { } left } && left.Name == parameter);
    }

    private static ArgumentListSyntax WithParameters(ArgumentListSyntax arguments, ArgumentSyntax text, ParameterizedSql changed)
    {
        var place = arguments.Arguments.IndexOf(text);
        var parameters = SyntaxFactory.Argument(
            text.NameColon is null ? null : SyntaxFactory.NameColon("param").WithTrailingTrivia(SyntaxFactory.Space), default, changed.Object);
        var list = arguments.Arguments.Replace(text, text.WithExpression(changed.Text)).Insert(place + 1, parameters);
        var comma = list.GetSeparator(place);
        return arguments.WithArguments(list.ReplaceSeparator(comma, comma.WithTrailingTrivia(SyntaxFactory.Space)));
    }
}
