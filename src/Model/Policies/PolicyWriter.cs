using System.Globalization;
using ImmutableGuard.Json;

namespace ImmutableGuard.Policies;

/// <summary>Writes a policy as JSON that <see cref="PolicyReader"/> reads to an equal one; manifests carry it so.</summary>
public static class PolicyWriter
{
    /// <summary>The policy with every field that isn't at its default.</summary>
    public static JsonObject Write(Policy policy)
    {
        var json = new JsonObject
        {
            { "version", PolicyReader.SupportedVersion },
            { "mode", policy.Mode.ToName() },
        };
        json.AddIfPresent("service", policy.Service);
        if (!policy.AllowsInCode)
            json.Add("inCode", "deny");
        if (policy.Defaults.Count > 0)
        {
            var defaults = new JsonObject();
            foreach (var entry in policy.Defaults.OrderBy(entry => entry.Key))
                defaults.Add(entry.Key.ToName(), Name(entry.Value));
            json.Add("defaults", defaults);
        }

        if (policy.Resources.Count > 0)
            json.Add("resources", new JsonArray(policy.Resources.Select(Write)));
        if (policy.Sanctions.Count > 0)
            json.Add("sanctions", new JsonArray(policy.Sanctions.Select(Write)));
        var build = new JsonObject
        {
            { "requireCommit", policy.Build.RequireCommit },
            { "requireClean", policy.Build.RequireClean },
        };
        if (policy.Build.RequireLock)
            build.Add("lock", "required");
        json.Add("build", build);
        if (policy.Delegates is { } delegates)
            json.Add("delegates", new JsonArray(delegates.Select(Write)));
        if (policy.Shared is { } shared)
            json.Add("shared", Write(shared));
        return json;
    }

    private static JsonObject Write(Delegation delegation) => new()
    {
        { "operations", Operations(delegation.Operations) },
        { "resources", Patterns(delegation.Resources) },
    };

    private static JsonObject Write(ResourceRule rule)
    {
        var json = new JsonObject { { "name", rule.Pattern.Text } };
        if (rule.Mutability != Mutability.Sanctioned)
            json.Add("mutability", rule.Mutability == Mutability.Free ? "free" : "append-only");
        if (rule.Reads is { } reads)
            json.Add("reads", Name(reads));
        return json;
    }

    private static JsonObject Write(Sanction sanction)
    {
        var json = new JsonObject
        {
            { "id", sanction.Id },
            { "operations", Operations(sanction.Operations) },
            { "resources", Patterns(sanction.Resources) },
            { "callers", new JsonArray(sanction.Callers.Select(caller => (JsonValue)caller)) },
            { "reason", sanction.Reason },
        };
        json.AddIfPresent("owner", sanction.Owner);
        json.AddIfPresent("ticket", sanction.Ticket);
        json.AddIfPresent("expires", sanction.Expires?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (sanction.MaxRows is { } maxRows)
            json.Add("maxRows", maxRows);
        return json;
    }

    private static JsonArray Operations(Operation operations) => new(operations.Each().Select(operation => (JsonValue)operation.ToName()));

    private static JsonArray Patterns(IEnumerable<ResourcePattern> patterns) => new(patterns.Select(pattern => (JsonValue)pattern.Text));

    private static string Name(Requirement requirement) => requirement switch
    {
        Requirement.Allow => "allow",
        Requirement.Sanction => "sanction",
        _ => "deny",
    };
}
