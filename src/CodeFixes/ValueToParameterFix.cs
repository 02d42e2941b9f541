using System.Collections.Immutable;
using System.Composition;
using ImmutableGuard.Analyzers;
using ImmutableGuard.Sql;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.CodeFixes;

/// <summary>
/// Passes the values of an access as parameters instead of writing them into its SQL text, through Dapper, on a command, or through
/// Entity Framework: <c>Execute($"… WHERE id = {id}")</c> becomes <c>Execute("… WHERE id = @id", new { id })</c>.
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
        if (GeneratedFile.Is(context.Document))
            return;
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
                || model?.GetOperation(call, context.CancellationToken) is not IInvocationOperation operation
                || HasPlacesOnly(operation)
                || (DapperParameters.Edit(operation, call, model, context.CancellationToken)
                    ?? CommandParameters.Edit(operation, model, context.CancellationToken)
                    ?? InterpolatedParameters.Edit(operation, call, model, context.CancellationToken)) is not { } edit)
                continue;
            context.RegisterCodeFix(
                CodeAction.Create(Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(edit(root))), equivalenceKey: Title),
                diagnostic);
        }
    }

    /// <summary>Whether a call is of a provider whose parameters have a place and no name.</summary>
    private static bool HasPlacesOnly(IInvocationOperation call)
    {
        var carrier = call.Instance ?? call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value;
        while (carrier is IConversionOperation conversion)
            carrier = conversion.Operand;
        return carrier?.Type?.ContainingNamespace?.ToDisplayString() is "System.Data.Odbc" or "System.Data.OleDb";
    }

    /// <summary>The dialect that the type of a connection or command tells.</summary>
    internal static SqlDialect DialectOf(IOperation? carrier)
    {
        while (carrier is IConversionOperation conversion)
            carrier = conversion.Operand;
        for (var type = carrier?.Type; type is not null; type = type.BaseType)
            if (SqlDialects.OfProvider(type.ContainingNamespace?.ToDisplayString()) is var dialect and not SqlDialect.Any)
                return dialect;
        return SqlDialect.Any;
    }
}
