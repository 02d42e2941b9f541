using System.Collections.Immutable;
using ImmutableGuard.Analyzers.DeleteOutsideSanction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ImmutableGuard.Analyzers.Tests.CodeFixes;

/// <summary>Applies a code fix to the unsanctioned deletes of a source.</summary>
internal static class Fixed
{
    /// <summary>The source and the policy after the fix of the one delete there is; null where the fix doesn't offer itself.</summary>
    public static async Task<(string Source, string? Policy)?> ByAsync(
        CodeFixProvider fix, string source, string? policy = null, string? projectFile = "/repo/src/Shop.csproj")
    {
        using var workspace = new AdhocWorkspace();
        var document = Open(workspace, source, policy, projectFile);
        var diagnostic = Assert.Single(await DeletesAsync(document.Project));
        CodeAction? action = null;
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (found, _) => action = found, CancellationToken.None));
        if (action is null)
            return null;
        var changed = (await ApplyAsync(action)).GetProject(document.Project.Id)!;
        return (
            (await changed.GetDocument(document.Id)!.GetTextAsync()).ToString(),
            changed.AdditionalDocuments.SingleOrDefault() is { } file ? (await file.GetTextAsync()).ToString() : null);
    }

    /// <summary>The source after the fix of all deletes at once.</summary>
    public static async Task<string> AllByAsync(CodeFixProvider fix, string source)
    {
        using var workspace = new AdhocWorkspace();
        var document = Open(workspace, source, null, null);
        CodeAction? action = null;
        var first = (await DeletesAsync(document.Project)).OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).First();
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, first, (found, _) => action = found, CancellationToken.None));
        var all = await fix.GetFixAllProvider()!.GetFixAsync(new FixAllContext(
            document, fix, FixAllScope.Document, action!.EquivalenceKey!, fix.FixableDiagnosticIds, new Deletes(), CancellationToken.None));
        return (await (await ApplyAsync(all!)).GetDocument(document.Id)!.GetTextAsync()).ToString();
    }

    internal static Document Open(AdhocWorkspace workspace, string source, string? policy, string? projectFile)
    {
        var compilation = Compiled.Create(source);
        var tree = compilation.SyntaxTrees.Single();
        var project = workspace.AddProject(ProjectInfo.Create(ProjectId.CreateNewId(), default, "Shop", "Shop", LanguageNames.CSharp, projectFile))
            .WithMetadataReferences(compilation.References)
            .WithCompilationOptions(compilation.Options)
            .WithParseOptions((CSharpParseOptions)tree.Options);
        if (policy is not null)
            project = project.AddAdditionalDocument("immutableguard.json", SourceText.From(policy), filePath: "/repo/immutableguard.json").Project;
        return project.AddDocument("Shop.cs", tree.GetText());
    }

    private static async Task<ImmutableArray<Diagnostic>> DeletesAsync(Project project) =>
        await (await project.GetCompilationAsync())!.WithAnalyzers([new DeleteOutsideSanctionAnalyzer()], project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync();

    private static async Task<Solution> ApplyAsync(CodeAction action) =>
        Assert.IsType<ApplyChangesOperation>(Assert.Single(await action.GetOperationsAsync(CancellationToken.None))).ChangedSolution;

    private sealed class Deletes : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => await DeletesAsync(project);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => await DeletesAsync(document.Project);

        public override async Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => [];
    }
}
