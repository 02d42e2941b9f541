using System.Collections.Immutable;
using System.Composition;
using ImmutableGuard.Analyzers;
using ImmutableGuard.Analyzers.Policies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ImmutableGuard.CodeFixes;

/// <summary>
/// Writes a sanction for an unsanctioned access into the policy file, where there is one. The reason is left for a person to
/// write: until it is written, the policy is invalid and says where.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class SanctionInPolicyFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [RuleIds.DeleteOutsideSanction, RuleIds.UpdateOutsideSanction, RuleIds.SchemaChangeOutsideSanction];

    /// <summary>None: each sanction needs a reason of its own.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var project = context.Document.Project;
        if (project.AdditionalDocuments.FirstOrDefault(document => PolicyFile.Is(document.FilePath ?? document.Name)) is not { } file)
            return;
        var policy = await file.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(SanctionProperties.Operation, out var name) || !Enum.TryParse<Operation>(name, out var operation)
                || !diagnostic.Properties.TryGetValue(SanctionProperties.Resource, out var resource)
                || !diagnostic.Properties.TryGetValue(SanctionProperties.Member, out var member)
                || PolicyEdit.AddSanction(policy, operation, resource!, member!) is not { } edited)
                continue;
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Sanction '{operation.ToName()}' of {resource} in {PolicyFile.Name}, with a reason",
                    _ => Task.FromResult(project.Solution.WithAdditionalDocumentText(file.Id, edited)),
                    equivalenceKey: $"{PolicyFile.Name} {operation} {resource}"),
                diagnostic);
        }
    }
}
