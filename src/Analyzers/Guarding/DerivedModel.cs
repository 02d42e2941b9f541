using ImmutableGuard.Analyzers.Sites;
using ImmutableGuard.Analyzers.Sites.Values;
using ImmutableGuard.Manifests;
using ImmutableGuard.Sinks;
using Microsoft.CodeAnalysis;
using System.Collections.Immutable;

namespace ImmutableGuard.Analyzers.Guarding;

/// <summary>
/// The calls of derived sinks, and what others may call as one. Which methods those are only the whole compilation tells, so a syntax
/// provider can't be asked; names come first here too.
/// </summary>
/// <param name="Sites">The calls.</param>
/// <param name="Exported">The derived sinks as JSON, as the manifest has them.</param>
internal sealed record DerivedModel(EquatableArray<SiteModel> Sites, EquatableArray<DerivedSinkModel> Exported)
{
    private static readonly DerivedModel Empty = new(new([]), new([]));

    /// <summary>What a compilation has of both.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="own">The user's own sinks.</param>
    /// <param name="files">The files of SQL.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static DerivedModel Find(Compilation compilation, IReadOnlyList<Sink> own, ImmutableArray<TextFile> files, CancellationToken cancellation)
    {
        var finder = own.Count == 0 && files.IsEmpty ? Finders.Of(compilation) : SiteFinder.For(compilation, SinkCatalogue.Embedded.With(own), files);
        if (finder is null)
            return Empty;
        var found = new List<SiteModel>();
        foreach (var group in finder.Derived.Calls().GroupBy(name => name.SyntaxTree))
        {
            var model = compilation.GetSemanticModel(group.Key);
            foreach (var name in group)
            {
                cancellation.ThrowIfCancellationRequested();
                if (SiteReader.ReadDerived(name, model, finder, cancellation) is { } site)
                    found.Add(site);
            }
        }

        return new(new(found), new(finder.Derived.Exported(cancellation).Select(sink => new DerivedSinkModel(sink))));
    }
}

/// <summary>A derived sink, compared by everything it says.</summary>
internal sealed class DerivedSinkModel(DerivedSink sink) : IEquatable<DerivedSinkModel>
{
    public DerivedSink Sink { get; } = sink;

    public bool Equals(DerivedSinkModel? other) => other is not null && Sink.Id == other.Sink.Id && Sink.Accesses.SequenceEqual(other.Sink.Accesses);

    public override bool Equals(object? obj) => Equals(obj as DerivedSinkModel);

    public override int GetHashCode() => Sink.Id.GetHashCode();
}
