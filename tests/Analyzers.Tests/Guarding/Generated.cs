using ImmutableGuard.Analyzers.Guarding;
using ImmutableGuard.Inspection;
using ImmutableGuard.Manifests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImmutableGuard.Analyzers.Tests.Guarding;

/// <summary>A compilation after the generator ran: what it wrote, what the compiler says of it, and what the IL shows.</summary>
internal sealed record Generated(Compilation Compilation, string Text)
{
    public AccessManifest Manifest => ManifestReader.Read(((LiteralExpressionSyntax)CSharpSyntaxTree.ParseText(Text).GetRoot().DescendantNodes()
        .OfType<AttributeSyntax>().First(node => node.Name.ToString().EndsWith("AccessManifestAttribute", StringComparison.Ordinal))
        .ArgumentList!.Arguments[0].Expression).Token.ValueText);

    /// <summary>Errors and warnings; those about versions of referenced assemblies are the test host's own.</summary>
    public IEnumerable<Diagnostic> Diagnostics => Compilation.GetDiagnostics()
        .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !diagnostic.Id.StartsWith("CS170", StringComparison.Ordinal));

    public static Generated From(
        CSharpCompilation compilation, LanguageVersion version = LanguageVersion.Latest, bool intercepts = true, string? policy = null, string editorConfig = "", string? sinks = null, string? @lock = null, IEnumerable<Compiled.Text>? files = null)
    {
        var configured = new Configured(editorConfig, ("ImmutableGuardRepositoryRoot", "/repo"));
        compilation = configured.Apply(compilation);
        var result = Driver(version, intercepts, policy, configured, sinks, @lock, files).WithUpdatedParseOptions(compilation.SyntaxTrees[0].Options).RunGeneratorsAndUpdateCompilation(compilation, out var updated, out var diagnostics).GetRunResult();
        Assert.Empty(diagnostics);
        return new(updated, result.Results.Single().GeneratedSources.Single().SourceText.ToString());
    }

    /// <summary>Looks at the compiled assembly with the engine that trusts nothing this one said.</summary>
    public InspectedAssembly Inspect()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".dll");
        try
        {
            using (var image = File.Create(path))
            {
                var emitted = Compilation.Emit(image);
                Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
            }

            return AssemblyInspector.Inspect(path, Compilation.References.OfType<PortableExecutableReference>().Select(reference => reference.FilePath!));
        }
        finally
        {
            File.Delete(path);
        }
    }

    public static GeneratorDriver Driver(LanguageVersion version = LanguageVersion.Latest, bool intercepts = true, string? policy = null, Configured? configured = null, string? sinks = null, string? @lock = null, IEnumerable<Compiled.Text>? files = null) => CSharpGeneratorDriver.Create(
        [new GuardedCallsGenerator().AsSourceGenerator()], [.. Compiled.Files(policy, sinks, @lock), .. files ?? []],
        Compiled.Options(version, intercepts), (configured ?? new Configured("", ("ImmutableGuardRepositoryRoot", "/repo"))).Options, new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
}
