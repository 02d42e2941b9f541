using ImmutableGuard.Analyzers.DeleteOutsideSanction;
using ImmutableGuard.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImmutableGuard.Analyzers.Tests;

public sealed class SanctionInCodeFixTests
{
    [Fact]
    public async Task Delete_GetsASanctionThatStillNeedsAReason()
    {
        var before = """
            class C
            {
                // who calls this?
                void M(IDbConnection c) => c.Execute("DELETE FROM orders WHERE id = 1");
            }
            """;
        var after = await FixAsync(before);
        Assert.EndsWith("""
            class C
            {
                // who calls this?
                [SanctionedAccess(Operation.Delete, "sql:orders", Reason = "…")]
                void M(IDbConnection c) => c.Execute("DELETE FROM orders WHERE id = 1");
            }
            """.ReplaceLineEndings("\n"), after.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TopLevelStatement_GetsNoFix() =>
        Assert.Null(await FixAsync("""SqliteConnection c = new(); c.Execute("DELETE FROM orders WHERE id = 1");""", expectFix: false));

    private static async Task<string> FixAsync(string source, bool expectFix = true)
    {
        var compilation = Compiled.Create(source);
        var tree = compilation.SyntaxTrees.Single();
        using var workspace = new AdhocWorkspace();
        var document = workspace.AddProject("Shop", LanguageNames.CSharp)
            .WithMetadataReferences(compilation.References)
            .WithCompilationOptions(compilation.Options)
            .WithParseOptions((CSharpParseOptions)tree.Options)
            .AddDocument("Shop.cs", await tree.GetTextAsync());
        var analyzed = (await document.Project.GetCompilationAsync())!.WithAnalyzers([new DeleteOutsideSanctionAnalyzer()]);
        var diagnostic = Assert.Single(await analyzed.GetAnalyzerDiagnosticsAsync());
        CodeAction? action = null;
        await new SanctionInCodeFix().RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (found, _) => action = found, CancellationToken.None));
        if (!expectFix)
        {
            Assert.Null(action);
            return null!;
        }

        var change = Assert.IsType<ApplyChangesOperation>(Assert.Single(await action!.GetOperationsAsync(CancellationToken.None)));
        return (await change.ChangedSolution.GetDocument(document.Id)!.GetTextAsync()).ToString();
    }
}
