using ImmutableGuard.Analyzers.Sites.Derived;
using ImmutableGuard.Policies;

namespace ImmutableGuard.Analyzers.Guarding;

/// <summary>A site as the generator caches it: plain values, so that an unrelated edit changes nothing.</summary>
/// <param name="Member">The documentation-comment id of the member.</param>
/// <param name="Path">The source file's path as the compiler knows it; made relative when it is written.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Position">The call's place in the file, which orders the sites of a member.</param>
/// <param name="Sink">The documentation-comment id of the method called.</param>
/// <param name="Effects">What the access does.</param>
/// <param name="Reason">Why the effects are not complete; null where they are.</param>
/// <param name="Harmless">What it does that only a policy can ask a guard for; null where the call must go through the guard in any case.</param>
/// <param name="Interception">How the call is redirected; null where it can't be, or needs no guard.</param>
/// <param name="NotGuarded">Why a call can't be redirected; null where it is, or needs no guard.</param>
internal sealed record SiteModel(
    string Member,
    string Path,
    int Line,
    int Position,
    string Sink,
    EquatableArray<Effect> Effects,
    string? Reason,
    EquatableArray<Effect>? Harmless,
    InterceptionModel? Interception,
    string? NotGuarded)
{
    /// <summary>The derived sinks whose callers give what is accessed.</summary>
    public EquatableArray<string> GivenBy { get; init; } = new([]);

    /// <summary>What it does that no caller is told of, and why that isn't complete; null where nobody is told of anything.</summary>
    public (EquatableArray<Effect> Effects, string? Reason)? Own { get; init; }

    /// <summary>Where a derived sink is called, those that could allow it besides the caller; null where none is called.</summary>
    public WrapperSanctions? Wrappers { get; init; }

    /// <summary>Whether it only marks what is carried out later, and does what the source says, guarded or not.</summary>
    public bool IsMark { get; init; }

    /// <summary>What the rules ask a sanction for here.</summary>
    public Effects OwnEffects => Own is { } own ? new([.. own.Effects], own.Reason) : AllEffects;

    /// <summary>Where it is.</summary>
    public SitePlace Place => new(Path, Position);

    /// <summary>What the access does.</summary>
    public Effects AllEffects => new([.. Effects], Reason);

    /// <summary>The site as a policy asks for it: a call that needs no guard is left as it is.</summary>
    public SiteModel Under(Policy policy) =>
        Harmless is { } harmless && !harmless.Any(policy.Restricts) ? this with { Interception = null, NotGuarded = null } : this;
}

/// <summary>A place in a source file, as the compiler knows it.</summary>
internal sealed record SitePlace(string Path, int Position);

/// <summary>How a site's call is redirected: to a method of its own that passes it on with the site's id.</summary>
/// <param name="Attribute">The <c>[InterceptsLocation(…)]</c> that names the call's place.</param>
/// <param name="OnReceiver">Whether the first parameter is what the call is written on.</param>
/// <param name="Call">What it is passed on to.</param>
internal sealed record InterceptionModel(string Attribute, bool OnReceiver, GuardedCall Call);

/// <summary>All that is needed to write the method that makes a call under the guard, as C# text; sites that call alike share it.</summary>
/// <param name="ReturnType">The method's return type.</param>
/// <param name="Result">How the result comes.</param>
/// <param name="TypeParameters">The type parameters, as <c>&lt;T&gt;</c>; empty where there are none.</param>
/// <param name="Constraints">Their constraints.</param>
/// <param name="Parameters">The parameter list without its parentheses.</param>
/// <param name="Arguments">The same parameters as they are passed on.</param>
/// <param name="OriginalCall">The expression that makes the original call.</param>
/// <param name="Target">The expression that tells the guard what is accessed; null where the guard is only told who calls.</param>
/// <param name="ReturnsRows">Whether the result is the number of rows affected.</param>
internal sealed record GuardedCall(
    string ReturnType,
    ResultKind Result,
    string TypeParameters,
    string Constraints,
    string Parameters,
    string Arguments,
    string OriginalCall,
    string? Target,
    bool ReturnsRows)
{
    /// <summary>Whether the result is waited for.</summary>
    public bool IsAsync => Result is ResultKind.Task or ResultKind.TaskOfValue;

    /// <summary>Whether there is a result.</summary>
    public bool HasResult => Result is ResultKind.Value or ResultKind.TaskOfValue;
}
