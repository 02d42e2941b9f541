using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImmutableGuard.CodeFixes;

/// <summary>
/// Puts <c>[SanctionedAccess]</c> on the member of an unsanctioned access. The reason is left for a person to write: until it is
/// written, the sanction doesn't count and the report stays.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class SanctionInCodeFix : CodeFixProvider
{
    private const string Attribute = "ImmutableGuard.SanctionedAccess";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["IG1001", "IG1002", "IG1003"];

    /// <summary>None: each sanction needs a reason of its own.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue("operation", out var operation)
                || !diagnostic.Properties.TryGetValue("resource", out var resource)
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

    /// <summary>The member that can carry the attribute; null within top-level statements, which can't.</summary>
    private static MemberDeclarationSyntax? MemberAround(SyntaxNode? node) =>
        node?.AncestorsAndSelf().OfType<MemberDeclarationSyntax>()
            .FirstOrDefault(member => member is BaseMethodDeclarationSyntax or PropertyDeclarationSyntax or TypeDeclarationSyntax);

    private static MemberDeclarationSyntax Sanction(MemberDeclarationSyntax member, string operation, string resource)
    {
        var list = SyntaxFactory.ParseCompilationUnit(
            $"[{Attribute}(ImmutableGuard.Operation.{operation}, {SymbolDisplay.FormatLiteral(resource, quote: true)}, Reason = \"…\")] class C {{ }}")
            .Members[0].AttributeLists[0]
            .WithLeadingTrivia(member.GetLeadingTrivia())
            .WithTrailingTrivia(SyntaxFactory.ElasticLineFeed);
        var indentation = member.GetLeadingTrivia().LastOrDefault(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia));
        var rest = member.WithLeadingTrivia(indentation);
        return rest.WithAttributeLists(rest.AttributeLists.Insert(0, list.WithAdditionalAnnotations(Microsoft.CodeAnalysis.Simplification.Simplifier.Annotation)));
    }
}
