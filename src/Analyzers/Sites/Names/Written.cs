using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Sites.Names;

/// <summary>A file as one string: the compiler keeps a long one in pieces, and puts them together anew for each who asks.</summary>
internal static class Written
{
    private static readonly ConditionalWeakTable<SyntaxTree, string> Texts = new();

    /// <summary>All that is written in a file.</summary>
    public static string Text(this SyntaxTree file) => Texts.GetValue(file, static key => key.GetText().ToString());
}
