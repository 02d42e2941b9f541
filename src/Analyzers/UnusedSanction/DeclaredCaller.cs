using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.UnusedSanction;

/// <summary>Tells whether the callers that a sanction names are this compilation's alone.</summary>
internal static class DeclaredCaller
{
    /// <summary>
    /// Whether a caller is a type of this compilation, or a member of one, there or not any more. A policy is shared by many
    /// projects, so a namespace, a type of another project and <c>*</c> say nothing of this one alone.
    /// </summary>
    public static bool IsIn(string caller, Compilation compilation) =>
        TypeOf(caller) is { } type
        && SymbolEqualityComparer.Default.Equals(DocumentationCommentId.GetFirstSymbolForDeclarationId(type, compilation)?.ContainingAssembly, compilation.Assembly);

    private static string? TypeOf(string caller)
    {
        if (caller[0] == 'T')
            return caller;
        if (caller[0] is 'N' or '*')
            return null;
        var name = caller.Split('(')[0];
        var dot = name.LastIndexOf('.');
        return dot < 0 ? null : "T:" + name.Substring(2, dot - 2);
    }
}
