using ImmutableGuard.Analyzers.Sites.Derived;
using ImmutableGuard.Analyzers.Sites.Uses;
using ImmutableGuard.Sinks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites;

/// <summary>A use of a sink, with what it does as far as the source tells.</summary>
/// <param name="Call">
/// The call; null where the method is used in another way, see <see cref="Use"/>. Of a property that is set, the call that gives what it is set of,
/// where the guard can stand around that instead.
/// </param>
/// <param name="Method">The method called or handed out, as it is declared; of several by one name the first.</param>
/// <param name="Sink">The catalogue's line that names the method.</param>
/// <param name="Member">The member it is in: the one around all lambdas and local functions.</param>
/// <param name="Effects">What it does.</param>
/// <param name="ConstantText">The text, where it is an argument and a constant, so that the compiled call shows it too; null otherwise.</param>
internal sealed record FoundSite(
    IInvocationOperation? Call, IMethodSymbol Method, Sink Sink, ISymbol Member, Effects Effects, string? ConstantText)
{
    /// <summary>How the sink is used.</summary>
    public SinkUse Use { get; init; } = SinkUse.Call;

    /// <summary>The derived sinks whose callers give what is accessed here, by their documentation-comment ids; empty where nobody does.</summary>
    public IReadOnlyList<string> GivenBy { get; init; } = [];

    /// <summary>What it does that no caller is told of: all, where nobody gives anything.</summary>
    public Effects Own { get; init; } = Effects;

    /// <summary>Where the sink is a derived one, the accesses it stands for; null where it isn't.</summary>
    public IReadOnlyList<Access>? Passed { get; init; }

    /// <summary>
    /// What it does that only a policy can ask a guard for, see <see cref="Sink.HarmlessEffects"/>; null where the guard must be around
    /// it in any case. Nobody knows what a method that is handed out will be called with.
    /// </summary>
    public IReadOnlyList<Effect>? HarmlessEffects => Use is SinkUse.Creation or SinkUse.Assignment ? // What replaces append-only data is reported as that (IG1007): no guard would help.
        Changes ? null : [.. Effects.Items.Select(effect => effect with { Drops = false })]
        : Call is null ? null
        : Passed is null ? Sink.HarmlessEffects(ConstantText)
        // Its own access is guarded anyhow.
        : !Changes ? Effects.Items : null;

    private bool Changes => !Effects.Complete || Effects.Items.Any(effect => (effect.Operation & ~(Operation.Read | Operation.Insert)) != 0);

    /// <summary>Whether a property is set that only marks what something later carries out: all it does is seen here, so a sanction is enough.</summary>
    public bool IsMark => Use == SinkUse.Assignment && Sink.Deferred;

    /// <summary>The documentation-comment id of the member.</summary>
    public string MemberId => Member.Id() ?? Member.ToDisplayString();

    /// <summary>The member as messages name it.</summary>
    public string MemberName => IsInTopLevelStatements ? "top-level statements" : Member.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);

    /// <summary>Whether it is in top-level statements, which can carry no attribute.</summary>
    public bool IsInTopLevelStatements => Member.Name == WellKnownMemberNames.TopLevelStatementsEntryPointMethodName;

    /// <summary>The documentation-comment id of the method.</summary>
    public string SinkId => Method.Id() ?? $"M:{Sink.Type}.{Sink.Method}";
}
