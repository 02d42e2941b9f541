using System.Collections.Immutable;
using System.Composition;
using ImmutableGuard.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ImmutableGuard.CodeFixes;

/// <summary>
/// Puts <c>[SanctionedAccess]</c> on the member of an unsanctioned access. The reason is left for a person to write: until it is
/// written, the sanction doesn't count and the report stays.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class SanctionInCodeFix : CodeFixProvider
{
    private const string Root = "global::ImmutableGuard";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [RuleIds.DeleteOutsideSanction, RuleIds.UpdateOutsideSanction, RuleIds.SchemaChangeOutsideSanction, RuleIds.UnprovenAccess, RuleIds.UndeclaredRead];

    /// <summary>None: each sanction needs a reason of its own.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (GeneratedFile.Is(context.Document))
            return;
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(SanctionProperties.Operation, out var operation)
                || !diagnostic.Properties.TryGetValue(SanctionProperties.Resource, out var resource)
                || diagnostic.Properties[SanctionProperties.InCode] != "allow"
                || MemberAround(root?.FindNode(diagnostic.Location.SourceSpan)) is not { } member)
                continue;
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Sanction '{operation}' of {resource} here, with a reason",
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(root!.ReplaceNode(member, Sanction(member, operation!, resource!)))),
                    equivalenceKey: $"{operation} {resource}"),
                diagnostic);
        }
    }

    /// <summary>
    /// The member that can carry the attribute; null within top-level statements, fields and events, which can't. Their type
    /// could, but that would sanction everything in it.
    /// </summary>
    private static MemberDeclarationSyntax? MemberAround(SyntaxNode? node) =>
        node?.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member
        && member is BaseMethodDeclarationSyntax or PropertyDeclarationSyntax or IndexerDeclarationSyntax ? member : null;

    /// <summary>A line's end as the file has it there.</summary>
    private static SyntaxTrivia NewLineOf(SyntaxNode node)
    {
        var text = node.SyntaxTree.GetText();
        var line = text.Lines.GetLineFromPosition(node.SpanStart);
        var end = text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak));
        return end.Length > 0 ? SyntaxFactory.EndOfLine(end) : SyntaxFactory.ElasticLineFeed;
    }

    private static MemberDeclarationSyntax Sanction(MemberDeclarationSyntax member, string operation, string resource)
    {
        var list = SyntaxFactory.ParseCompilationUnit(
            $"[{Root}.SanctionedAccess({Root}.Operation.{operation}, {SymbolDisplay.FormatLiteral(resource, quote: true)}, Reason = \"…\")] class C {{ }}")
            .Members[0].AttributeLists[0]
            .WithLeadingTrivia(member.GetLeadingTrivia())
            .WithTrailingTrivia(NewLineOf(member));
        var indentation = member.GetLeadingTrivia().LastOrDefault(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia));
        var rest = member.WithLeadingTrivia(indentation);
        return rest.WithAttributeLists(rest.AttributeLists.Insert(0, list.WithAdditionalAnnotations(Microsoft.CodeAnalysis.Simplification.Simplifier.Annotation)));
    }
}
