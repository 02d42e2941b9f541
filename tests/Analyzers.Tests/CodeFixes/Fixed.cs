using ImmutableGuard.Analyzers.DeleteOutsideSanction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ImmutableGuard.Analyzers.Tests.CodeFixes;

/// <summary>Applies a code fix to the one unsanctioned delete of a source.</summary>
internal static class Fixed
{
    /// <summary>The source and the policy after the fix; null where the fix doesn't offer itself.</summary>
    public static async Task<(string Source, string? Policy)?> ByAsync(CodeFixProvider fix, string source, string? policy = null)
    {
        var compilation = Compiled.Create(source);
        var tree = compilation.SyntaxTrees.Single();
        using var workspace = new AdhocWorkspace();
        var project = workspace.AddProject("Shop", LanguageNames.CSharp)
            .WithMetadataReferences(compilation.References)
            .WithCompilationOptions(compilation.Options)
            .WithParseOptions((CSharpParseOptions)tree.Options);
        if (policy is not null)
            project = project.AddAdditionalDocument("immutableguard.json", SourceText.From(policy), filePath: "/repo/immutableguard.json").Project;
        var document = project.AddDocument("Shop.cs", await tree.GetTextAsync());
        var analyzed = (await document.Project.GetCompilationAsync())!.WithAnalyzers([new DeleteOutsideSanctionAnalyzer()], document.Project.AnalyzerOptions);
        var diagnostic = Assert.Single(await analyzed.GetAnalyzerDiagnosticsAsync());
        CodeAction? action = null;
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (found, _) => action = found, CancellationToken.None));
        if (action is null)
            return null;
        var changed = Assert.IsType<ApplyChangesOperation>(Assert.Single(await action.GetOperationsAsync(CancellationToken.None))).ChangedSolution.GetProject(project.Id)!;
        return (
            (await changed.GetDocument(document.Id)!.GetTextAsync()).ToString(),
            changed.AdditionalDocuments.SingleOrDefault() is { } file ? (await file.GetTextAsync()).ToString() : null);
    }
}
