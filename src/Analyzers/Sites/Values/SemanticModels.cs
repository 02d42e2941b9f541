using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Sites.Values;

/// <summary>Semantic models that don't tell whether something may be null: no answer depends on it, and to find it out costs as much as binding.</summary>
internal static class SemanticModels
{
    // The option is experimental: a compiler of tomorrow may not have it.
    private static volatile bool isMissing;

    /// <summary>The semantic model of a file, without nullability.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="file">One of its files.</param>
    public static SemanticModel ModelOf(this Compilation compilation, SyntaxTree file)
    {
        if (!isMissing)
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
