using System.Collections.Immutable;
using System.Composition;
using System.Text;
using ImmutableGuard.Analyzers;
using ImmutableGuard.Analyzers.Policies;
using ImmutableGuard.Policies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace ImmutableGuard.CodeFixes;

/// <summary>
/// Writes a sanction for an unsanctioned access into the policy file; where there is none, into a new one beside the project. The
/// reason is left for a person to write: until it is written, the policy is invalid and says where.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class SanctionInPolicyFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [RuleIds.DeleteOutsideSanction, RuleIds.UpdateOutsideSanction, RuleIds.SchemaChangeOutsideSanction, RuleIds.UnprovenAccess, RuleIds.UndeclaredRead];

    /// <summary>None: each sanction needs a reason of its own.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var project = context.Document.Project;
        var file = project.AdditionalDocuments.FirstOrDefault(document => PolicyFile.Is(document.FilePath ?? document.Name));
        if (file is null && Path.GetDirectoryName(project.FilePath) is not { Length: > 0 })
            return;
        var policy = file is null ? SourceText.From(PolicyEdit.NewPolicy, Encoding.UTF8) : await file.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        var shared = project.AdditionalDocuments.FirstOrDefault(document => PolicyFile.IsShared(document.FilePath ?? document.Name));
        var taken = shared is null ? null : PolicyReader.ReadShared((await shared.GetTextAsync(context.CancellationToken).ConfigureAwait(false)).ToString(), out _)?.Sanctions.Select(sanction => sanction.Id).ToList();
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(SanctionProperties.Operation, out var name) || !Enum.TryParse<Operation>(name, out var operation)
                || !diagnostic.Properties.TryGetValue(SanctionProperties.Resource, out var resource)
                || !diagnostic.Properties.TryGetValue(SanctionProperties.Member, out var member)
                || PolicyEdit.AddSanction(policy, operation, resource!, member!, taken) is not { } edited)
                continue;
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Sanction '{operation.ToName()}' of {resource} in {(file is null ? "a new " : "")}{PolicyFile.Name}, with a reason",
                    _ => Task.FromResult(file is null ? WithNewFile(project, edited) : WithText(project.Solution, file, edited)),
                    equivalenceKey: $"{PolicyFile.Name} {operation} {resource}"),
                diagnostic);
        }
    }

    /// <summary>Several projects may have one policy: it is the same file to each.</summary>
    private static Solution WithText(Solution solution, TextDocument file, SourceText text) => solution.Projects
        .SelectMany(project => project.AdditionalDocuments)
        .Where(document => document.Id == file.Id || document.FilePath is not null && document.FilePath == file.FilePath)
        .Aggregate(solution, (changed, document) => changed.WithAdditionalDocumentText(document.Id, text));

    private static Solution WithNewFile(Project project, SourceText policy) => project.Solution.AddAdditionalDocument(
        DocumentId.CreateNewId(project.Id), PolicyFile.Name, policy, filePath: Path.Combine(Path.GetDirectoryName(project.FilePath)!, PolicyFile.Name));
}
