using System.Collections.Immutable;
using System.Composition;
using ImmutableGuard.Analyzers;
using ImmutableGuard.Sql;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.CodeFixes;

/// <summary>
/// Passes the values of a Dapper call as parameters instead of writing them into its SQL text:
/// <c>Execute($"… WHERE id = {id}")</c> becomes <c>Execute("… WHERE id = @id", new { id })</c>.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ValueToParameterFix : CodeFixProvider
{
    private const string Title = "Pass the values as parameters";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        RuleIds.DeleteOutsideSanction, RuleIds.UpdateOutsideSanction, RuleIds.UnboundedChange, RuleIds.UnprovenAccess, RuleIds.UndeclaredRead,
        RuleIds.AppendOnlyChange,
    ];

    /// <summary>All at once: each is the same to the database.</summary>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
                || model?.GetOperation(call, context.CancellationToken) is not IInvocationOperation operation
                || TextToChange(operation) is not { Expression: InterpolatedStringExpressionSyntax sql } text
                || ParameterizedSql.Of(sql, model, DialectOf(operation), context.CancellationToken) is not { } changed)
                continue;
            context.RegisterCodeFix(
                CodeAction.Create(
                    Title,
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(call.ArgumentList, WithParameters(call.ArgumentList, text, changed)))),
                    equivalenceKey: Title),
                diagnostic);
        }
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
            text.NameColon is null ? null : SyntaxFactory.NameColon("param").WithTrailingTrivia(SyntaxFactory.Space), default, changed.Parameters);
        var list = arguments.Arguments.Replace(text, text.WithExpression(changed.Text)).Insert(place + 1, parameters);
        var comma = list.GetSeparator(place);
        return arguments.WithArguments(list.ReplaceSeparator(comma, comma.WithTrailingTrivia(SyntaxFactory.Space)));
    }

    private static SqlDialect DialectOf(IInvocationOperation call)
    {
        for (var type = Connection(call)?.Type; type is not null; type = type.BaseType)
            if (SqlDialects.OfProvider(type.ContainingNamespace?.ToDisplayString()) is var dialect and not SqlDialect.Any)
                return dialect;
        return SqlDialect.Any;
    }

    private static IOperation? Connection(IInvocationOperation call)
    {
        var connection = call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value;
        while (connection is IConversionOperation conversion)
            connection = conversion.Operand;
        return connection;
    }
}
