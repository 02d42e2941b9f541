using ImmutableGuard.Json;

namespace ImmutableGuard.Policies;

/// <summary>
/// Puts a service's policy below a shared one. What the result allows is never more than the shared policy allows, or leaves to
/// sanctions below it: <see cref="Policy.RequirementOf"/> and <see cref="Policy.Decide"/> see to that, whatever the service's
/// policy says. What it says in vain is a problem, because people would rely on it.
/// </summary>
public static class NarrowedPolicy
{
    /// <summary>The shared policy for a service that has none of its own.</summary>
    public static Policy Of(Policy shared) => new() { Mode = shared.Mode, AllowsInCode = shared.AllowsInCode, Build = shared.Build, Shared = shared };

    /// <summary>Reads the text of a service's policy and puts it below a shared one.</summary>
    /// <param name="shared">The shared policy.</param>
    /// <param name="text">The text of the service's policy.</param>
    /// <param name="invalid">What is wrong with it by itself (IG2001), in the order of the text.</param>
    /// <param name="loosened">Where it would loosen the shared policy (IG2008), in the order of the text.</param>
    /// <returns>The policy that holds; null where there is any problem.</returns>
    public static Policy? Read(Policy shared, string text, out IReadOnlyList<PolicyProblem> invalid, out IReadOnlyList<PolicyProblem> loosened)
    {
        loosened = [];
        if (PolicyReader.Read(text, out invalid) is not { } own)
            return null;
        var json = (JsonObject)JsonReader.Read(text, relaxed: true);
        loosened = [.. new Loosening(shared, own, json).Find().OrderBy(problem => (problem.Line, problem.Column))];
        return loosened.Count == 0 ? Below(shared, own, json) : null;
    }

    private static Policy Below(Policy shared, Policy own, JsonObject json)
    {
        var build = json["build"] as JsonObject;
        return own with
        {
            Shared = shared,
            Mode = json["mode"] is null ? shared.Mode : own.Mode,
            AllowsInCode = shared.AllowsInCode && own.AllowsInCode,
            Build = new()
            {
                RequireCommit = build?["requireCommit"] is null ? shared.Build.RequireCommit : own.Build.RequireCommit,
                RequireClean = build?["requireClean"] is null ? shared.Build.RequireClean : own.Build.RequireClean,
                RequireLock = shared.Build.RequireLock || own.Build.RequireLock,
            },
            Sanctions = [.. own.Sanctions.Select(sanction => Within(shared.Sanctions.FirstOrDefault(original => original.Id == sanction.Id), sanction))],
        };
    }

    // Where a narrowed sanction says nothing of its end and its limit, those of the original hold.
    private static Sanction Within(Sanction? original, Sanction own) => original is null ? own : own with
    {
        Expires = own.Expires ?? original.Expires,
        MaxRows = own.MaxRows ?? original.MaxRows,
    };
}
