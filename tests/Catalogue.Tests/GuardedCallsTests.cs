using System.Collections.Concurrent;
using System.Collections.Immutable;
using ImmutableGuard.Analyzers.Guarding;
using ImmutableGuard.Inspection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace ImmutableGuard.Catalogue.Tests;

/// <summary>
/// A call of every overload of every sink, compiled with the generated code: it adds no error, every call goes through the guard
/// or is said not to, and the proof over the IL agrees with what the source said.
/// </summary>
public sealed class GuardedCallsTests : IDisposable
{
    private static readonly ImmutableArray<MetadataReference> References =
        [.. Libraries.Platform.Concat(Libraries.Current).DistinctBy(Path.GetFileName).Select(path => MetadataReference.CreateFromFile(path))];

    private static readonly CSharpParseOptions Options = new CSharpParseOptions(LanguageVersion.Latest).WithFeatures([new("InterceptorsNamespaces", "ImmutableGuard.Generated")]);

    // What is made of it has the same references, and they are many: they are read once.
    private static readonly CSharpCompilation Empty = CSharpCompilation.Create("Service", [], References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));

    private static readonly ConcurrentDictionary<string, DeclaredTypes> Declared = new();

    private readonly string folder = Directory.CreateTempSubdirectory("catalogue-").FullName;

    // Its types are made of Microsoft.Xrm.Sdk's, which can't be had here: nobody could write a call.
    private const string NotCompiled = "dataverse.sinks";

    public static TheoryData<string> Files =>
    [
        .. CatalogueLine.All.Where(line => line.File != NotCompiled && line.Sinks.Any(sink => !sink.Unverified && sink.Until is null)).Select(line => line.File).Distinct(),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Call_of_every_overload_compiles_and_goes_through_the_guard(string file)
    {
        var (source, count) = CallsOfSinks.Write(CatalogueLine.All.Where(line => line.File == file).SelectMany(line => line.Sinks), Empty);
        Assert.True(count > 0, $"no call of {file} can be written");
        var compilation = Empty.AddSyntaxTrees(CSharpSyntaxTree.ParseText(SourceText.From(source, System.Text.Encoding.UTF8), Options, "/repo/Calls.cs"));
        AssertNone(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

        CSharpGeneratorDriver.Create([new GuardedCallsGenerator().AsSourceGenerator()], parseOptions: Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out var generated, out var problems);

        Assert.Empty(problems);
        AssertNone(generated.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        var inspected = AssemblyInspector.Inspect(Emit(generated), References.Cast<PortableExecutableReference>().Select(reference => reference.FilePath!), catalogue: null, path => Declared.GetOrAdd(path, DeclaredTypes.Read));
        Assert.Equal(count, inspected.Manifest!.Sites.Count);
        Assert.All(inspected.Manifest.Unproven, line => Assert.True(MayBeUnguarded(line), line));
        // What a property of an argument decides the compiled call doesn't show.
        var lines = source.Split('\n');
        Assert.Equal(
            inspected.Manifest.Sites.Count(site => site.Mediated == false && !lines[site.Line - 1].Contains("FileStreamOptions", StringComparison.Ordinal)),
            MediationProof.Holes(inspected).Count());
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static bool MayBeUnguarded(string line) => line.EndsWith("can't be redirected", StringComparison.Ordinal);

    private static void AssertNone(IEnumerable<Diagnostic> diagnostics) =>
        Assert.True(!diagnostics.Any(), string.Join("\n", diagnostics.Take(20).Select(diagnostic => $"{diagnostic} in {diagnostic.Location.SourceTree?.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line]}")));

    private string Emit(Compilation compilation)
    {
        var path = Path.Combine(folder, "Service.dll");
        using var file = File.Create(path);
        var emitted = compilation.Emit(file);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return path;
    }
}
