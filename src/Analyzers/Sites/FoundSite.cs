using ImmutableGuard.Sinks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites;

/// <summary>A call of a sink, with what it does as far as the source tells.</summary>
/// <param name="Call">The call.</param>
/// <param name="Sink">The catalogue's line that names its method.</param>
/// <param name="Member">The member it is in: the one around all lambdas and local functions.</param>
/// <param name="Effects">What it does.</param>
/// <param name="ConstantText">The text, where it is an argument and a constant, so that the compiled call shows it too; null otherwise.</param>
internal sealed record FoundSite(IInvocationOperation Call, Sink Sink, ISymbol Member, Effects Effects, string? ConstantText)
{
    /// <summary>Whether the call needs the guard around it.</summary>
    public bool NeedsGuard => Sink.NeedsGuard(ConstantText);

    /// <summary>The documentation-comment id of the member.</summary>
    public string MemberId => Member.GetDocumentationCommentId() ?? Member.ToDisplayString();

    /// <summary>The member as messages name it.</summary>
    public string MemberName => Member.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);

    /// <summary>The documentation-comment id of the method that is called.</summary>
    public string SinkId => (Call.TargetMethod.ReducedFrom ?? Call.TargetMethod).OriginalDefinition.GetDocumentationCommentId()
        ?? $"M:{Sink.Type}.{Sink.Method}";
}
