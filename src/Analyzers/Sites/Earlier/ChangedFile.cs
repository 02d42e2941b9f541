using ImmutableGuard.Analyzers.Sites.Mapping;
using ImmutableGuard.Analyzers.Sites.Names;
using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Sites.Earlier;

/// <summary>A file that was replaced by one with the same declarations: only within its members something is different.</summary>
/// <param name="Before">The file as it was.</param>
/// <param name="After">The file as it is.</param>
internal sealed record ChangedFile(SyntaxTree Before, SyntaxTree After)
{
    /// <summary>Whether one of both may say something of tables.</summary>
    public bool ChangesTables => !MappingSyntax.Of(Before).IsEmpty || !MappingSyntax.Of(After).IsEmpty;

    /// <summary>Whether a word may stand in one of both.</summary>
    public bool Has(string word) => Has(Before, word) || Has(After, word);

    private static bool Has(SyntaxTree file, string word) => file.Text().IndexOf(word, StringComparison.Ordinal) >= 0;
}
