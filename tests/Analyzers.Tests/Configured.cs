using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImmutableGuard.Analyzers.Tests;

/// <summary>The configuration of a build, as the compiler reads it from an <c>.editorconfig</c> and from MSBuild's properties.</summary>
internal sealed class Configured(AnalyzerConfig configuration, params (string Name, string Value)[] properties)
{
    private readonly AnalyzerConfigSet set = AnalyzerConfigSet.Create<AnalyzerConfig[]>([configuration]);

    public Configured(string editorConfig, params (string Name, string Value)[] properties)
        : this(AnalyzerConfig.Parse(editorConfig, "/repo/.editorconfig"), properties)
    {
    }

    /// <summary>A global analyzer config file, which says something of reports outside of sources too.</summary>
    public static Configured Globally(string settings) => new(AnalyzerConfig.Parse("is_global = true\n" + settings, "/repo/.globalconfig"));

    public AnalyzerConfigOptionsProvider Options => new Provider(set, properties.ToDictionary(property => "build_property." + property.Name, property => property.Value));

    public CSharpCompilation Apply(CSharpCompilation compilation) =>
        compilation.WithOptions(compilation.Options.WithSyntaxTreeOptionsProvider(new TreeOptions(set)));

    private sealed class Provider(AnalyzerConfigSet set, IReadOnlyDictionary<string, string> properties) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions => new Values(properties);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Values(set.GetOptionsForSourcePath(tree.FilePath).AnalyzerOptions);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Values(set.GetOptionsForSourcePath(textFile.Path).AnalyzerOptions);
    }

    private sealed class Values(IReadOnlyDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }

    private sealed class TreeOptions(AnalyzerConfigSet set) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            set.GetOptionsForSourcePath(tree.FilePath).TreeOptions.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            set.GlobalConfigOptions.TreeOptions.TryGetValue(diagnosticId, out severity);
    }
}
