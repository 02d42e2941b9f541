using System.Globalization;
using System.Runtime.CompilerServices;
using ImmutableGuard.Analyzers.Sites.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ImmutableGuard.Analyzers.SuppressedSite;

/// <summary>Whether a file holds words by which code hides reports. Most files don't, and their texts are looked at once.</summary>
internal static class SuppressingWords
{
    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<bool>> Attributes = new(), Pragmas = new();

    /// <summary>Whether <c>SuppressMessage</c> may be in a file, on a member or for the whole assembly.</summary>
    public static bool HaveAttribute(SyntaxTree file) => Attributes.GetValue(file, key => new(FindAttribute(key))).Value;

    /// <summary>Whether a <c>#pragma</c> may be in a file.</summary>
    public static bool HavePragma(SyntaxTree file) => Pragmas.GetValue(file, key => new(key.Text().IndexOf("pragma", StringComparison.Ordinal) >= 0)).Value;

    private static bool FindAttribute(SyntaxTree file)
    {
        var text = file.Text();
        if (text.IndexOf("SuppressMessage", StringComparison.Ordinal) >= 0)
            return true;
        var hasEscape = false;
        for (var i = 0; i < text.Length; i++)
        {
            // An invisible character is no part of the name that it stands in.
            if (text[i] >= 128 && char.GetUnicodeCategory(text[i]) == UnicodeCategory.Format && i > 0)
                return true;
            hasEscape |= text[i] == '\\' && i + 1 < text.Length && text[i + 1] is 'u' or 'U';
        }

        return hasEscape && file.GetRoot().DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.Text.IndexOf('\\') >= 0);
    }
}
