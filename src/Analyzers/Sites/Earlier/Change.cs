using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Sites.Earlier;

/// <summary>Something that is different from the compilation before, while all that was declared there still is, and means the same.</summary>
internal abstract record Change
{
    /// <summary>The files of the compilation before in which something within a member may be different, or mean something else.</summary>
    public abstract IEnumerable<SyntaxTree> Files { get; }

    /// <summary>Whether it may say something of tables.</summary>
    public abstract bool ChangesTables { get; }

    /// <summary>Whether a word may stand in what is different.</summary>
    public abstract bool Has(string word);

    /// <summary>Whether a word may stand in a file that wasn't there before.</summary>
    public abstract bool Adds(string word);
}
