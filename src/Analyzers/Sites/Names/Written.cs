using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ImmutableGuard.Analyzers.Sites.Names;

/// <summary>A file as one string: the compiler keeps a long one in pieces, and puts them together anew for each who asks.</summary>
internal static class Written
{
    private static readonly ConditionalWeakTable<SyntaxTree, string> Texts = new();

    /// <summary>All that is written in a file.</summary>
    public static string Text(this SyntaxTree file) => Texts.GetValue(file, static key => key.GetText().ToString());

    /// <summary>Whether a word is written in a file, and not as a part of another one.</summary>
    public static bool Has(this SyntaxTree file, string word)
    {
        var text = file.Text();
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
            if (!(at > 0 && SyntaxFacts.IsIdentifierPartCharacter(text[at - 1])) && !(at + word.Length < text.Length && SyntaxFacts.IsIdentifierPartCharacter(text[at + word.Length])))
                return true;
        return false;
    }
}
