using System.Collections.Immutable;
using ImmutableGuard.Analyzers.Sites.Earlier;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ImmutableGuard.Analyzers.Sites.Names;

/// <summary>Where names are written in files, found by the text: far cheaper than a look at every node.</summary>
internal sealed class WrittenNames(ImmutableArray<SyntaxTree> files)
{
    /// <summary>Every place where a word stands as a token.</summary>
    /// <param name="name">The word.</param>
    /// <param name="within">Where to look; null for everywhere.</param>
    /// <param name="isCalled">Whether only those are meant that arguments follow: no other <c>new</c>, <c>this</c> and <c>base</c> stands for a constructor without its name.</param>
    public IEnumerable<(SyntaxTree Tree, SyntaxToken Name)> Of(string name, IReadOnlyList<SyntaxNode>? within = null, bool isCalled = false)
    {
        // What nobody has named yet stands nowhere.
        if (name.Length == 0)
            yield break;
        if (within is null)
            Readings.Word(name);
        else
            Readings.WordWithin(name);
        foreach (var (tree, span) in within?.Select(node => (node.SyntaxTree, node.FullSpan)) ?? files.Select(tree => (tree, new TextSpan(0, tree.Length))))
        {
            if (within is not null)
                Readings.File(tree);
            var text = tree.Text();
            for (var at = text.IndexOf(name, span.Start, span.Length, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + name.Length, span.End - at - name.Length, StringComparison.Ordinal))
            {
                if (at > 0 && SyntaxFacts.IsIdentifierPartCharacter(text[at - 1]) || at + name.Length < text.Length && SyntaxFacts.IsIdentifierPartCharacter(text[at + name.Length]))
                    continue;
                if (isCalled && !IsFollowedByArguments(text, at + name.Length))
                    continue;
                var token = tree.GetRoot().FindToken(at);
                if (token.SpanStart <= at && token.ValueText == name)
                    yield return (tree, token);
            }
        }
    }

    /// <summary>Every place where a constructor of a type may be called.</summary>
    public IEnumerable<(SyntaxTree, SyntaxToken)> OfConstructors(INamedTypeSymbol type) =>
        OfType(type).Concat(Of("base", isCalled: true)).Concat(Of("this", isCalled: true)).Concat(Of("new", isCalled: true))
            .Where(found => found.Item2.Parent is SimpleNameSyntax or ConstructorInitializerSyntax or ImplicitObjectCreationExpressionSyntax);

    /// <summary>Every place where a type is named: by its name, or by another that a file, or all of them, gives it.</summary>
    private IEnumerable<(SyntaxTree, SyntaxToken)> OfType(INamedTypeSymbol type)
    {
        var names = new List<string> { type.Name };
        for (var i = 0; i < names.Count; i++)
        {
            foreach (var found in Of(names[i]))
            {
                if (found.Name.Parent?.FirstAncestorOrSelf<UsingDirectiveSyntax>() is { Alias.Name.Identifier.ValueText: var alias } && !names.Contains(alias))
                    names.Add(alias);
                yield return found;
            }
        }
    }

    private static bool IsFollowedByArguments(string text, int at)
    {
        while (at < text.Length && SyntaxFacts.IsWhitespace(text[at]) || at < text.Length && SyntaxFacts.IsNewLine(text[at]))
            at++;
        // A comment or a directive may stand between.
        return at < text.Length && text[at] is '(' or '/' or '#';
    }
}
