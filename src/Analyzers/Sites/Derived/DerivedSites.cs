using ImmutableGuard.Analyzers.Sites.Commands;
using ImmutableGuard.Analyzers.Sites.Uses;
using ImmutableGuard.Sinks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Derived;

/// <summary>The two ends of a derived sink as sites: its call, where the caller says what is accessed, and the sink it reaches.</summary>
internal static class DerivedSites
{
    private const Operation Harmless = Operation.Read | Operation.Insert;

    /// <summary>The site that a call of a derived sink is; null where it calls none.</summary>
    public static FoundSite? Called(IInvocationOperation call, ISymbol member, DerivedSinks derived)
    {
        var method = call.Definition();
        if (!derived.MayBe(method.Name) || !Wrappers.CanBe(method) || derived.At(call, null) is not { Count: > 0 } passed)
            return null;
        var effects = Effects(passed, method);
        return new FoundSite(call, method, Sink(method), member, effects, ConstantText: null) { Passed = passed }.GivenBy(derived, givens => derived.At(call, givens));
    }

    /// <summary>The site that handing out a derived sink is: with what it will be called, nobody sees.</summary>
    public static FoundSite? HandedOut(IMethodSymbol method, SinkUse use, ISymbol containing, DerivedSinks derived) =>
        !derived.MayBe(method.PlainName()) || !Wrappers.CanBe(method) || derived.Of(method) is not { Count: > 0 } passed
            ? null
            : new(Call: null, method, Sink(method), SiteFinder.MemberAround(containing), Effects(passed, method), ConstantText: null) { Use = use, Passed = passed };

    /// <summary>A site of a sink, with those whose callers give what is accessed.</summary>
    public static FoundSite Given(FoundSite site, CallAccesses accesses, DerivedSinks derived) =>
        // What only reads or inserts, and shows it, nobody need be asked about; nor what the site tells by itself.
        site.Call is not { } call || site.Effects.Complete && site.Effects.Items.All(effect => (effect.Operation & ~Harmless) == 0) || IsTold(site.Effects) ? site
        : site.GivenBy(derived, givens => accesses.Of(call, site.Member, givens) ?? []);

    /// <summary>Whether the site tells all: also that it is limited, which may be its callers' affair.</summary>
    private static bool IsTold(Effects effects) => Access.IsTold(effects) && effects.Items.All(effect => effect.Bounded || (effect.Operation & (Operation.Delete | Operation.Update)) == 0);

    private static FoundSite GivenBy(this FoundSite site, DerivedSinks derived, Func<Givens, IReadOnlyList<Access>> read)
    {
        var givens = new AnyGivens(site.Member, derived.Wrappers);
        var all = read(givens);
        if (givens.Owners.Count == 0 || !all.Any(access => access.IsGiven))
            return site;
        // Only what the callers' sites will really say, word for word.
        var given = all.Where(access => access.IsGiven).ToList();
        var isTold = givens.Owners.All(derived.Callers.AreTold)
            && (givens.Owners.Count == 1 ? AreTold(given, givens.Owners[0], derived)
                : givens.Owners.Select(owner => (owner, Own: read(new AnyGivens(site.Member, derived.Wrappers, owner)).Where(access => access.IsGiven && !access.IsOfOthers).ToList())).ToList() is var each
                    && each.All(one => one.Own.Count > 0 && AreTold(one.Own, one.owner, derived)) && given.All(access => each.Any(one => one.Own.Any(access.IsLike))));
        return site with
        {
            GivenBy = [.. givens.Owners.SelectMany(derived.Wrappers.IdsOf).Distinct(StringComparer.Ordinal).OrderBy(id => id, StringComparer.Ordinal)],
            Own = isTold ? Effects([.. all.Where(access => !access.IsGiven)], site.Method) : site.Effects,
        };
    }

    private static bool AreTold(IReadOnlyList<Access> accesses, IMethodSymbol owner, DerivedSinks derived) =>
        derived.Of(owner) is var told && accesses.All(access => told.Any(access.IsLike));

    private static Effects Effects(IReadOnlyList<Access> accesses, IMethodSymbol method)
    {
        var all = accesses.Select(access => access.Effects()).ToList();
        var reason = all.FirstOrDefault(effects => !effects.Complete)?.Reason;
        return new([.. all.SelectMany(effects => effects.Items).Distinct()],
            reason == SqlAccess.NotConstant.Reason ? $"the SQL text given to {method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)} is not constant" : reason);
    }

    /// <summary>The method as a line of the catalogue would have it, were there one.</summary>
    private static Sink Sink(IMethodSymbol method) => new()
    {
        Type = method.ContainingType.ToDisplayString(),
        Method = method.Name,
        Operation = Operation.Unknown,
        Resource = SinkTemplate.None,
        AlwaysGuarded = true,
    };
}
