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
        CodeFixProvider fix, string source, string? policy = null, string? projectFile = "/repo/src/Shop.csproj", string name = "Shop.cs", string? shared = null)
    {
        using var workspace = new AdhocWorkspace();
        var document = Open(workspace, source, policy, projectFile, name);
        if (shared is not null)
            document = document.Project.AddAdditionalDocument("immutableguard.shared.json", SourceText.From(shared), filePath: "/repo/immutableguard.shared.json").Project.GetDocument(document.Id)!;
        var diagnostic = Assert.Single(await DeletesAsync(document.Project));
        CodeAction? action = null;
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (found, _) => action = found, CancellationToken.None));
        if (action is null)
            return null;
        var changed = (await ApplyAsync(action)).GetProject(document.Project.Id)!;
        return (
            (await changed.GetDocument(document.Id)!.GetTextAsync()).ToString(),
            changed.AdditionalDocuments.SingleOrDefault(file => file.Name == "immutableguard.json") is { } file ? (await file.GetTextAsync()).ToString() : null);
    }

    /// <summary>The sources after the fix of all deletes at once: those of two files of one project, and of one of another.</summary>
    public static async Task<IReadOnlyList<string>> AllByAsync(CodeFixProvider fix, FixAllScope scope, string source, string second, string elsewhere)
    {
        using var workspace = new AdhocWorkspace();
        var document = Open(workspace, source, null, null);
        var beside = document.Project.AddDocument("Second.cs", Compiled.Parse(second).GetText());
        var other = AddProject(beside.Project.Solution, "Other").AddDocument("Other.cs", Compiled.Parse(elsewhere).GetText());
        document = other.Project.Solution.GetDocument(document.Id)!;
        var first = (await Deletes.InAsync(document)).OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).First();
        CodeAction? action = null;
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, first, (found, _) => action = found, CancellationToken.None));
        var all = await fix.GetFixAllProvider()!.GetFixAsync(new FixAllContext(
            document, fix, scope, action!.EquivalenceKey!, fix.FixableDiagnosticIds, new Deletes(), CancellationToken.None));
        var changed = await ApplyAsync(all!);
        var texts = new List<string>();
        foreach (var id in (DocumentId[])[document.Id, beside.Id, other.Id])
            texts.Add((await changed.GetDocument(id)!.GetTextAsync()).ToString());
        return texts;
    }

    private static Project AddProject(Solution solution, string name)
    {
        var compilation = Compiled.Create("");
        return solution.AddProject(name, name, LanguageNames.CSharp)
            .WithMetadataReferences(compilation.References).WithCompilationOptions(compilation.Options).WithParseOptions((CSharpParseOptions)compilation.SyntaxTrees.Single().Options);
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

    /// <summary>The policy's text in each of two projects that have the file, after the fix in one of them.</summary>
    public static async Task<IReadOnlyList<SourceText>> SharedPolicyByAsync(CodeFixProvider fix, string source, SourceText policy)
    {
        const string path = "/repo/immutableguard.json";
        using var workspace = new AdhocWorkspace();
        var document = Open(workspace, source, null, "/repo/src/Shop.csproj");
        var solution = document.Project.AddAdditionalDocument("immutableguard.json", policy, filePath: path).Project.Solution;
        solution = AddProject(solution, "Other").AddAdditionalDocument("immutableguard.json", policy, filePath: path).Project
            .AddAdditionalDocument("immutableguard.json", policy, filePath: "/other/immutableguard.json").Project.Solution;
        document = solution.GetDocument(document.Id)!;
        CodeAction? action = null;
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, Assert.Single(await DeletesAsync(document.Project)), (found, _) => action = found, CancellationToken.None));
        var texts = new List<SourceText>();
        foreach (var file in (await ApplyAsync(action!)).Projects.SelectMany(project => project.AdditionalDocuments))
            texts.Add(await file.GetTextAsync());
        return texts;
    }

    internal static Document Open(AdhocWorkspace workspace, string source, string? policy, string? projectFile, string name = "Shop.cs")
    {
        var compilation = Compiled.Create(source);
        var tree = compilation.SyntaxTrees.Single();
        var project = workspace.AddProject(ProjectInfo.Create(ProjectId.CreateNewId(), default, "Shop", "Shop", LanguageNames.CSharp, projectFile))
            .WithMetadataReferences(compilation.References)
            .WithCompilationOptions(compilation.Options)
            .WithParseOptions((CSharpParseOptions)tree.Options);
        if (policy is not null)
            project = project.AddAdditionalDocument("immutableguard.json", SourceText.From(policy), filePath: "/repo/immutableguard.json").Project;
        return project.AddDocument(name, tree.GetText());
    }

    private static async Task<ImmutableArray<Diagnostic>> DeletesAsync(Project project) =>
        await (await project.GetCompilationAsync())!.WithAnalyzers([new DeleteOutsideSanctionAnalyzer()], project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync();

    private static async Task<Solution> ApplyAsync(CodeAction action) =>
        Assert.IsType<ApplyChangesOperation>(Assert.Single(await action.GetOperationsAsync(CancellationToken.None))).ChangedSolution;

    private sealed class Deletes : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => await DeletesAsync(project);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => InAsync(document);

        public static async Task<IEnumerable<Diagnostic>> InAsync(Document document)
        {
            var tree = await document.GetSyntaxTreeAsync();
            return (await DeletesAsync(document.Project)).Where(diagnostic => diagnostic.Location.SourceTree == tree);
        }

        public override async Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => [];
    }
}
