using System.Text.RegularExpressions;
using ImmutableGuard.Manifests;
using ImmutableGuard.Sinks;

namespace ImmutableGuard.Inspection;

/// <summary>
/// Properties that are set to mark what something later carries out, such as the state of an entry. No call can be put around them, but
/// what they do is seen in the source: where the manifest lists that and it is allowed, nothing is left to prove (decision 0018).
/// </summary>
internal sealed class DeclaredMarks(InspectedAssembly assembly)
{
    // M:Shop.Store`1.Erase``1(``0), P:Shop.Store.Name, M:Shop.Store.Shop#IStore#Erase(System.Int32), M:Shop.Store.#ctor
    private static readonly Regex MemberId = new(@"^(?<kind>[MPE]):(?<type>[^(]+)\.(?<name>[^.(]+?)(``\d+)?(\(.*)?$", RegexOptions.CultureInvariant | RegexOptions.Singleline);

    private static readonly string[] Accessors = ["get_", "set_", "add_", "remove_"];

    private readonly AccessManifest? manifest = assembly.Manifest;

    /// <summary>Whether a setter's call is one that the manifest lists, guarded by the call that gives what it is set of, or allowed without.</summary>
    public bool Hold(SinkCall call)
    {
        if (manifest is null || !call.IsCall || !IsMark(call.Sink))
            return false;
        if (call.GivenBy is { } id)
            return manifest.Sites.Any(site => site.Id == id && IsOf(site, call));
        var inMember = manifest.Sites.Where(site => IsIn(site.Member, call.Member) && IsOf(site, call) && !assembly.GuardedSites.Contains(site.Id)).ToList();
        // What is in the code and not in the manifest, another generator's, makes one more.
        return inMember.Count > 0 && inMember.All(Declare)
            && inMember.Count >= assembly.Calls.Count(other => other is { IsCall: true, GivenBy: null } && other.Member == call.Member && other.Method == call.Method && other.Sink.Operation == call.Sink.Operation);
    }

    /// <summary>Whether a site is such a mark, listed by what it does, and allowed without a limit that only a guard can keep.</summary>
    public bool Declare(AccessSite site) =>
        IsMark(site) && (site.Tolerated || manifest!.Policy.Decide(site.Member, site.Effects, DateTime.MinValue).HoldsUnguarded);

    private bool IsMark(AccessSite site) => assembly.Calls.Any(call => IsMark(call.Sink) && IsOf(site, call));

    /// <summary>Whether a sink is a property that only marks.</summary>
    public static bool IsMark(Sink sink) => sink is { Deferred: true, IsSilent: true };

    private static bool IsOf(AccessSite site, SinkCall call) =>
        site.Sink.StartsWith($"M:{call.Sink.Type}.{call.Sink.Method}(", StringComparison.Ordinal) && site.Effects.Items.Any(effect => effect.Operation == call.Sink.Operation);

    /// <summary>Whether a member's documentation-comment id is that of the member that compiled code names.</summary>
    private static bool IsIn(string id, string member)
    {
        if (MemberId.Match(id) is not { Success: true } match)
            return false;
        var (type, name) = (match.Groups["type"].Value, match.Groups["name"].Value.Replace('#', '.'));
        return match.Groups["kind"].Value == "M" ? member == $"{type}.{name}" : Accessors.Any(accessor => member == $"{type}.{accessor}{name}");
    }
}
