using System.Collections.Immutable;
using ImmutableGuard.Analyzers.Catalogues;
using ImmutableGuard.Sinks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ImmutableGuard.Analyzers.InvalidCatalogue;

/// <summary>A line of one of the user's catalogue files can't be read, names nothing, or changes nothing: the calls it means aren't guarded.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InvalidCatalogueAnalyzer : FileAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Descriptors.Create(
        RuleIds.InvalidCatalogue,
        "Catalogue entry invalid",
        "The catalogue's line doesn't count: {0}",
        "A line that doesn't count leaves the calls it means unseen and unguarded.",
        DiagnosticSeverity.Error);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override void Check(AdditionalFileAnalysisContext context)
    {
        if (!CatalogueFiles.Is(context.AdditionalFile) || context.AdditionalFile.GetText(context.CancellationToken) is not { } text)
            return;
        foreach (var line in text.Lines)
        {
            var sinks = SinkReader.Read(line.ToString(), out var problems);
            if ((problems.Count > 0 ? problems[0].Message : sinks.Select(sink => Problem(sink, context.Compilation)).FirstOrDefault(problem => problem is not null)) is { } problem)
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptor, Location.Create(context.AdditionalFile.Path, line.Span, text.Lines.GetLinePositionSpan(line.Span)), problem));
        }
    }

    private static string? Problem(Sink sink, Compilation compilation)
    {
        if (!sink.Changes && SinkCatalogue.Embedded.Named(sink.Method).Any(ours => ours.Type == sink.Type))
            return $"what ships with ImmutableGuard says of {sink.Type}.{sink.Method} what it does, and a line that says less can't take that back";
        // A type that isn't referenced is no mistake: the file may be shared by projects.
        return compilation.GetTypesByMetadataName(sink.Type) is [_, ..] types && !types.Any(type => Has(type, sink.Method))
            ? $"{sink.Type} has no method {sink.Method}"
            : null;
    }

    private static bool Has(INamedTypeSymbol type, string method)
    {
        for (var current = type; current is not null; current = current.BaseType)
            if (current.GetMembers(method).OfType<IMethodSymbol>().Any())
                return true;
        return type.AllInterfaces.Any(ancestor => ancestor.GetMembers(method).OfType<IMethodSymbol>().Any());
    }
}
