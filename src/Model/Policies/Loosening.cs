using System.Globalization;
using ImmutableGuard.Json;

namespace ImmutableGuard.Policies;

/// <summary>Finds where a service's policy says what would loosen the shared one above it.</summary>
internal sealed class Loosening(Policy shared, Policy own, JsonObject json)
{
    private static readonly string[] Cleanness = ["never", "ci", "always"];

    public IEnumerable<PolicyProblem> Find() =>
        [.. Modes(), .. Defaults(), .. Build(), .. Each("resources", own.Resources, OfResource), .. Each("sanctions", own.Sanctions, OfSanction)];

    private IEnumerable<PolicyProblem> Modes()
    {
        if (json["mode"] is { } mode && own.Mode < shared.Mode)
            yield return Problem(mode, $"\"mode\" is {own.Mode.ToName()}, and the shared policy's is {shared.Mode.ToName()}: leave it out, or make it stricter");
        if (json["inCode"] is { } inCode && own.AllowsInCode && !shared.AllowsInCode)
            yield return Problem(inCode, "\"inCode\" is allow, and the shared policy denies sanctions in code: leave it out");
    }

    private IEnumerable<PolicyProblem> Defaults() =>
        from entry in own.Defaults
        let required = shared.DefaultOf(entry.Key)
        where entry.Value < required
        select Problem(((JsonObject)json["defaults"]!)[entry.Key.ToName()]!,
            $"the default of {entry.Key.ToName()} is {Name(entry.Value)}, and the shared policy's is {Name(required)}: leave it out, or make it stricter");

    private IEnumerable<PolicyProblem> Build()
    {
        if (json["build"] is not JsonObject build)
            yield break;
        if (build["requireCommit"] is { } commit && !own.Build.RequireCommit && shared.Build.RequireCommit)
            yield return Problem(commit, "\"requireCommit\" is false, and the shared policy asks for the commit: leave it out");
        if (build["requireClean"] is { } clean && Array.IndexOf(Cleanness, own.Build.RequireClean) < Array.IndexOf(Cleanness, shared.Build.RequireClean))
            yield return Problem(clean, $"\"requireClean\" is {own.Build.RequireClean}, and the shared policy's is {shared.Build.RequireClean}: leave it out, or make it stricter");
        if (build["lock"] is { } @lock && !own.Build.RequireLock && shared.Build.RequireLock)
            yield return Problem(@lock, "\"lock\" is optional, and the shared policy requires one: leave it out");
    }

    private IEnumerable<PolicyProblem> OfResource(ResourceRule rule, JsonObject place)
    {
        var name = rule.Pattern.Text;
        if (rule.Mutability == Mutability.Free
            && OperationNames.Operations.FirstOrDefault(operation => Asks(operation, name)) is var restricted and not Operation.None)
            yield return Problem(place["mutability"]!,
                $"\"{name}\" is free, and the shared policy restricts {restricted.ToName()} of it: sanction what is needed, or have the shared policy say that it is free");
        if (rule.Reads is { } reads && ReadsAsked(rule.Pattern) is var asked && reads < asked)
            yield return Problem(place["reads"]!,
                $"the reads of \"{name}\" are {Name(reads)}, and those that the shared policy restricts among them {Name(asked)}: leave it out, or make it stricter");
    }

    private bool Asks(Operation operation, string resource) =>
        shared.RequirementOf(new(operation, resource, Bounded: false) { Drops = operation == Operation.Schema }) != Requirement.Allow;

    private Requirement ReadsAsked(ResourcePattern pattern)
    {
        var rules = shared.Resources.Where(rule => rule.Reads is not null && rule.Pattern.MayCover(pattern.Text)).ToList();
        var asked = rules.Select(rule => rule.Reads!.Value).ToList();
        if (!rules.Any(rule => rule.Pattern.Covers(pattern.Text)))
            asked.Add(shared.DefaultOf(Operation.Read));
        return asked.Max();
    }

    private IEnumerable<PolicyProblem> OfSanction(Sanction sanction, JsonObject place) =>
        shared.Sanctions.FirstOrDefault(original => original.Id == sanction.Id) is { } original
            ? Wider(sanction, original, place)
            : NotDelegated(sanction, place);

