using ImmutableGuard.Manifests;

namespace ImmutableGuard.Runtime;

/// <summary>
/// The call of a derived sink that is under way, until it is disposed of: the access that is carried out in it is allowed where a
/// sanction of its caller covers it. Used by generated code.
/// </summary>
/// <remarks>
/// It follows the flow of the code (<see cref="AsyncLocal{T}"/>), over <c>await</c>, threads and tasks that are started in it, and nobody
/// looks at the stack. What a call leaves behind to be carried out after it returned isn't its any more.
/// </remarks>
public sealed class CallerScope : IDisposable
{
    private static readonly AsyncLocal<CallerScope?> Innermost = new();

    private readonly CallerScope? outer;

    internal CallerScope(GuardedAssembly assembly, AccessSite site, Func<Effects, Policies.Decision> decide)
    {
        (Assembly, Site, Decide, outer) = (assembly, site, decide, Innermost.Value);
        Innermost.Value = this;
    }

    internal GuardedAssembly Assembly { get; }

    internal AccessSite Site { get; }

    /// <summary>What the caller's policy says of effects.</summary>
    internal Func<Effects, Policies.Decision> Decide { get; }

    /// <summary>Whether the call is over: what it left behind, a task that nobody waited for, has no caller any more.</summary>
    private bool IsOver { get; set; }

    /// <summary>
    /// The calls that a site's access is carried out for, from the inside to the outside: each one calls what gives the one before
    /// its text, its resource or its entity. Another call in between ends them.
    /// </summary>
    internal static IEnumerable<CallerScope> Around(AccessSite site)
    {
        for (var scope = Innermost.Value; scope is { IsOver: false } && site.GivenBy.Contains(scope.Site.Sink); (site, scope) = (scope.Site, scope.outer))
            yield return scope;
    }

    /// <summary>The call returned.</summary>
    public void Dispose()
    {
        IsOver = true;
        Innermost.Value = outer;
    }
}
