using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.CodeFixes;

/// <summary><c>ExecuteSqlRaw($"… {id}")</c> of Entity Framework becomes <c>ExecuteSql($"… {id}")</c>, which makes a parameter of each value.</summary>
internal static class InterpolatedParameters
{
    private const string Raw = "Raw";

    /// <summary>The change of a file; null where the call is another, passes parameters already, or not every part is surely a value.</summary>
    public static Func<SyntaxNode, SyntaxNode>? Edit(IInvocationOperation operation, InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellation)
    {
        var method = operation.TargetMethod;
        if (method.ContainingNamespace?.ToDisplayString() != "Microsoft.EntityFrameworkCore" || !method.Name.Contains(Raw)
            || call.Expression is not MemberAccessExpressionSyntax { Name: var name }
            || operation.Arguments.FirstOrDefault(argument => argument is { Parameter: { Name: "sql", Type.SpecialType: SpecialType.System_String } })?.Syntax is not ArgumentSyntax { NameColon: null } text
            || PassesParameters(operation, text)
            || Twin(method) is not { } twin
            || ParameterizedSql.Of(text.Expression, model, Sql.SqlDialect.Any, cancellation) is not { Interpolated: { } interpolated })
            return null;
        return root => root.ReplaceNodes([text.Expression, name], (old, _) => old == name
            ? name.WithIdentifier(SyntaxFactory.Identifier(twin).WithTriviaFrom(name.Identifier))
            : interpolated);
    }

    /// <summary>Whether anything is passed that isn't the text or a token of cancellation.</summary>
    private static bool PassesParameters(IInvocationOperation operation, ArgumentSyntax text) => operation.Arguments.Any(argument =>
        argument.Syntax != text && argument.Parameter is { Ordinal: > 0, Type.Name: not "CancellationToken" }
        && argument is { ArgumentKind: ArgumentKind.Explicit } or { ArgumentKind: ArgumentKind.ParamArray, Value: IArrayCreationOperation { Initializer.ElementValues.Length: > 0 } });

    /// <summary>The method that takes an interpolation, by its name in EF Core 7 or before.</summary>
    private static string? Twin(IMethodSymbol method) => new[] { method.Name.Replace(Raw, ""), method.Name.Replace(Raw, "Interpolated") }.FirstOrDefault(name =>
        method.ContainingType.GetMembers(name).OfType<IMethodSymbol>().Any(other => other.Parameters.Any(parameter => parameter.Type.Name == "FormattableString")));
}
