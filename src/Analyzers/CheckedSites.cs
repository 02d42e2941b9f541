using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ImmutableGuard.Analyzers.Guarding;
using ImmutableGuard.Analyzers.Policies;
using ImmutableGuard.Analyzers.Sites;
using ImmutableGuard.Locks;
using ImmutableGuard.Policies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace ImmutableGuard.Analyzers;

/// <summary>A site and what the policy says of it.</summary>
/// <param name="Site">The site.</param>
/// <param name="Decision">The decision, with the sanctions around the site.</param>
/// <param name="DecisionOnKnown">The decision if the effects that are known were all there is.</param>
/// <param name="AllowsInCode">Whether a sanction in code would count.</param>
/// <param name="IsTolerated">Whether the lock lists it and the mode <c>ratchet</c> lets it pass.</param>
internal sealed record CheckedSite(FoundSite Site, Decision Decision, Decision DecisionOnKnown, bool AllowsInCode, bool IsTolerated);

/// <summary>The access sites of one compilation with what the policy says of each; found once, however many rules ask.</summary>
internal sealed class CheckedSites
{
    private static readonly ConditionalWeakTable<Compilation, CheckedSites> ByCompilation = new();

    private readonly ConcurrentDictionary<IOperation, StrongBox<CheckedSite?>> found = new();
    private readonly SiteFinder? finder;
    private readonly SourceText? policyText;
    private readonly SourceText? lockText;
    private readonly Policy policy;
    private readonly AccessLock @lock;

    private CheckedSites(SiteFinder? finder, SourceText? policyText, SourceText? lockText)
    {
        (this.finder, this.policyText, this.lockText) = (finder, policyText, lockText);
        policy = policyText is null ? Policy.None : PolicyFile.Read(policyText).Policy;
        @lock = LockFile.Read(lockText?.ToString());
    }

    /// <summary>The sites of a compilation; null where it references no sink's type, so that nothing need be looked at.</summary>
    public static CheckedSites? Of(Compilation compilation, ImmutableArray<AdditionalText> files, CancellationToken cancellation)
    {
        var text = PolicyFile.TextAmong(files, cancellation);
        var lockText = LockFile.TextAmong(files, cancellation);
        var sites = ByCompilation.GetValue(compilation, key => new(SiteFinder.For(key), text, lockText));
        // In an editor the files change while the compilation stays the same.
        if (sites.policyText != text || sites.lockText != lockText)
            sites = new(sites.finder, text, lockText);
        return sites.finder is null ? null : sites;
    }

    /// <summary>The site that an operation is, with the policy's decision; null where it is none.</summary>
    public CheckedSite? Find(IOperation operation, ISymbol containing)
    {
        var method = operation is IInvocationOperation call ? call.TargetMethod : ((IMethodReferenceOperation)operation).Method;
        if (!finder!.MayBeSite(method.Name) || IsGuardItself(operation))
            return null;
        return found.GetOrAdd(operation, _ => new(Check(operation, containing))).Value;
    }

    private CheckedSite? Check(IOperation operation, ISymbol containing)
    {
        if (finder!.Find(operation, containing) is not { } site)
            return null;
        var inCode = policy.AllowsInCode ? InCodeSanctions.Around(site.Member) : [];
        var whole = policy with { Sanctions = [.. policy.Sanctions, .. inCode] };
        var now = DateTime.UtcNow;
        var decision = whole.Decide(site.MemberId, site.Effects, now);
        return new(
            site, decision, site.Effects.Complete ? decision : whole.Decide(site.MemberId, new(site.Effects.Items), now), policy.AllowsInCode,
            @lock.Tolerates(whole, site.MemberId, site.Effects, decision));
    }

    /// <summary>The calls that the generated interceptors make are the guard's own.</summary>
    private static bool IsGuardItself(IOperation operation) =>
        operation.Syntax.SyntaxTree.FilePath.EndsWith(GuardedCallsGenerator.FileName, StringComparison.Ordinal);
}
