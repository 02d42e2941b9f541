using Microsoft.CodeAnalysis;

namespace ImmutableGuard.CodeFixes;

/// <summary>Files that a tool writes anew: what a fix changed there would be lost, so that none is offered.</summary>
internal static class GeneratedFile
{
    // What the compiler and editors go by.
    private static readonly string[] Endings = [".g.cs", ".g.i.cs", ".generated.cs", ".designer.cs"];

    /// <summary>Whether a document is a generator's, or says by its name that it is.</summary>
    public static bool Is(Document document) =>
        document is SourceGeneratedDocument || Endings.Any(ending => document.Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
