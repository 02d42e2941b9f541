using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImmutableGuard.Analyzers.Tests;

/// <summary>Each rule has a page with all that a reader looks for, and what its examples say is so.</summary>
public sealed partial class PagesTests
{
    private static readonly string[] Sections = ["Why", "Violates", "Complies", "How to comply", "How to configure"];

    // What the examples of the pages take for granted.
    private const string Around = """
        public class Customer { public int Id { get; set; } public string Name { get; set; } = ""; }
        public class ShopContext : DbContext { public DbSet<Booking> Bookings => Set<Booking>(); }
        """;

    private const string Fields = """
        readonly SqliteConnection connection = new(); readonly SqliteCommand command = new(); readonly ShopContext shop = new(); readonly List<string> paths = [];
        readonly Customer customer = new(); readonly int id = 1; readonly string table = "" + Environment.MachineName; readonly DateTime limit;
        """;

    public static TheoryData<string> Ids => [.. typeof(SiteAnalyzer).Assembly.GetType("ImmutableGuard.Analyzers.RuleIds")!.GetFields(BindingFlags.Public | BindingFlags.Static).Select(id => (string)id.GetRawConstantValue()!)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_HasAllSections(string id) => Assert.Equal(Sections, Section().Matches(Page(id)).Select(heading => heading.Groups[1].Value).Where(Sections.Contains));

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Examples_CompileAndDoWhatThePageSays(string id)
    {
        var violates = Examples(id, "Violates");
        var complies = Examples(id, "Complies");
        // The last days of a sanction begin on another day each day, and two policies are more than one example.
        if (id is "IG2007" or "IG2008")
            return;
        Assert.NotEmpty(violates);
        foreach (var example in violates)
            Assert.Contains(id, await ReportsAsync(example));
        foreach (var example in complies)
            Assert.DoesNotContain(id, await ReportsAsync(example with { Policy = example.Policy ?? violates.FirstOrDefault(other => other.Policy is not null && id is "IG1006" or "IG1007")?.Policy }));
    }

    private static async Task<IReadOnlyList<string>> ReportsAsync(Example example)
    {
        var source = Framed(example.Source);
        var errors = Compiled.Create(source).GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.True(!errors.Any(), $"{string.Join('\n', errors)}\n{source}");
        return [.. (await Compiled.DiagnosticsAsync(source, example.Policy, example.Sinks)).Select(diagnostic => diagnostic.Id)];
    }

    /// <summary>The example's code, within the types and members that it takes for granted: types, members and statements may stand in any order.</summary>
    private static string Framed(string example)
    {
        var members = CSharpSyntaxTree.ParseText(example, CSharpParseOptions.Default.WithKind(SourceCodeKind.Script)).GetCompilationUnitRoot().Members;
        var types = members.OfType<BaseTypeDeclarationSyntax>().ToList();
        var statements = members.Where(member => member is GlobalStatementSyntax or FieldDeclarationSyntax).ToList();
        var others = members.Except(types).Except(statements);
        var booking = types.Any(type => type.Identifier.ValueText == "Booking") ? "" : "[AppendOnly] public class Booking { public int Id { get; set; } public decimal Amount { get; set; } }";
        return $$"""
            namespace Shop
            {
            {{Around}}
            {{booking}}
            {{string.Concat(types.Select(type => type.ToFullString()))}}
            public class Store { public void Wipe(string container) { } }
            public class Example
            {
            {{Fields}}
            {{string.Concat(others.Select(member => member.ToFullString()))}}
            async Task RunAsync()
            {
            {{(statements.Any(statement => statement.ToString().StartsWith("var booking", StringComparison.Ordinal)) ? "" : "var booking = new Booking();")}}
            {{string.Concat(statements.Select(statement => statement.ToFullString()))}}
            await Task.Yield();
            }
            }
            }
            """;
    }

    private static IReadOnlyList<Example> Examples(string id, string section)
    {
        var page = Page(id);
        var start = page.IndexOf($"## {section}\n", StringComparison.Ordinal);
        var blocks = Block().Matches(page[start..page.IndexOf("\n## ", start + 3, StringComparison.Ordinal)]).Select(block => (Language: block.Groups[1].Value, Text: block.Groups[2].Value)).ToList();
        var policy = blocks.Where(block => block.Language.StartsWith("json", StringComparison.Ordinal)).Select(block => Policy(block.Text)).FirstOrDefault();
        if (blocks.Any(block => block.Language == ""))
            return [.. blocks.SelectMany(block => block.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(line => new Example("", null, line))];
        var code = blocks.Where(block => block.Language == "csharp").Select(block => new Example(block.Text.Replace("{ … }", "{ }", StringComparison.Ordinal), policy, null)).ToList();
        return code.Count > 0 || policy is null ? code : [new Example("", policy, null)];
    }

    private static string Policy(string text) =>
        text.StartsWith("{\n", StringComparison.Ordinal) ? text
        : text.StartsWith("\"resources\"", StringComparison.Ordinal) ? $"{{ \"version\": 1, {text} }}"
        : $"{{ \"version\": 1, \"sanctions\": [{text.Trim().Replace("}\n{", "},\n{", StringComparison.Ordinal).Replace("\"…\"", "\"why\"", StringComparison.Ordinal)}] }}";

    private static string Page(string id)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ImmutableGuard.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return File.ReadAllText(Path.Combine(folder, "docs", "rules", id + ".md")).ReplaceLineEndings("\n") + "\n## ";
    }

    [GeneratedRegex("^## (.+)$", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex("^```(\\w*)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    private sealed record Example(string Source, string? Policy, string? Sinks);
}