    private static IEnumerable<PolicyProblem> Wider(Sanction sanction, Sanction original, JsonObject place)
    {
        var what = $"the sanction \"{original.Id}\" of the shared policy can only be narrowed, and this";
        if ((sanction.Operations & ~original.Operations) is var more and not Operation.None)
            yield return Problem(place["operations"]!, $"{what} adds {string.Join(", ", OperationNames.Each(more).Select(OperationNames.ToName))}: take it out, or choose another id");
        if (sanction.Resources.FirstOrDefault(resource => !original.Resources.Any(outer => outer.Text == resource.Text || outer.Covers(resource.Text))) is { } wider)
            yield return Problem(place["resources"]!, $"{what} adds {wider}: take it out, or choose another id");
        if (sanction.Callers.FirstOrDefault(caller => !original.Callers.Any(outer => CallerPattern.Matches(outer, caller))) is { } stranger)
            yield return Problem(place["callers"]!, $"{what} adds {stranger}: take it out, or choose another id");
        if (sanction.Expires > original.Expires)
            yield return Problem(place["expires"]!, $"{what} ends later than {original.Expires.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}: leave \"expires\" out, or make it earlier");
        if (sanction.MaxRows > original.MaxRows)
            yield return Problem(place["maxRows"]!, $"{what} allows more rows than {original.MaxRows.Value.ToString(CultureInfo.InvariantCulture)}: leave \"maxRows\" out, or make it less");
    }

    private IEnumerable<PolicyProblem> NotDelegated(Sanction sanction, JsonObject place) =>
        from operation in OperationNames.Each(sanction.Operations)
        from resource in sanction.Resources
        let reason = WhyNot(operation, resource)
        where reason is not null
        select Problem(place, $"the sanction \"{sanction.Id}\" grants {operation.ToName()} of {resource}, and {reason}");

    /// <summary>Why a sanction for a resource can't count below the shared policy; null where it can, for some of it at least.</summary>
    private string? WhyNot(Operation operation, ResourcePattern resource)
    {
        const string remedy = "take it out, or have the shared policy sanction it";
        const Operation changes = Operation.Update | Operation.Delete | Operation.Truncate;
        if ((operation & changes) != 0 && shared.Resources.FirstOrDefault(rule => rule.Mutability == Mutability.AppendOnly && rule.Pattern.Covers(resource.Text)) is { } appendOnly)
            return $"the shared policy says that {appendOnly.Pattern} is append-only, which no sanction changes: take it out";
        if (shared.DefaultOf(operation) == Requirement.Deny)
            return $"the shared policy denies {operation.ToName()} to everybody: take it out";
        if (operation == Operation.Read
            && shared.Resources.FirstOrDefault(rule => rule.Reads is { } reads and not Requirement.Allow && rule.Pattern.MayCover(resource.Text)
                && (reads == Requirement.Deny || shared.Delegates is null)) is { } restricted)
            return $"the shared policy keeps the reads of {restricted.Pattern} to itself: {remedy}";
        var needed = shared.DefaultOf(operation) == Requirement.Sanction || operation == Operation.Read && ReadsAsked(resource) == Requirement.Sanction;
        return needed && shared.Delegates is { } delegates && !delegates.Any(delegation => delegation.Covers(operation, resource.Text))
            ? $"the shared policy delegates {(delegates.Count == 0 ? "nothing" : string.Join("; ", delegates.Select(Describe)))}: {remedy}"
            : null;
    }

    private static string Describe(Delegation delegation) =>
        $"{string.Join(", ", OperationNames.Each(delegation.Operations).Select(OperationNames.ToName))} of {string.Join(", ", delegation.Resources)}";

    private IEnumerable<PolicyProblem> Each<T>(string list, IReadOnlyList<T> items, Func<T, JsonObject, IEnumerable<PolicyProblem>> problems) =>
        items.SelectMany((item, i) => problems(item, (JsonObject)((JsonArray)json[list]!).Items[i]));

    private static PolicyProblem Problem(JsonValue place, string message) => new(place.Line, place.Column, message);

    private static string Name(Requirement requirement) => requirement switch
    {
        Requirement.Allow => "allowed",
        Requirement.Sanction => "to be sanctioned",
        _ => "denied",
    };
}
