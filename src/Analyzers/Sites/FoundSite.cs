using ImmutableGuard.Sinks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites;

/// <summary>A call of a sink, with what it does as far as the source tells.</summary>
/// <param name="Call">The call.</param>
/// <param name="Sink">The catalogue's line that names its method.</param>
/// <param name="Member">The member it is in: the one around all lambdas and local functions.</param>
/// <param name="Effects">What it does.</param>
/// <param name="HasConstantText">Whether the text is an argument and a constant, so that the compiled call carries it with it.</param>
internal sealed record FoundSite(IInvocationOperation Call, Sink Sink, ISymbol Member, Effects Effects, bool HasConstantText)
{
    // These are what a policy can't take away from a caller without saying so, and what the proof over IL can see for itself.
    private const Operation Harmless = Operation.Read | Operation.Insert;

    /// <summary>
    /// Whether the call needs the guard around it. Only what provably reads or inserts doesn't, and proof means that the
    /// compiled call still shows it.
    /// </summary>
    public bool NeedsGuard => !Effects.Complete
        || Effects.Items.Any(effect => (effect.Operation & ~Harmless) != 0)
        || Sink.CarriesText && !HasConstantText;

    /// <summary>The documentation-comment id of the member.</summary>
    public string MemberId => Member.GetDocumentationCommentId() ?? Member.ToDisplayString();

    /// <summary>The member as messages name it.</summary>
    public string MemberName => Member.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);

    /// <summary>The documentation-comment id of the method that is called.</summary>
    public string SinkId => (Call.TargetMethod.ReducedFrom ?? Call.TargetMethod).OriginalDefinition.GetDocumentationCommentId()
        ?? $"M:{Sink.Type}.{Sink.Method}";
}
