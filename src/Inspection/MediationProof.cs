using ImmutableGuard.Manifests;
using ImmutableGuard.Policies;

namespace ImmutableGuard.Inspection;

/// <summary>
/// Proves complete mediation: that no changing or unprovable call of a sink is left in the compiled assembly that doesn't go
/// through the guard. A suppressed warning, generated code or a silently ignored interceptor can't hide a hole from it.
/// </summary>
public static class MediationProof
{
    private const Operation Harmless = Operation.Read | Operation.Insert;

    /// <summary>The uses of sinks that nothing mediates (IG3004); none means that the proof holds.</summary>
    public static IEnumerable<SinkCall> Holes(InspectedAssembly assembly)
    {
        var policy = assembly.Manifest?.Policy ?? Policy.None;
        var marks = new DeclaredMarks(assembly);
        return assembly.Calls.Where(call => !call.IsGuarded && (!call.IsCall || call.Sink.NeedsGuard(call.Text, policy)) && !marks.Hold(call));
    }

    /// <summary>
    /// The sites that the manifest lists, need the guard and don't reach it, and that are no hole found in the code: another
    /// generator took the call away (IG3004).
    /// </summary>
    public static IEnumerable<AccessSite> UnguardedSites(InspectedAssembly assembly)
    {
        var marks = new DeclaredMarks(assembly);
        var holes = Holes(assembly).Select(hole => (hole.Line, Path.GetFileName(hole.File ?? ""))).ToList();
        return (assembly.Manifest?.Sites ?? [])
            // The sink that a derived one reaches is another site; where this one isn't around it, only nobody knows for whom.
            .Where(site => !site.Derived && IsMediated(assembly, site) == false && !marks.Declare(site) && !holes.Contains((site.Line, Path.GetFileName(site.File))));
    }

    /// <summary>The embedded manifest with what the look at the compiled code adds to it.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="stamp">Where the build came from.</param>
    /// <returns>The manifest; where the assembly embeds none, one without sites that says so.</returns>
    public static AccessManifest Complete(InspectedAssembly assembly, Stamp stamp)
    {
        var manifest = assembly.Manifest ?? new AccessManifest
        {
            Service = Path.GetFileNameWithoutExtension(assembly.Name),
            Policy = Policy.None,
            Sites = [],
            Unproven = [$"{assembly.Name} embeds no access manifest: it was compiled without the generator"],
        };
        return manifest with
        {
            Stamp = stamp,
            Sites = [.. manifest.Sites.Select(site => site with { Mediated = IsMediated(assembly, site) })],
            Unproven = [.. manifest.Unproven.Concat(assembly.Gaps).Concat(Holes(assembly).Select(Describe)).Distinct(StringComparer.Ordinal)],
        };
    }

    /// <summary>What a hole is, as a sentence without its end.</summary>
    public static string Describe(SinkCall hole) => hole.IsCall
        ? $"{hole.Member} calls {hole.Method} past the guard"
        : $"{hole.Member} hands out {hole.Method} (a method group, delegate or expression), which can't be guarded";

    /// <summary>What to do about a hole, in sentences.</summary>
    public static string Advise(SinkCall hole) => DeclaredMarks.IsMark(hole.Sink)
        ? "Sanction it without a limit that only a guard can keep (expires, maxRows), or set it on what a call gives: context.Entry(row).State."
        : "Make it a plain call in C#, so that the package can redirect it; see the page of this rule for what can't be redirected.";

    /// <summary>Whether a site's call goes through the guard; null where it needs none.</summary>
    private static bool? IsMediated(InspectedAssembly assembly, AccessSite site)
    {
        if (assembly.GuardedSites.Contains(site.Id))
            return true;
        return site.Effects.Complete && site.Effects.Items.All(effect => (effect.Operation & ~Harmless) == 0 && !assembly.Manifest!.Policy.Restricts(effect)) ? null : false;
    }
}
