using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Sites.Earlier;

/// <summary>What generators add to a compilation: the rules look at what the generator looked at, together with these files.</summary>
internal static class AddedFiles
{
    /// <summary>The files that a compilation has besides those of another; null where it is another one altogether.</summary>
    public static ImmutableArray<SyntaxTree>? Of(Compilation compilation, Compilation before)
    {
        if (ReferenceEquals(before, compilation))
            return [];
        // With few exceptions trees are kept in an array, of which these are no copies.
        var (some, all) = (before.SyntaxTrees as ImmutableArray<SyntaxTree>? ?? [.. before.SyntaxTrees], compilation.SyntaxTrees as ImmutableArray<SyntaxTree>? ?? [.. compilation.SyntaxTrees]);
        if (some.Length > all.Length || before.AssemblyName != compilation.AssemblyName || !IsSame(before.Options, compilation.Options) || !before.References.SequenceEqual(compilation.References))
            return null;
        for (var i = 0; i < some.Length; i++)
            if (some[i] != all[i])
                return null;
        return ImmutableArray.Create(all, some.Length, all.Length - some.Length);
    }

    /// <summary>The files of a compilation without some.</summary>
    public static ImmutableArray<SyntaxTree> Without(Func<SyntaxTree, bool> some, Compilation compilation) => [.. compilation.SyntaxTrees.Where(file => !some(file))];

    /// <summary>Whether two options are the same in what says how code is bound.</summary>
    public static bool IsSame(CompilationOptions one, CompilationOptions other) =>
        ReferenceEquals(one, other)
        || one.OutputKind == other.OutputKind && one.NullableContextOptions == other.NullableContextOptions && one.MetadataImportOptions == other.MetadataImportOptions
        && one.MainTypeName == other.MainTypeName && one.ModuleName == other.ModuleName;
}
