using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ImmutableGuard.Analyzers.Guarding;
using ImmutableGuard.Analyzers.Policies;
using ImmutableGuard.Analyzers.Sites;
using ImmutableGuard.Policies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers;

/// <summary>The access sites of one compilation with what the policy says of each; found once, however many rules ask.</summary>
internal sealed class CheckedSites
{
    private static readonly ConditionalWeakTable<Compilation, StrongBox<CheckedSites?>> ByCompilation = new();

    private readonly ConcurrentDictionary<IOperation, StrongBox<(FoundSite Site, Decision Decision)?>> found = new();
    private readonly SiteFinder finder;
    private readonly Policy policy;

    private CheckedSites(SiteFinder finder, Policy policy) => (this.finder, this.policy) = (finder, policy);

    /// <summary>The sites of a compilation; null where it references no sink's type, so that nothing need be looked at.</summary>
    public static CheckedSites? Of(Compilation compilation, ImmutableArray<AdditionalText> files, CancellationToken cancellation) =>
        ByCompilation.GetValue(compilation, key => new(
            SiteFinder.For(key) is { } finder ? new CheckedSites(finder, PolicyFile.Read(files, cancellation)) : null)).Value;

    /// <summary>The site that an operation is, with the policy's decision; null where it is none.</summary>
    public (FoundSite Site, Decision Decision)? Find(IOperation operation, ISymbol containing)
    {
        var method = operation is IInvocationOperation call ? call.TargetMethod : ((IMethodReferenceOperation)operation).Method;
        if (!finder.MayBeSite(method.Name) || IsGuardItself(operation))
            return null;
        return found.GetOrAdd(operation, _ => new(Check(operation, containing))).Value;
    }

    private (FoundSite, Decision)? Check(IOperation operation, ISymbol containing)
    {
        if (finder.Find(operation, containing) is not { } site)
            return null;
        var inCode = policy.AllowsInCode ? InCodeSanctions.Around(site.Member) : [];
        return (site, (policy with { Sanctions = [.. policy.Sanctions, .. inCode] }).Decide(site.MemberId, site.Effects, DateTime.UtcNow));
    }

    /// <summary>The calls that the generated interceptors make are the guard's own.</summary>
    private static bool IsGuardItself(IOperation operation) =>
        operation.Syntax.SyntaxTree.FilePath.EndsWith(GuardedCallsGenerator.FileName, StringComparison.Ordinal);
}
