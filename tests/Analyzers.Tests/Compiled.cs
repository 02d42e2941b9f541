using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ImmutableGuard.Analyzers.Tests;

/// <summary>
/// Compiles a source with all analyzers and the generator, against the real packages. A comment <c>// IG1001</c> (several ids with
/// a space between) at the end of a line says what is expected there.
/// </summary>
internal static class Compiled
{
    internal const string Usings = """
        using System; using System.Collections.Generic; using System.Data; using System.Data.Common; using System.IO; using System.Linq;
        using System.Net.Http; using System.Threading.Tasks; using Dapper; using ImmutableGuard; using Microsoft.Data.Sqlite; using Microsoft.EntityFrameworkCore;

        """;

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("ImmutableGuard.Analyzers", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    internal static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
    [
        .. typeof(SiteAnalyzer).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>
    /// Reports what differs between the diagnostics in the source and the comments that announce them: those about accesses
    /// (<c>IG1</c>), or about sanctions (<c>IG2</c>).
    /// </summary>
    public static async Task AssertReportsAsync(string source, string? policy = null, string about = "IG1", string? sinks = null, string? @lock = null)
    {
        var expected = (Usings + source).Split('\n')
            .SelectMany((line, index) => line.Split("// ", 2) is [_, var comment] && comment.StartsWith("IG", StringComparison.Ordinal)
                ? comment.Trim().Split(' ').Select(id => $"{index + 1}: {id}")
                : []);
        var actual = (await DiagnosticsAsync(source, policy, sinks, @lock))
            .Where(diagnostic => diagnostic.Location.IsInSource && diagnostic.Id.StartsWith(about, StringComparison.Ordinal))
            .Select(diagnostic => $"{diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1}: {diagnostic.Id}");
        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
    }

    /// <summary>What the analyzers report. An exception in one of them (AD0001) is a failure.</summary>
    public static Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(string source, string? policy = null, string? sinks = null, string? @lock = null) =>
        DiagnosticsAsync(Create(source), policy, new Configured(""), sinks, @lock);

    /// <inheritdoc cref="DiagnosticsAsync(string, string?, string?)"/>
    public static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(CSharpCompilation compilation, string? policy, Configured configured, string? sinks = null, string? @lock = null, IEnumerable<Text>? files = null)
    {
        var options = new AnalyzerOptions([.. Files(policy, sinks, @lock), .. files ?? []], configured.Options);
        var diagnostics = await configured.Apply(compilation).WithAnalyzers(Analyzers, options).GetAnalyzerDiagnosticsAsync();
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id == "AD0001");
        return diagnostics;
    }

    /// <summary>The files beside the source; null where there is none.</summary>
    public static IEnumerable<AdditionalText> Files(string? policy, string? sinks, string? @lock = null)
    {
        if (policy is not null)
            yield return new Text("/repo/immutableguard.json", policy);
        if (sinks is not null)
            yield return new Text("/repo/own.sinks", sinks);
        if (@lock is not null)
            yield return new Text("/repo/src/access.lock.json", @lock);
    }

    public static CSharpCompilation Create(string source, LanguageVersion version = LanguageVersion.Latest, bool intercepts = true) => CSharpCompilation.Create(
        "Shop", [Parse(source, version, intercepts)], References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: version > LanguageVersion.CSharp7_3 ? NullableContextOptions.Enable : default));

    public static SyntaxTree Parse(string source, LanguageVersion version = LanguageVersion.Latest, bool intercepts = true, string path = "/repo/src/Shop.cs") =>
        CSharpSyntaxTree.ParseText(SourceText.From(Usings + source, System.Text.Encoding.UTF8), Options(version, intercepts), path);

    public static CSharpParseOptions Options(LanguageVersion version = LanguageVersion.Latest, bool intercepts = true) =>
        new CSharpParseOptions(version).WithFeatures(intercepts ? [new("InterceptorsNamespaces", "ImmutableGuard.Generated")] : []);

    internal sealed class Text(string path, string content) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(content);
    }
}
