using ImmutableGuard.Analyzers.Guarding;
using ImmutableGuard.Analyzers.Sites.Mapping;
using ImmutableGuard.Analyzers.Sites.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImmutableGuard.Analyzers.Sites.Earlier;

/// <summary>
/// Files that other generators added. What was there before means the same, but within the members that name something which the files declare.
/// </summary>
internal sealed record AddedCode : Change
{
    private readonly IReadOnlyList<SyntaxTree> added;
    private readonly bool addsProperties;

    private AddedCode(IReadOnlyList<SyntaxTree> added, IEnumerable<SyntaxTree> files, bool addsProperties) => (this.added, Files, this.addsProperties) = (added, files, addsProperties);

    /// <inheritdoc/>
    public override IEnumerable<SyntaxTree> Files { get; }

    /// <inheritdoc/>
    public override bool ChangesTables => addsProperties || added.Any(file => !MappingSyntax.Of(file).IsEmpty);

    /// <inheritdoc/>
    public override bool Has(string word) => added.Any(file => file.Has(word));

    /// <inheritdoc/>
    public override bool Adds(string word) => Has(word);

    /// <summary>What the files change that were added; null where that may be anything.</summary>
    /// <param name="with">The compilation with the files, and the one that is generated here.</param>
    /// <param name="before">The compilation before.</param>
    public static AddedCode? Of(Compilation with, Compilation before)
    {
        if (AddedFiles.Of(with, before) is not { } files || files.Where(file => !GuardedCallsGenerator.IsOwn(file)).ToList() is not { } added || AddedNames.In(added, with, before) is not { } names)
            return null;
        var uses = new NamedUses(new(names.All));
        var touched = new HashSet<SyntaxTree>();
        foreach (var file in before.SyntaxTrees)
        {
            SyntaxNode? root = null;
            foreach (var (position, name) in uses.PlacesIn(file))
            {
                var token = (root ??= file.GetRoot()).FindToken(position);
                if (!token.Span.Contains(position) || token.ValueText != name || token.Parent is not { } parent || !names.MayBeMeant(name, parent))
                    continue;
                // What is declared by the name has others read it too.
                if (parent is SimpleNameSyntax && !IsWithinMember(parent))
                    return null;
                touched.Add(file);
            }
        }

        return new(added, touched, names.AddsProperties);
    }

    /// <summary>Whether something stands where no other member reads it: in the code of a method, constructor or operator.</summary>
    private static bool IsWithinMember(SyntaxNode node) =>
        node.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() is { } method && ((SyntaxNode?)method.Body ?? method.ExpressionBody)?.Span.Contains(node.Span) == true;
}
