using ImmutableGuard.Analyzers.Sites.Mapping;
using ImmutableGuard.Analyzers.Sites.Names;
using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Sites.Earlier;

/// <summary>A file that was replaced by one with the same declarations: only within its members something is different.</summary>
/// <param name="Before">The file as it was.</param>
/// <param name="After">The file as it is.</param>
internal sealed record ChangedFile(SyntaxTree Before, SyntaxTree After) : Change
{
    /// <inheritdoc/>
    public override IEnumerable<SyntaxTree> Files { get; } = [Before];

    /// <inheritdoc/>
    public override bool ChangesTables => !MappingSyntax.Of(Before).IsEmpty || !MappingSyntax.Of(After).IsEmpty;

    /// <inheritdoc/>
    public override bool Has(string word) => Before.Has(word) || After.Has(word);

    /// <inheritdoc/>
    public override bool Adds(string word) => false;
}
