using ImmutableGuard.Analyzers.Catalogues;
using ImmutableGuard.Analyzers.Policies;
using ImmutableGuard.Analyzers.Sites;
using ImmutableGuard.Analyzers.Sites.Strings;
using ImmutableGuard.Analyzers.Sites.Values;
using ImmutableGuard.Policies;
using ImmutableGuard.Sinks;
using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Guarding;

/// <summary>
/// Embeds the access manifest in the assembly and redirects every access that needs it through the guard, with its own site id:
/// attribution is settled when the code is compiled, never by walking the stack.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class GuardedCallsGenerator : IIncrementalGenerator
{
    /// <summary>The name of the generated file.</summary>
    internal const string FileName = "ImmutableGuard.GuardedCalls.g.cs";

    /// <summary>The names of the generator's steps, as tests ask for them.</summary>
    internal const string SitesStep = "Sites", SanctionsStep = "Sanctions", PolicyStep = "Policy", CatalogueStep = "Catalogue", FilesStep = "Files", DerivedStep = "Derived", SourceStep = "Source";

    /// <summary>Whether a file is the one that is generated here: its calls are the guard's own.</summary>
    internal static bool IsOwn(SyntaxTree tree) => tree.FilePath.EndsWith(FileName, StringComparison.Ordinal);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var sanctions = context.SyntaxProvider
            .ForAttributeWithMetadataName(InCodeSanctions.Attribute, (_, _) => true, ReadSanctions)
            .WithTrackingName(SanctionsStep)
            .Collect()
            .Select((each, _) => new EquatableArray<SanctionModel>(each.SelectMany(sanctions => sanctions)));
        var policy = context.AdditionalTextsProvider
            .Where(file => PolicyFile.Is(file) || PolicyFile.IsShared(file))
            .Collect()
            .Select((files, cancellation) => PolicyInput.Of(PolicyFile.Among(files, cancellation)))
            .WithTrackingName(PolicyStep);
        var own = context.AdditionalTextsProvider
            .Where(CatalogueFiles.Is)
            .Select((file, cancellation) => (file.Path, Text: file.GetText(cancellation)?.ToString() ?? ""))
            .Collect()
            .Select((files, _) => new EquatableArray<string>(files.OrderBy(file => file.Path, StringComparer.Ordinal).Select(file => file.Text)))
            .WithTrackingName(CatalogueStep);
        var catalogue = own.Select((texts, _) => SinkCatalogue.Embedded.With(CatalogueFiles.Read(texts)));
        var files = context.AdditionalTextsProvider
            .Where(TextFiles.Is)
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select((input, cancellation) => TextFiles.Read(input.Left, input.Right, cancellation))
            .Collect()
            .Select((read, _) => new EquatableArray<TextFile>(read.OfType<TextFile>().OrderBy(file => file.Path, StringComparer.Ordinal)))
            .WithTrackingName(FilesStep);
        // What a site does may be said in any file, so that each compilation is looked at anew; but only its names that sinks have.
        var finder = context.CompilationProvider.Pair(catalogue).Pair(files)
            .Select((input, _) =>
            {
                SemanticModels.AreOwn(input.Item1.Item1);
                return Tuple.Create(input.Item1.Item1, SiteFinder.For(input.Item1.Item1, input.Item1.Item2, [.. input.Item2]));
            });
        var sites = finder.Select((input, cancellation) => FindSites(input.Item1, input.Item2, cancellation)).WithTrackingName(SitesStep);
        var appendOnly = finder.Select((input, _) => new EquatableArray<string>(input.Item2?.AppendOnly() ?? []));
        var @lock = context.AdditionalTextsProvider
            .Where(LockFile.Is)
            .Select((file, cancellation) => file.GetText(cancellation)?.ToString())
            .Collect()
            .Select((texts, _) => texts.FirstOrDefault());
        var assembly = context.CompilationProvider.Select(AssemblyFacts.Read);
        var options = context.AnalyzerConfigOptionsProvider.Select((provider, _) => BuildOptions.Read(provider));
        var derived = finder.Select((input, cancellation) => new EquatableArray<DerivedSinkModel>(input.Item2?.Derived.Exported(cancellation).Select(sink => new DerivedSinkModel(sink)) ?? []))
            .WithTrackingName(DerivedStep);
        var entities = finder.Select((input, _) => new EquatableArray<MappedEntityModel>(input.Item2?.Entities().Select(entity => new MappedEntityModel(entity)) ?? []));
        var decided = sites.Pair(sanctions).Pair(policy).Pair(appendOnly)
            .Select((input, _) => new SitesUnderPolicy(input.Item1.Item1.Item1, input.Item1.Item1.Item2, input.Item1.Item2 with { AppendOnly = input.Item2 }));
        var suppressed = decided.Pair(context.CompilationProvider).Pair(context.AnalyzerConfigOptionsProvider)
            .Select((input, cancellation) => input.Item1.Item1.Suppressed(input.Item1.Item2, input.Item2, cancellation));

        var source = decided.Pair(derived.Pair(entities)).Pair(@lock).Pair(suppressed).Pair(assembly.Pair(options))
            .Select((input, _) => Write(input.Item1.Item1.Item1.Item1, input.Item1.Item1.Item1.Item2.Item1, input.Item1.Item1.Item1.Item2.Item2, input.Item1.Item1.Item2, input.Item1.Item2, input.Item2.Item1, input.Item2.Item2))
            .WithTrackingName(SourceStep);
        context.RegisterSourceOutput(source, (output, text) =>
        {
            if (text is not null)
                output.AddSource(FileName, text);
        });
    }

    private static EquatableArray<SiteModel> FindSites(Compilation compilation, SiteFinder? finder, CancellationToken cancellation) =>
        new(finder is null ? [] : compilation.SyntaxTrees.SelectMany(tree => finder.Models(tree, cancellation)));

    private static EquatableArray<SanctionModel> ReadSanctions(GeneratorAttributeSyntaxContext context, CancellationToken cancellation) =>
        new(InCodeSanctions.On(context.TargetSymbol).Select(sanction => new SanctionModel(sanction)));

    private static string? Write(
        SitesUnderPolicy sites, EquatableArray<DerivedSinkModel> derived, EquatableArray<MappedEntityModel> entities, string? @lock, EquatableArray<SitePlace> suppressed, AssemblyFacts assembly, BuildOptions options)
    {
        if (!options.Enabled || !assembly.HasRuntime)
            return null;
        var numbered = NumberedSite.Number(sites.Sites, options);
        return GuardedCallsSource.Write(
            EmbeddedManifest.Write(numbered, [.. derived.Select(model => model.Sink)], [.. entities.Select(model => model.Entity)], sites.Policy, sites.PolicyDigests, LockFile.Read(@lock), suppressed, assembly.Name), numbered, assembly);
    }
}
