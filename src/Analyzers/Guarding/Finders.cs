using System.Runtime.CompilerServices;
using ImmutableGuard.Analyzers.Sites;
using ImmutableGuard.Sinks;
using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Guarding;

/// <summary>One site finder per compilation, however many calls ask for it; forgotten together with the compilation.</summary>
internal static class Finders
{
    private static readonly ConditionalWeakTable<Compilation, StrongBox<SiteFinder?>> ByCompilation = new();

    /// <summary>The finder of the sinks that ship with this release.</summary>
    public static SiteFinder? Of(Compilation compilation) =>
        ByCompilation.GetValue(compilation, key => new(SiteFinder.For(key, SinkCatalogue.Embedded, []))).Value;
}
