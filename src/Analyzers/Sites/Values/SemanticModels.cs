using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Sites.Values;

/// <summary>
/// Semantic models of a compilation. Those that the rules ask for are shared with the compiler and all other analyzers. The generator's are its own, and
/// needn't tell whether something may be null: no answer depends on it, and to find it out costs as much as binding.
/// </summary>
internal static class SemanticModels
{
    private static readonly ConditionalWeakTable<Compilation, object> Generators = new();

    // The option is experimental: a compiler of tomorrow may not have it.
    private static volatile bool isMissing;

    /// <summary>Notes that a compilation is a generator's, whose models nobody else asks for.</summary>
    public static void AreOwn(Compilation compilation) => Generators.GetValue(compilation, static _ => new());

    /// <summary>The semantic model of a file.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="file">One of its files.</param>
    public static SemanticModel ModelOf(this Compilation compilation, SyntaxTree file)
    {
        if (!isMissing && Generators.TryGetValue(compilation, out _))
        {
            try
            {
                return WithoutNullability(compilation, file);
            }
            catch (Exception e) when (e is MissingMemberException or TypeLoadException)
            {
                isMissing = true;
            }
        }

        return compilation.GetSemanticModel(file);
    }

    // A method of its own: what it names is looked for when it is compiled.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static SemanticModel WithoutNullability(Compilation compilation, SyntaxTree file) =>
#pragma warning disable RSEXPERIMENTAL001 // Where it is gone, the whole model is taken.
        compilation.GetSemanticModel(file, SemanticModelOptions.DisableNullableAnalysis);
#pragma warning restore RSEXPERIMENTAL001
}
